"""Difference in differences: counts with an effect for each unit and for each month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from safercity.evidence.effects.drawing import draw_ratio, tabulate_ratio
from safercity.evidence.effects.drift import find_drift
from safercity.evidence.effects.errors import EffectCountsUnusable, EffectIncomplete
from safercity.evidence.effects.figures import ratio_figures, round_figures
from safercity.evidence.effects.request import check_level
from safercity.evidence.effects.telling import state_ratio
from safercity.evidence.effects.units import check_counts
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.findings import Statement, Table, say_all

ROUNDS = 2000
CLOSE_ENOUGH = 1e-12
BLOCK = 6  # months: short enough to have several, long enough to see what carries over
FEW = 4


@dataclass(frozen=True)
class DifferenceSettings:
    """`level` of the interval."""

    level: float = 0.95


@dataclass(frozen=True)
class Difference:
    """`ratio`: the treated units' change over the others' change (1: alike), with its interval.

    `p`: two-sided. `drift`: variance, on the log scale, of how units change by themselves beyond
    chance. `free`: degrees of freedom. `expected`: incidents after, had the treated units changed
    as the others did. `before`, `after`: incidents counted (treated, comparison).
    """

    ratio: float
    low: float
    high: float
    p: float
    drift: float
    free: int
    expected: float
    before: tuple[float, float]
    after: tuple[float, float]
    settings: DifferenceSettings
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """One row: ratio and interval."""
        return tabulate_ratio(self, name="difference")

    def chart(self) -> dict[str, Any]:
        """The ratio with its interval."""
        return draw_ratio(self, title=self.explain())


def difference_in_differences(
    counts: np.ndarray,
    treated: np.ndarray,
    *,
    before: np.ndarray,
    after: np.ndarray,
    settings: DifferenceSettings | None = None,
) -> Difference:
    """Did treated units change otherwise than the others? Poisson with unit and month effects.

    `counts` (units, months), NaN where missing; `treated` (units,), `before` and `after` (months,)
    bool; months in neither are left out. The likelihood is climbed by proportional fitting, so any
    number of units and months costs little. The variance allows for overdispersion and dependence
    of any kind within a unit: what units' changes scatter beyond chance is measured between the
    units themselves and granted to the treated ones too (Donald & Lang 2007; Conley & Taber 2011),
    on Student's t. With fewer than four spare units it is measured by half-years within units.
    Source: Wooldridge, Journal of Econometrics 90 (1999) for the model.
    Limits: takes the others' path as what the treated would have gone: chosen for being high,
    treated units fall back by themselves unless the months that chose them are left out.
    Errors: `EffectCountsUnusable`, `EffectIncomplete`.
    """
    settings = settings or DifferenceSettings()
    check_level(settings.level)
    values, treated, late = _check(counts, treated, before=before, after=after)
    known = ~np.isnan(values)
    y = np.where(known, values, 0.0)
    post = np.where(known, late[None, :], False)
    sums = np.array([[(y * (treated == on)[:, None] * (post == is_post)).sum()
                      for is_post in (False, True)] for on in (True, False)])  # fmt: skip
    month, ratio = _fit(y, known, treated=treated, late=late)
    share = _late_shares(month, known, late=late)
    if (sums == 0).any():  # half an incident each: a figure still, and a wide interval
        ratio = float((sums[0, 1] + 0.5) * (sums[1, 0] + 0.5)
                      / ((sums[0, 0] + 0.5) * (sums[1, 1] + 0.5)))  # fmt: skip
    variance, drift, free = _measure_error(y, post, share=share, treated=treated, known=known)
    figures = ratio_figures(float(np.log(ratio)), variance**0.5, level=settings.level, free=free)
    found = Difference(
        **figures,
        **round_figures(expected=sums[0, 1] / ratio),
        drift=drift,
        free=free,
        before=(float(sums[0, 0]), float(sums[1, 0])),
        after=(float(sums[0, 1]), float(sums[1, 1])),
        settings=settings,
    )
    limits = [Statement("effects.limit_paths")]
    if (~treated).sum() + treated.sum() - 2 < FEW:
        limits.append(Statement("effects.limit_few_units", {"units": int((~treated).sum())}))
    return replace(found, statements=(state_ratio("difference", found),), limits=tuple(limits))


def _check(counts, treated, *, before, after) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    values = check_counts(counts, what="A difference in differences")
    treated = np.asarray(treated, dtype=bool)
    before, after = np.asarray(before, dtype=bool), np.asarray(after, dtype=bool)
    if values.shape != (treated.size, before.size) or before.shape != after.shape:
        raise EffectCountsUnusable(
            f"Counts of shape {values.shape} with {treated.size} units, {before.size} months "
            f"before and {after.size} after."
        )
    if not treated.any() or treated.all():
        raise EffectIncomplete(
            "There is no comparison." if treated.any() else "No unit was treated."
        )
    for side, name in ((before, "before"), (after, "after")):
        for who, title in ((treated, "treated"), (~treated, "comparison")):
            if np.isnan(values[np.ix_(who, side)]).all():
                raise EffectIncomplete(f"The {title} units have no known month {name}.")
    kept = before | after
    return values[:, kept], treated, after[kept]


def _fit(y, known, *, treated, late) -> tuple[np.ndarray, float]:
    """Month effects and the treated ratio, by proportional fitting of the likelihood's margins."""
    inside = treated[:, None] & late[None, :]
    month = np.maximum(y.sum(axis=0), 1e-9) / np.maximum(known.sum(axis=0), 1)
    ratio, cells = 1.0, known.astype(float)
    rows, columns = y.sum(axis=1), y.sum(axis=0)
    both, treated_late = cells * inside, (y * inside).sum()
    for _ in range(ROUNDS):
        shaped = cells + (ratio - 1) * both
        unit = rows / np.maximum((shaped * month).sum(axis=1), 1e-300)
        new_month = columns / np.maximum((shaped * unit[:, None]).sum(axis=0), 1e-300)
        below = (both * unit[:, None] * new_month).sum()
        new = treated_late / below if below > 0 else 1.0
        moved = abs(new - ratio) + np.abs(new_month - month).max() / max(month.max(), 1e-300)
        month, ratio = new_month, float(new)
        if moved < CLOSE_ENOUGH:
            break
    return month, ratio


def _late_shares(month, known, *, late) -> np.ndarray:
    """What share of a unit's expected incidents falls after, for each unit, with nothing done."""
    weights = known * month
    return (weights * late).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-300)


def _measure_error(y, post, *, share, treated, known) -> tuple[float, float, int]:
    """Variance of the log ratio, drift, degrees of freedom."""
    total, later = y.sum(axis=1), (y * post).sum(axis=1)
    residuals, chance, free = np.zeros(total.size), np.zeros(total.size), 0
    for who in (treated, ~treated):
        odds = share[who] / np.maximum(1 - share[who], 1e-12)
        odds = odds * _odds_ratio(later[who], total[who], odds=odds)
        part = odds / (1 + odds)
        residuals[who] = later[who] - total[who] * part
        chance[who] = total[who] * part * (1 - part)
        free += int((total[who] > 0).sum()) - 1
    drift = find_drift(residuals, chance, free=free)
    variance = sum(_variance_of(chance[who], drift) for who in (treated, ~treated))
    if free >= FEW:
        return variance, drift, free
    spread, blocks = _scatter_within(y, known, post=post)
    plain = sum(_variance_of(chance[who], 0.0) for who in (treated, ~treated))
    return max(variance, spread * plain), drift, max(blocks, 1)


def _odds_ratio(later: np.ndarray, total: np.ndarray, *, odds: np.ndarray) -> float:
    """How much the group's odds of after over before differ from `odds`: a few Newton steps."""
    log = 0.0
    for _ in range(30):
        part = odds * np.exp(log) / (1 + odds * np.exp(log))
        slope = (total * part * (1 - part)).sum()
        if slope <= 0:
            break
        step = float(np.clip((later.sum() - (total * part).sum()) / slope, -2, 2))
        log = float(np.clip(log + step, -20, 20))
        if abs(step) < 1e-12:
            break
    return float(np.exp(log))


def _variance_of(chance: np.ndarray, drift: float) -> float:
    whole = max(float(chance.sum()), 0.25)  # 0.25: half an incident on each side
    return 1 / whole + drift * float((chance**2).sum()) / whole**2


def _scatter_within(y, known, *, post) -> tuple[float, int]:
    """Dispersion (1 or more) of half-years within units and sides, and its degrees of freedom."""
    squares, free = 0.0, 0
    for row, seen, side in zip(y, known, post, strict=True):
        for is_post in (False, True):
            months = row[seen & (side == is_post)]
            whole = months[: months.size // BLOCK * BLOCK].reshape(-1, BLOCK).sum(axis=1)
            if whole.size > 1 and whole.sum() > 0:
                squares += float(((whole - whole.mean()) ** 2 / whole.mean()).sum())
                free += whole.size - 1
    return max(1.0, squares / max(free, 1)), free
