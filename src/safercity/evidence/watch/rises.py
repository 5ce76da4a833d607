"""Rises: is the newest count of a place above what its own past leads one to expect?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant
from safercity.evidence.watch.alarms import LookNull, fit_look_null
from safercity.evidence.watch.cases import check_counts
from safercity.evidence.watch.delays import Delays
from safercity.evidence.watch.errors import TooFewToWatch, WatchSettingWrong
from safercity.evidence.watch.periods import Periods, day_number
from safercity.evidence.watch.rise_model import (
    POOL_BELOW,
    Expected,
    Series,
    build_design,
    chance_of,
    expect_counts,
)

PURPOSE = 453
PERIODS_AT_LEAST = 12
TOGETHER = 20  # replicas fitted side by side: more would not fit the processor's cache


@dataclass(frozen=True)
class RiseSettings:
    """`leave_out`: newest periods kept out of the baseline, so that a slow rise does not raise its
    own yardstick. `arrived_at_least`: share of records in, below which a period is not judged.
    `replicas`: simulated looks. `fewest`: cases that make a rise."""

    leave_out: int = 2
    arrived_at_least: float = 0.5
    replicas: int = 499
    fewest: int = 3

    def __post_init__(self) -> None:
        if self.leave_out < 0 or not 0 < self.arrived_at_least <= 1:
            raise WatchSettingWrong(
                f"{self.leave_out} periods left out and {self.arrived_at_least} arrived: "
                "the first is zero or more, the second a share above 0."
            )


@dataclass(frozen=True)
class Judged:
    """The newest period that enough has arrived of, judged for every place.

    `counts`, `expected`, `chance` (places,): records so far, those expected so far, and the chance
    of as many. `label`: the period. `arrived`: share of its records that are in. `not_judged`:
    newer periods of which too little has arrived. `values` (places, n): every count, NaN missing.
    """

    labels: tuple[str, ...]
    periods: Periods
    label: str
    counts: np.ndarray
    expected: Expected
    arrived: float
    not_judged: tuple[str, ...]
    series: Series
    values: np.ndarray

    @property
    def known(self) -> np.ndarray:
        """Periods of the baseline that are not missing, (places,)."""
        return (~np.isnan(self.values[:, self.series.used])).sum(axis=1)

    @property
    def scores(self) -> np.ndarray:
        """Minus the decimal logarithm of the chance, NaN where missing: more is stranger."""
        return score_chances(self.expected.chance)


def score_chances(chance: np.ndarray) -> np.ndarray:
    """Minus log10, so that more is stranger and scores of looks can be set beside each other."""
    return round_significant(-np.log10(np.maximum(chance, 1e-300)))


def judge_rises(
    counts: Matrix,
    *,
    settings: RiseSettings,
    delays: Delays | None = None,
    as_of: str | None = None,
) -> Judged:
    """Judge the newest period of every row of `counts` (places by months, or by weeks of days).

    `delays` with `as_of` (the day of the last load): expected counts of recent periods are scaled
    by the share that has arrived, and those with less than `arrived_at_least` are not judged.
    Errors: `TooFewToWatch` for fewer than 12 periods of baseline, as those of `check_counts`.
    """
    values, periods = check_counts(counts, what="The watch for rises")
    arrived = _list_arrived(periods, delays, as_of=as_of)
    enough = np.flatnonzero(arrived >= settings.arrived_at_least)
    at = int(enough[-1]) if enough.size else 0
    used = np.arange(len(periods)) < at - settings.leave_out
    complete = used & ~np.isnan(values).any(axis=0)
    if complete.sum() < PERIODS_AT_LEAST:
        raise TooFewToWatch(
            f"{int(complete.sum())} periods before the one to be judged are told for every place; "
            f"{PERIODS_AT_LEAST} are needed to know what is usual."
        )
    baseline = np.where(used, values, np.nan)
    known = (~np.isnan(baseline)).sum(axis=1)
    mean = np.nansum(baseline, axis=1) / np.maximum(known, 1)
    series = Series(
        build_design(len(periods), periods.per_year, used=complete), used, arrived,
        (mean >= POOL_BELOW) & (known >= 2 * PERIODS_AT_LEAST), at,
    )  # fmt: skip
    expected = expect_counts(values, series)
    return Judged(
        labels=tuple(str(row) for row in counts.rows),
        periods=periods,
        label=periods.labels[at],
        counts=values[:, at],
        expected=_require_some(expected, values[:, at], known=known, settings=settings),
        arrived=float(arrived[at]),
        not_judged=periods.labels[at + 1 :],
        series=series,
        values=values,
    )


def simulate_rise_null(
    judged: Judged, *, settings: RiseSettings, run: Run, key: str = ""
) -> LookNull:
    """The highest score of a look when every place does as expected: the whole fit done again.

    Counts are drawn with the fitted means and overdispersion (negative binomial), so that what is
    not known of them is in the score too; a threshold from the formula alone is passed too often.
    """
    draws = run.generator(PURPOSE)
    scores = []
    for begun in range(0, settings.replicas, TOGETHER):
        run.step("rise replicas", begun, settings.replicas)
        number = min(TOGETHER, settings.replicas - begun)
        drawn = _draw_counts(judged, draws, number=number)
        expected = _require_some(
            expect_counts(drawn, judged.series),
            drawn[..., judged.series.at],
            known=judged.known,
            settings=settings,
        )
        strange = np.nan_to_num(score_chances(expected.chance), nan=0.0)
        scores.append(strange.max(axis=-1))
    return fit_look_null(np.concatenate(scores), key=key)


def find_threshold(judged: Judged, *, chance: float) -> np.ndarray:
    """The least count of each place whose chance is at most `chance`, (places,) float."""
    mean, variance = judged.expected.mean, judged.expected.variance
    low = np.floor(mean)
    high = np.ceil(mean + 10) + np.ceil(40 * np.sqrt(variance))
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        rare = chance_of(middle, mean, variance=variance) <= chance
        low, high = np.where(rare, low, middle), np.where(rare, middle, high)
    return high


def _require_some(
    expected: Expected, newest: np.ndarray, *, known, settings: RiseSettings
) -> Expected:
    """Fewer than `fewest` cases are no rise, whatever was expected; nor is anything where fewer
    than 12 periods of baseline are known."""
    few = (newest < settings.fewest) & ~np.isnan(newest)
    chance = np.where(few, 1.0, expected.chance)
    chance = np.where(known < PERIODS_AT_LEAST, np.nan, chance)
    return Expected(expected.mean, expected.variance, chance, expected.path, expected.dispersion)


def _draw_counts(judged: Judged, draws: np.random.Generator, *, number: int) -> np.ndarray:
    path = judged.expected.path * judged.series.arrived
    extra = np.maximum(judged.expected.dispersion - 1, 0.0)[:, None]
    wide = extra > 1e-9
    size = path / np.where(wide, extra, 1.0)
    uneven = draws.standard_gamma(np.broadcast_to(np.maximum(size, 1e-9), (number, *path.shape)))
    mean = np.where(wide, uneven * np.where(wide, extra, 1.0), path)
    return np.where(np.isnan(judged.values), np.nan, draws.poisson(mean).astype(float))


def _list_arrived(periods: Periods, delays: Delays | None, *, as_of: str | None) -> np.ndarray:
    if delays is None:
        return np.ones(len(periods))
    last = day_number(as_of or periods.last_day(len(periods) - 1))
    spans = [
        (day_number(periods.first_day(each)), day_number(periods.last_day(each)))
        for each in range(len(periods))
    ]
    return np.array([delays.arrived_of(*span, as_of=last) for span in spans])


def group_weeks(counts: Matrix) -> Matrix:
    """Days as weeks from Monday to Sunday, labelled by the Sunday; parts of weeks are dropped.

    A week with a missing day is missing.
    """
    ends = [(day_number(str(label)) + 3) % 7 == 6 for label in counts.columns]  # Sundays
    last = len(ends) - ends[::-1].index(True) if True in ends else 0
    weeks = last // 7
    kept = np.asarray(counts.values, dtype=float)[:, last - 7 * weeks : last]
    summed = kept.reshape(len(counts.rows), weeks, 7).sum(axis=2)
    return Matrix(summed, counts.rows, tuple(counts.columns[last - 7 * weeks + 6 : last : 7]))
