"""Two counts, or two changes, against each other: the e-test and the relative rate ratio."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import gammaln, ndtr, xlogy

from safercity.evidence.effects.drawing import draw_ratio, tabulate_ratio
from safercity.evidence.effects.errors import EffectCountsUnusable, EffectTermsRefused
from safercity.evidence.effects.figures import ratio_figures
from safercity.evidence.effects.request import check_level
from safercity.evidence.effects.telling import state_ratio
from safercity.evidence.effects.units import check_counts
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.findings import Statement, Table, say_all
from safercity.evidence.statistics import compare_counts, round_significant

REACH = 12.0  # standard errors of a count that are summed over
SUMMED = 2.0e7  # pairs; beyond so many the normal tail is as good


@dataclass(frozen=True)
class RatioSettings:
    """`level` of the interval; `dispersion`: variance of counts over their mean (1: chance)."""

    level: float = 0.95
    dispersion: float = 1.0

    def __post_init__(self) -> None:
        check_level(self.level)
        if not self.dispersion >= 1:
            raise EffectTermsRefused(f"A dispersion of {self.dispersion} is below 1.")


@dataclass(frozen=True)
class RelativeRatio:
    """`ratio` = (treated after / before) / (control after / before), its interval, two-sided `p`.

    Below 1 the treated area did better. Source and limits at `rate_ratio`.
    """

    ratio: float
    low: float
    high: float
    p: float
    settings: RatioSettings
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """One row: ratio and interval."""
        return tabulate_ratio(self, name="rate_ratio")

    def chart(self) -> dict[str, Any]:
        """The ratio with its interval."""
        return draw_ratio(self, title=self.explain())


def rate_ratio(
    treated: tuple[float, float],
    control: tuple[float, float],
    *,
    settings: RatioSettings | None = None,
) -> RelativeRatio:
    """The relative incident rate ratio of (before, after) counts, both areas over the same periods.

    The variance of its logarithm is the sum of 1 / count (Braga & Weisburd 2020; Farrington &
    Welsh's relative effect size is its inverse) times `dispersion`. Any zero adds one half to all
    four counts. Limits: one control area stands for what would have been; chance is Poisson's.
    Errors: `EffectCountsUnusable`.
    """
    settings = settings or RatioSettings()
    values = check_counts(np.array([treated, control], dtype=float), what="A rate ratio")
    if values.shape != (2, 2) or np.isnan(values).any():
        raise EffectCountsUnusable("A rate ratio takes two known counts of each area.")
    values = values + 0.5 if (values == 0).any() else values
    middle = float(np.log(values[0, 1] / values[0, 0]) - np.log(values[1, 1] / values[1, 0]))
    error = float((settings.dispersion / values).sum()) ** 0.5
    figures = ratio_figures(middle, error, level=settings.level)
    found = RelativeRatio(**figures, settings=settings)
    limits = (Statement("effects.limit_chance_only"),)
    return replace(found, statements=(state_ratio("ratio", found),), limits=limits)


@dataclass(frozen=True)
class CountTest:
    """Whether two Poisson rates differ: `p`, two-sided; `ratio` second over first with interval."""

    p: float
    ratio: float
    low: float
    high: float
    counts: tuple[float, float]
    settings: RatioSettings
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """One row: ratio and interval."""
        return tabulate_ratio(self, name="count_test")

    def chart(self) -> dict[str, Any]:
        """The ratio with its interval."""
        return draw_ratio(self, title=self.explain())


def compare_e_test(
    first: float,
    second: float,
    *,
    exposure: tuple[float, float] = (1.0, 1.0),
    settings: RatioSettings | None = None,
) -> CountTest:
    """Krishnamoorthy & Thomson's e-test of two counts over `exposure` (months, residents).

    The statistic is |rate - rate| over its error; its chance is summed over every pair of counts at
    the pooled rate (Journal of Statistical Planning and Inference 119, 2004). More powerful than
    the test given both together. Beyond a pair of counts of some thousands: the normal tail.
    Limits: chance only, and no comparison area. Errors: `EffectCountsUnusable`.
    """
    settings = settings or RatioSettings()
    pair = check_counts(np.array([first, second], dtype=float), what="An e-test")
    size = np.asarray(exposure, dtype=float)
    if np.isnan(pair).any() or (pair != np.floor(pair)).any():
        raise EffectCountsUnusable(f"An e-test takes two whole counts, not {first} and {second}.")
    if size.shape != (2,) or not (size > 0).all() or np.isinf(size).any():
        raise EffectCountsUnusable(f"Exposures of {exposure} are not above zero.")
    versus = compare_counts(second, first, exposure=size[1] / size[0], level=settings.level)
    p = float(round_significant(_e_test_p(pair, size)))
    figures = (float(versus.ratio), float(versus.low), float(versus.high))
    found = CountTest(p, *figures, (float(first), float(second)), settings)
    verdict = "differ" if p < 1 - settings.level else "alike"
    told = Statement(f"effects.e_test_{verdict}", {"first": first, "second": second, "p": p})
    return replace(found, statements=(told,), limits=(Statement("effects.limit_chance_only"),))


def _e_test_p(pair: np.ndarray, size: np.ndarray) -> float:
    rate = pair.sum() / size.sum()
    if rate == 0:
        return 1.0
    means = rate * size
    seen = abs(pair[0] / size[0] - pair[1] / size[1])
    if seen == 0:
        return 1.0
    seen /= (pair / size**2).sum() ** 0.5
    spans = [_span(mean) for mean in means]
    if spans[0].size * spans[1].size > SUMMED:
        return float(2 * ndtr(-seen))
    chances = [np.exp(xlogy(k, m) - m - gammaln(k + 1)) for k, m in zip(spans, means, strict=True)]
    rates = [k / s for k, s in zip(spans, size, strict=True)]
    p = 0.0
    over = rates[1] / size[1]
    for k, chance in zip(rates[0], chances[0], strict=True):
        spread = k / size[0] + over
        far = np.abs(k - rates[1]) >= seen * np.sqrt(spread) * (1 - 1e-12)
        p += float(chance * (chances[1] * (far & (spread > 0))).sum())
    return min(1.0, p)


def _span(mean: float) -> np.ndarray:
    reach = REACH * mean**0.5 + 20
    return np.arange(max(0.0, np.floor(mean - reach)), np.ceil(mean + reach) + 1)
