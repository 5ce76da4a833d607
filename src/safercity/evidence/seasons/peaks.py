"""Months of the year that rise together: which, by how much, and in how many past years."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.findings.statements import MONTHS, join_words
from safercity.evidence.runs import Run
from safercity.evidence.seasons.indices import SeasonalIndices
from safercity.evidence.seasons.posterior import measure_draws
from safercity.evidence.statistics import round_significant

HALF = 0.5  # "highest" are the months that rise at least half as much as the highest


@dataclass(frozen=True)
class Peak:
    """A stretch of months of the year, `first` (0 is January) and `length`, going round the year.

    `change`, `low`, `high`: its mean month against an average month (0.25: a quarter above);
    `above` of `years` in which it was on the stretch's side of its level.
    """

    first: int
    length: int
    change: float
    low: float
    high: float
    above: int
    years: int

    @property
    def months(self) -> tuple[int, ...]:
        """The months of the year, 0 for January, in order."""
        return tuple((self.first + step) % 12 for step in range(self.length))

    @property
    def name(self) -> str:
        """ "July", "July and August", "June to September"."""
        names = [MONTHS[month] for month in self.months]
        return join_words(names) if len(names) < 3 else f"{names[0]} to {names[-1]}"

    @property
    def when(self) -> str:
        """ "in July", "in July and August", "from June to September"."""
        return f"{'in' if self.length < 3 else 'from'} {self.name}"


def find_peaks(
    indices: SeasonalIndices, row: int, *, falls: bool = False, least: float = HALF, run: Run
) -> tuple[Peak, ...]:
    """The stretches of months that rise (or fall) clearly, the strongest first.

    Of months at least `least` times as far from an average month as the farthest.
    """
    called = (indices.falls if falls else indices.rises)[row]
    away = np.abs(np.nan_to_num(indices.index[row], nan=1.0) - 1)
    called = called & (away >= least * np.max(away, where=called, initial=0.0))
    found = [
        measure_stretch(indices, row, stretch=stretch, run=run) for stretch in join_months(called)
    ]
    return tuple(sorted(found, key=lambda peak: (-abs(peak.change), peak.first)))


def join_months(called: np.ndarray) -> list[tuple[int, int]]:
    """Stretches (first, length) of a year of booleans; December runs on into January."""
    starts = [at for at in range(12) if called[at] and not called[at - 1]]
    return [
        (first, next(step for step in range(1, 13) if not called[(first + step) % 12]))
        for first in starts
    ]


def measure_stretch(
    indices: SeasonalIndices, row: int, *, stretch: tuple[int, int], run: Run
) -> Peak:
    """How far a stretch of known months lies from an average month."""
    first, length = stretch
    at = [(first + step) % 12 for step in range(length)]
    settings = indices.settings
    drawn = indices.posterior.draw(row, draws=settings.draws, run=run)[:, at].mean(axis=1)
    wider = indices.posterior.stretch(row, level=settings.level)
    _, low, high, _ = measure_draws(drawn[:, None], level=settings.level, wider=wider)
    change = indices.index[row, at].mean() - 1
    told = round_significant(np.array([change, low[0] - 1, high[0] - 1]))
    above, years = _count_years(indices, row, stretch=stretch, falls=change < 0)
    return Peak(first, length, float(told[0]), float(told[1]), float(told[2]), above, years)


def _count_years(
    indices: SeasonalIndices, row: int, *, stretch: tuple[int, int], falls: bool
) -> tuple[int, int]:
    """In how many years it was beyond the level of its time, by the months of it that are known."""
    first, length = stretch
    starts = [
        at
        for at, month in enumerate(indices.months)
        if int(month[5:7]) - 1 == first and at + length <= len(indices.months)
    ]
    counted = [
        (
            np.nansum(indices.counts[row, at : at + length]),
            np.nansum(indices.usual[row, at : at + length]),
        )
        for at in starts
        if not np.isnan(indices.usual[row, at : at + length]).all()
    ]
    told = round_significant(np.array(counted).reshape(-1, 2))
    beyond = told[:, 0] < told[:, 1] if falls else told[:, 0] > told[:, 1]
    return int(beyond.sum()), len(told)
