"""How incidents fall on those that had any: bands, the share of the most affected, and chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, ndtri

from safercity.evidence.statistics import round_significant


@dataclass(frozen=True)
class Band:
    """`owners` that had `low` to `high` incidents each (None: or more), with their `incidents`;
    `expected` of them by chance alone, NaN where nobody knows how many there are in all.
    """

    low: int
    high: int | None
    owners: int
    incidents: int
    expected: float


@dataclass(frozen=True)
class TopShare:
    """The most affected `part` (0.1: a tenth): how many these are, and their share of incidents."""

    part: float
    owners: float
    share: float


@dataclass(frozen=True)
class ChanceRepeats:
    """Repeats that chance alone would give, were all alike: `expected`, likely `low` to `high`."""

    expected: float
    low: float
    high: float


def cut_bands(
    counts: np.ndarray, *, targets: int | None, smallest: int = 1, most: int = 10
) -> tuple[Band, ...]:
    """The owners by their number of incidents: 1, 2, 3 ... to `most` or more.

    `counts`: whole numbers of 1 or more (n,). Bands join until each holds `smallest` owners, the
    last with the one before, so that no band can be told from the total.
    """
    found, sizes = np.unique(np.minimum(counts, most), return_counts=True)
    starts: list[int] = []
    held = smallest
    for value, size in zip(found.tolist(), sizes.tolist(), strict=True):
        if held >= smallest:
            starts.append(1 if not starts else int(value))
            held = 0
        held += size
    if held < smallest and len(starts) > 1:
        starts.pop()
    ends = [start - 1 for start in starts[1:]]
    tail = int(counts.max()) if counts.max() < most and len(starts) == len(found) else None
    return tuple(
        _measure_band(counts, (low, high), targets=targets)
        for low, high in zip(starts, [*ends, tail], strict=True)
    )


def _measure_band(counts: np.ndarray, ends: tuple[int, int | None], *, targets: int | None) -> Band:
    low, high = ends
    inside = (counts >= low) & (counts <= (counts.max() if high is None else high))
    expected = float("nan")
    if targets is not None:
        number = int(counts.sum())
        each = np.arange(low, (number if high is None else high) + 1)
        chance = chance_of(each, number=number, targets=targets)
        expected = float(round_significant(targets * chance.sum()))
    return Band(low, high, int(inside.sum()), int(counts[inside].sum()), expected)


def chance_of(each: np.ndarray, *, number: int, targets: int) -> np.ndarray:
    """The chance that one of `targets` alike has exactly `each` of `number` incidents (binomial;
    Poisson where there are many)."""
    if targets == 1:
        return (each == number).astype(float)
    share = 1 / targets
    ways = gammaln(number + 1) - gammaln(each + 1) - gammaln(number - each + 1)
    return np.exp(ways + each * np.log(share) + (number - each) * np.log1p(-share))


def share_of_top(
    counts: np.ndarray, parts: Sequence[float], *, of: int, smallest: float = 1
) -> tuple[TopShare, ...]:
    """The share of incidents of the most affected `parts` of `of` owners.

    Between two owners the share runs straight (Lorenz 1905). NaN where the part is of fewer than
    `smallest` owners.
    """
    counts = np.sort(counts)[::-1]
    below = np.concatenate([[0.0], np.cumsum(counts)]) / max(1, counts.sum())
    told = []
    for part in parts:
        owners = float(round_significant(part * of))
        share = float(np.interp(owners, np.arange(len(below)), below))
        known = owners >= smallest
        told.append(TopShare(part, owners, float(round_significant(share)) if known else np.nan))
    return tuple(told)


def expect_repeats(incidents: int, targets: int, *, level: float) -> ChanceRepeats:
    """Repeats when `incidents` fall on `targets` by chance, all being alike.

    The number of targets hit is that of occupied cells (Feller, An Introduction to Probability
    Theory I, 1968, II.11), about normal. Limits: places and people are not alike, so more than this
    says that risk is uneven or that one incident raises the next; not which of the two.
    """
    empty = (1 - 1 / targets) ** incidents
    mean = incidents - targets * (1 - empty)
    spread = (targets * empty * (1 - (1 + incidents / targets) * empty)) ** 0.5
    reach = float(ndtri(1 - (1 - level) / 2)) * spread
    ends = round_significant(np.array([mean, max(0.0, mean - reach), mean + reach]))
    return ChanceRepeats(*(float(one) for one in ends))
