"""What the records say of each month's multiplier: gamma posteriors, drawn and set to mean one."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from scipy.special import ndtri, stdtr, stdtrit

from safercity.evidence.matrix import Label
from safercity.evidence.runs import Run
from safercity.evidence.seasons.levels import Tallies
from safercity.evidence.statistics import round_significant

PURPOSE = 41
VAGUE = 0.5  # Jeffreys' prior for a Poisson mean: half a record, in no month rather than another


@dataclass(frozen=True)
class Posterior:
    """What the draws need: the tallies, which months of the year are known (rows, 12), labels."""

    tallies: Tallies
    is_known: np.ndarray
    rows: tuple[Label, ...]

    def draw(self, row: int, *, draws: int, run: Run) -> np.ndarray:
        """Draws of a row's multipliers, (draws, 12): mean one over the known months, NaN elsewhere.

        The stream belongs to the row's label, so a place is told the same in any company. A pooled
        row's prior is drawn too: the group's season, and how like it the row may be taken to be.
        Counts that vary more than chance count for their share of information.
        """
        stream = run.generator(PURPOSE, crc32(str(self.rows[row]).encode()))
        told, size = self.tallies, (draws, 12)
        shape = np.broadcast_to(told.counted[row] / told.dispersion[row], size)
        rate = np.broadcast_to(told.expected[row] / told.dispersion[row], size)
        if told.pooled[row]:
            strength = told.likeness.draw(row, stream, draws=draws)[:, None]
            season = stream.standard_gamma(told.group_counted[row] + VAGUE, size=size)
            season = np.maximum(season / np.maximum(told.group_expected[row], 1e-300), 1e-9)
            shape, rate = shape + strength, rate + strength / season
        else:
            shape = shape + VAGUE
        raw = stream.standard_gamma(shape) / np.where(rate > 0, rate, np.nan)
        raw = np.where(self.is_known[row], raw, np.nan)
        return raw / np.nanmean(raw, axis=1, keepdims=True)

    def stretch(self, row: int, *, level: float) -> tuple[float, float]:
        """How much wider an interval is because dispersion is estimated, and degrees for a test.

        Counts no more uneven than chance estimate nothing; the more of the variance was estimated,
        the nearer to Student's t. Where half of it was, all degrees count: such counts have long
        tails, and without this 90% intervals held 89%.
        """
        free = max(float(self.tallies.free[row]), 1.0)
        beyond = 1 - 1 / float(self.tallies.dispersion[row].mean())
        degrees = free / min(max(2 * beyond, 1e-4), 1.0)
        half = 1 - (1 - level) / 2
        return float(stdtrit(degrees, half) / ndtri(half)), free


@dataclass(frozen=True)
class Multipliers:
    """`index` (rows, 12) with `low`, `high`, and two-sided chance `p` of an ordinary month."""

    index: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray


def summarise(posterior: Posterior, *, level: float, draws: int, run: Run) -> Multipliers:
    """Index, equal-tailed interval and chance of each month of each row."""
    size = posterior.is_known.shape
    told = [np.full(size, np.nan) for _ in range(4)]
    for row in np.flatnonzero(posterior.is_known.any(axis=1)).tolist():
        run.step("seasons", row, size[0])
        known = posterior.is_known[row]
        drawn = posterior.draw(row, draws=draws, run=run)[:, known]
        wider, degrees = posterior.stretch(row, level=level)
        for into, one in zip(
            told, measure_draws(drawn, level=level, wider=(wider, degrees)), strict=True
        ):
            into[row, known] = one
        counted = posterior.tallies.counted[row, known]
        if not posterior.tallies.pooled[row] and (counted > 0).all():
            # The likeliest, without the noise of drawing; of a month without a record it is none.
            likeliest = counted / posterior.tallies.expected[row, known]
            told[0][row, known] = likeliest / likeliest.mean()
    return Multipliers(*(round_significant(one) for one in told))


def measure_draws(
    drawn: np.ndarray, *, level: float, wider: tuple[float, float]
) -> tuple[np.ndarray, ...]:
    """Mean, low, high and two-sided chance of one, of columns of draws; `wider`: see `stretch`.

    The interval is widened on the log; the chance takes the log of the draws as a Student's t.
    """
    stretch, degrees = wider
    tail = (1 - level) / 2
    logs = np.log(np.maximum(drawn, 1e-12))
    middle = logs.mean(axis=0)
    low, high = np.exp(middle + (np.quantile(logs, [tail, 1 - tail], axis=0) - middle) * stretch)
    p = 2 * stdtr(degrees, -np.abs(middle) / np.maximum(logs.std(axis=0), 1e-12))
    return drawn.mean(axis=0), low, high, p
