"""Before spending: the smallest fall that would be seen, and the chance of seeing a given one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import nctdtr, stdtrit

from safercity.evidence.effects.differences import difference_in_differences
from safercity.evidence.effects.errors import EffectTermsRefused
from safercity.evidence.effects.request import check_level
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.findings import Caption, Column, Statement, Table, draw_bars, say_all
from safercity.evidence.statistics import round_significant

LEAST_RATIO = 0.01
STEPS = 60


@dataclass(frozen=True)
class PowerRequest:
    """What is planned. `monthly_treated` and `monthly_comparison`: incidents a month, all units of
    a side together; `months_before`, `months_after`; `comparison_units`.

    `dispersion`: variance of counts over their mean within units (1: chance). `drift`: variance, on
    the log scale, by which a unit changes by itself (0.02: about 14%; `Difference.drift` of past
    years measures it). `falls`: those whose power is asked; `power`: that wanted.
    """

    monthly_treated: float
    monthly_comparison: float
    months_before: int
    months_after: int
    comparison_units: int
    dispersion: float = 1.0
    drift: float = 0.0
    level: float = 0.95
    power: float = 0.8
    falls: tuple[float, ...] = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)

    def __post_init__(self) -> None:
        check_level(self.level)
        check_level(self.power)
        if not min(self.monthly_treated, self.monthly_comparison) > 0:
            raise EffectTermsRefused(
                f"{self.monthly_treated:g} and {self.monthly_comparison:g} incidents a month: "
                "from nothing no fall can be seen."
            )
        if min(self.months_before, self.months_after) < 1 or self.comparison_units < 2:
            raise EffectTermsRefused("A month on each side and two comparison units are needed.")
        if not (self.dispersion >= 1 and self.drift >= 0):
            raise EffectTermsRefused("Dispersion is 1 or more, drift zero or more.")
        if not all(0 < one < 1 for one in self.falls):
            raise EffectTermsRefused(f"Falls of {self.falls} are not all between 0 and 1.")


@dataclass(frozen=True)
class Power:
    """`smallest_fall` (share) seen with the wanted power, NaN where not even 99% would be; `powers`
    of `settings.falls`, in their order; `error` of the log ratio with nothing done."""

    smallest_fall: float
    powers: tuple[float, ...]
    error: float
    settings: PowerRequest
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each fall: its power."""
        columns = (Column("fall", "Fall", "share"), Column("power", "Chance of seeing it", "share"))
        rows = zip(self.settings.falls, self.powers, strict=True)
        return Table("power", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """The chance of seeing each fall, as bars."""
        rows = [{"fall": f"{100 * fall:.0f}%", "power": power}
                for fall, power in zip(self.settings.falls, self.powers, strict=True)]  # fmt: skip
        caption = Caption(self.explain(), "The chance that a fall of each size would be seen.")
        return draw_bars(rows, caption, name="fall", value="power")


def find_power(request: PowerRequest) -> Power:
    """Power of a difference in differences, by formula (tests hold it to simulation).

    The variance of the log ratio is dispersion x the sum of 1 / expected count of the four cells,
    plus drift x (1 + 1 / comparison units); the test is Student's on comparison units less one, the
    non-centrality log(ratio) / error. One treated unit.
    Source: after Donald & Lang, Review of Economics and Statistics 89 (2007).
    Limits: as good as the guesses of dispersion and drift; a level of like comparison units.
    Errors: `EffectTermsRefused`.
    """
    powers = tuple(float(round_significant(_power(1 - fall, request))) for fall in request.falls)
    smallest = _find_smallest(request)
    error = float(round_significant(_error(1.0, request)))
    found = Power(float(round_significant(smallest)), powers, error, request)
    values = {"fall": found.smallest_fall, "power": request.power, "after": request.months_after,
              "before": request.months_before, "units": request.comparison_units}  # fmt: skip
    name = "effects.power_none" if np.isnan(smallest) else "effects.power"
    return replace(
        found, statements=(Statement(name, values),), limits=(Statement("effects.limit_power"),)
    )


def request_from_past(
    counts: np.ndarray,
    treated: np.ndarray,
    *,
    months_before: int,
    months_after: int,
    level: float = 0.95,
) -> PowerRequest:
    """What to ask of a place before anything is done there, from how areas went in the past.

    `counts` (units, months) of the past, NaN where missing; `treated` (units,) bool, the others
    being what it would be compared with. The newest `months_after` are set against the
    `months_before` before them, as if something had begun: drift is what units then scattered.
    Errors: `EffectIncomplete`, `EffectCountsUnusable`, `EffectTermsRefused`.
    """
    counts, treated = np.asarray(counts, dtype=float), np.asarray(treated, dtype=bool)
    at = np.arange(counts.shape[-1])[::-1]
    after = at < months_after
    before = ~after & (at < months_after + months_before)
    past = difference_in_differences(counts, treated, before=before, after=after)
    monthly = np.nanmean(counts, axis=1)
    return PowerRequest(
        float(round_significant(monthly[treated].sum())),
        float(round_significant(monthly[~treated].sum())),
        months_before,
        months_after,
        comparison_units=int((~treated).sum()),
        drift=past.drift,
        level=level,
    )


def _error(ratio: float, request: PowerRequest) -> float:
    cells = np.array([
        request.monthly_treated * request.months_before,
        request.monthly_treated * request.months_after * ratio,
        request.monthly_comparison * request.months_before,
        request.monthly_comparison * request.months_after,
    ])  # fmt: skip
    apart = request.drift * (1 + 1 / request.comparison_units)
    return float(request.dispersion * (1 / cells).sum() + apart) ** 0.5


def _power(ratio: float, request: PowerRequest) -> float:
    free = request.comparison_units - 1
    bound = float(stdtrit(free, (1 + request.level) / 2))
    return float(nctdtr(free, np.log(ratio) / _error(ratio, request), -bound))


def _find_smallest(request: PowerRequest) -> float:
    if _power(LEAST_RATIO, request) < request.power:
        return float("nan")
    low, high = LEAST_RATIO, 1.0
    for _ in range(STEPS):  # power falls steadily as the ratio nears 1
        middle = (low + high) / 2
        if _power(middle, request) >= request.power:
            low = middle
        else:
            high = middle
    return 1 - low
