"""Synthetic control: a mixture of other units that went the way of the treated one before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from safercity.evidence.effects.errors import (
    EffectCountsUnusable,
    EffectIncomplete,
    EffectTermsRefused,
    TooFewAreas,
)
from safercity.evidence.effects.figures import round_figures
from safercity.evidence.effects.request import check_level
from safercity.evidence.effects.units import check_counts
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.findings import (
    Caption,
    Column,
    Statement,
    Table,
    draw_lines,
    plain,
    say_all,
)
from safercity.evidence.statistics import round_significant

ROUNDS = 20000
CLOSE_ENOUGH = 1e-10
COLUMNS = (
    Column("month", "Month", "count"),
    Column("treated", "Treated area", "count"),
    Column("synthetic", "Its mixture of other areas", "figure"),
)


@dataclass(frozen=True)
class SyntheticSettings:
    """`level` of the interval; `fewest_others`: units needed to make a mixture from; `scaled`:
    units are taken in terms of their own mean before, so that small ones can stand for large ones.
    """

    level: float = 0.95
    fewest_others: int = 3
    scaled: bool = True

    def __post_init__(self) -> None:
        check_level(self.level)
        if self.fewest_others < 2:
            raise EffectTermsRefused("A mixture takes two other units or more.")


@dataclass(frozen=True)
class SyntheticControl:
    """`weights` (others,) zero or more, adding to one; `series` (months,) of the mixture.

    `ratio`: incidents after over the mixture's; `low`, `high` from how far the other units stray
    from their own mixtures (NaN where they are too few for the level). `p`: the rank of the treated
    unit's change among all (its own counted) over their number, change being the error after over
    that before; `p_side`: twice the rank of its ratio from the nearer end, over their number.
    `misfit`: error before, as a share of its mean.
    """

    ratio: float
    low: float
    high: float
    p: float
    p_side: float
    misfit: float
    weights: np.ndarray
    treated: np.ndarray
    series: np.ndarray
    placebos: np.ndarray
    settings: SyntheticSettings
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row a month: the treated unit and its mixture."""
        rows = zip(range(1, self.series.size + 1), map(plain, self.treated),
                   map(plain, self.series), strict=True)  # fmt: skip
        return Table("synthetic_control", COLUMNS, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """Both over time."""
        caption = Caption(self.explain(), "The treated area, and a mixture of others dashed.")
        lines = {"treated": "treated area", "synthetic": "mixture of others"}
        spec = draw_lines(self.table().records(), caption, x="month", y=lines)
        for layer in spec["layer"]:
            layer["encoding"]["x"] = layer["encoding"]["x"] | {"type": "quantitative"}
        return spec


def synthetic_control(
    treated: np.ndarray,
    others: np.ndarray,
    *,
    before: np.ndarray,
    after: np.ndarray,
    settings: SyntheticSettings | None = None,
) -> SyntheticControl:
    """The treated series (months,) against a mixture of `others` (units, months), all NaN-free in
    the months `before` and `after` (months,) bool; months in neither are not looked at.

    Weights are zero or more, add up to one, and make the squared error before least. Each other
    unit is treated in its turn and given a mixture of the rest (the treated unit left out): ranks
    among these placebos are the inference. Source: Abadie, Diamond & Hainmueller, JASA 105 (2010);
    scaled to each unit's mean, Ferman & Pinto, Quantitative Economics 12 (2021).
    Limits: with n others p is never below 1 / (n + 1); a poor fit before says little about after.
    Errors: `TooFewAreas`, `EffectIncomplete`, `EffectCountsUnusable`.
    """
    from safercity.evidence.effects import _kernels

    settings = settings or SyntheticSettings()
    values = _check((treated, others), (before, after), settings=settings)
    means = values[:, before].mean(axis=1)
    scaled = values / means[:, None] if settings.scaled else values
    early = round_significant(scaled[:, before])
    gram = np.einsum("it,jt->ij", early, early, optimize=False)
    mixing = np.zeros((len(values), len(values)))
    allowed = np.arange(len(values)) > 0
    size = max(float(np.diagonal(gram).max()), 1e-300)
    close = CLOSE_ENOUGH * size
    mixing[0] = _kernels.fit_simplex(gram, gram[:, 0].copy(), allowed, ROUNDS, close)
    mixing[1:, 1:] = _kernels.fit_every_simplex(gram[1:, 1:].copy(), ROUNDS, close)
    mixing = np.asarray(round_significant(mixing))
    mixed = np.einsum("ij,jt->it", mixing, scaled, optimize=False)
    errors = (scaled - mixed) ** 2
    misfit = np.sqrt(errors[:, before].mean(axis=1))
    moved = np.sqrt(errors[:, after].mean(axis=1)) / np.maximum(misfit, 1e-9)
    logs = np.log(np.maximum(_mean(scaled, after), 1e-9) / np.maximum(_mean(mixed, after), 1e-9))
    logs, moved = round_significant(logs), round_significant(moved)
    low, high = _interval(logs, level=settings.level)
    figures = round_figures(
        ratio=np.exp(logs[0]),
        low=low,
        high=high,
        p=(moved >= moved[0]).mean(),
        p_side=min(1.0, 2 * min((logs <= logs[0]).mean(), (logs >= logs[0]).mean())),
        misfit=misfit[0] / (1.0 if settings.scaled else means[0]),
    )
    line = mixed[0] * (means[0] if settings.scaled else 1.0)
    found = SyntheticControl(
        **figures,
        weights=mixing[0, 1:],
        treated=values[0],
        series=np.asarray(round_significant(line)),
        placebos=np.asarray(round_significant(np.exp(logs[1:]))),
        settings=settings,
    )
    return replace(found, statements=_state(found), limits=_state_limits(found))


def _check(both, sides, *, settings: SyntheticSettings) -> np.ndarray:
    treated, others = (check_counts(one, what="A synthetic control") for one in both)
    if treated.ndim != 1 or others.ndim != 2 or others.shape[1:] != treated.shape:
        raise EffectCountsUnusable(
            f"One series of shape {treated.shape}, others of {others.shape}: months differ."
        )
    before, after = (np.asarray(side, dtype=bool) for side in sides)
    if before.shape != treated.shape or after.shape != treated.shape:
        raise EffectCountsUnusable(f"{before.size} and {after.size} months for {treated.size}.")
    if before.sum() < 2 or not after.any():
        raise EffectIncomplete("A synthetic control needs two months before, and one after.")
    if len(others) < settings.fewest_others:
        raise TooFewAreas(
            f"A mixture is made from {settings.fewest_others} other units; there are {len(others)}."
        )
    values = np.vstack([treated[None], others])
    if np.isnan(values[:, before | after]).any():
        raise EffectCountsUnusable(
            "A synthetic control takes no gaps: leave the month out for all."
        )
    if (values[:, before].sum(axis=1) == 0).any() and settings.scaled:
        raise EffectCountsUnusable(
            "A unit without any incident before has no scale to be mixed in."
        )
    return values


def _mean(values: np.ndarray, months: np.ndarray) -> np.ndarray:
    return values[:, months].mean(axis=1)


def _interval(logs: np.ndarray, *, level: float) -> tuple[float, float]:
    """The placebos' own spread turned about the treated one; NaN with too few for the level."""
    placebos = np.sort(logs[1:])
    rank = int(np.floor((1 - level) / 2 * (placebos.size + 1)))
    if rank < 1:
        return float("nan"), float("nan")
    return (
        float(np.exp(logs[0] - placebos[-rank])),
        float(np.exp(logs[0] - placebos[rank - 1])),
    )


def _state(found: SyntheticControl) -> tuple[Statement, ...]:
    way = "fell" if found.ratio < 1 else "rose"
    number = found.weights.size + 1
    rank = round(found.p * number)
    values = {
        "change": abs(found.ratio - 1),
        "rank": rank,
        "number": number,
        "units": int((found.weights > 0.01).sum()),
    }
    return (Statement(f"effects.synthetic_{way}", values),)


def _state_limits(found: SyntheticControl) -> tuple[Statement, ...]:
    told = [Statement("effects.limit_placebos", {"least": 1 / (found.weights.size + 1)})]
    if found.misfit > 0.5:
        told.append(Statement("effects.limit_misfit", {"share": found.misfit}))
    return tuple(told)
