"""The types of records: their counts in the newest months and a year before, shares and changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from safercity.evidence.matrix import Matrix
from safercity.evidence.profile.checks import check_labels, read_counts
from safercity.evidence.profile.errors import CountsUnusable
from safercity.evidence.statistics import (
    adjust_for_false_discovery,
    chance_estimated,
    compare_counts,
    pair_dispersion,
    round_significant,
    widen_estimated,
    wilson_interval,
)
from safercity.evidence.types import month_number

METHOD = "A make-up"


@dataclass(frozen=True)
class TypeRow:
    """One type. `share` of all records with `low` and `high`; `before` and `change` (a share, NaN
    without records then): the same months a year before; `q`: false-discovery value among types.
    """

    type: str
    count: int
    before: int
    share: float
    low: float
    high: float
    change: float
    change_low: float
    change_high: float
    q: float


@dataclass(frozen=True)
class TypeCounts:
    """`now` and `before`: monthly counts (types, months), the same months of two years, NaN where
    a month is missing for any type. `months`: the newest months' labels; none for plain counts.
    `single`: whether these are plain counts without months.
    """

    types: tuple[str, ...]
    now: np.ndarray
    before: np.ndarray
    months: tuple[str, ...]
    asked: tuple[str, ...] = ()

    @property
    def used(self) -> np.ndarray:
        """Whether each month was sent, (months,)."""
        return ~np.isnan(self.now).any(axis=0)

    @property
    def compared(self) -> np.ndarray:
        """Whether each month was sent in both years, (months,)."""
        return self.used & ~np.isnan(self.before).any(axis=0)

    @property
    def counts(self) -> np.ndarray:
        """Records of each type in the months that were sent, (types,)."""
        return self.now[:, self.used].sum(axis=1)


def read_types(counts: Matrix | Mapping[str, float], *, months: int) -> TypeCounts:
    """The newest months and the year before them. Errors: `CountsUnusable`."""
    if isinstance(counts, Mapping):
        values = read_counts(list(counts.values()), what=METHOD)[:, None]
        check_labels(tuple(counts), values, what=METHOD)
        unknown = [name for name, value in counts.items() if value != value]
        if unknown:
            raise CountsUnusable(
                f"{METHOD}: {unknown[0]} has no count.",
                advice="Leave out types that were not sent, and say so; or give counts by month.",
            )
        return TypeCounts(tuple(counts), values, np.full_like(values, np.nan), ())
    values = read_counts(counts.values, what=METHOD)
    check_labels(counts.rows, values, what=METHOD)
    numbers = np.array([month_number(month) for month in counts.columns], dtype=np.int64)
    if not numbers.size or (np.diff(numbers) != 1).any():
        raise CountsUnusable(f"{METHOD}: the months do not follow one another; a gap is missing.")
    padded = np.concatenate([np.full((len(values), 12 + months), np.nan), values], axis=1)
    end = padded.shape[1]
    now, before = padded[:, end - months :], padded[:, end - months - 12 : end - 12]
    held = min(months, len(counts.columns))
    asked = tuple(map(str, counts.columns[-months - 12 :]))
    return TypeCounts(
        tuple(map(str, counts.rows)),
        now[:, months - held :],
        before[:, months - held :],
        tuple(map(str, counts.columns[-held:])),
        asked,
    )


def count_types(types: TypeCounts, *, level: float) -> tuple[TypeRow, ...]:
    """Every type in the order given.

    Shares with Wilson's interval. Changes with the exact conditional interval of two counts, each
    type's counts divided by how much more than chance its months vary from one year to the next,
    with allowance for how little so few months tell of that (Student's t).
    """
    counts, both = types.counts, types.compared
    total = counts.sum()
    low, high = wilson_interval(counts, np.full(counts.shape, total), level=level)
    share = counts / total if total else np.full(counts.shape, np.nan)
    now, before = types.now[:, both], types.before[:, both]
    spread = np.array([pair_dispersion(*pair) for pair in zip(now, before, strict=True)])
    free = int(both.sum()) - 1
    sums = now.sum(axis=1), before.sum(axis=1)
    p = chance_estimated(compare_counts(*sums, dispersion=spread).p, spread, free=free)
    wider = widen_estimated(spread, free=free, level=level)
    ratio = compare_counts(*sums, level=level, dispersion=wider)
    change = [ratio.ratio - 1, ratio.low - 1, ratio.high - 1, adjust_for_false_discovery(p)]
    told = round_significant(np.array([share, low, high, *change])).T.tolist()
    return tuple(
        TypeRow(name, int(counts[i]), int(before[i].sum()), *told[i])
        for i, name in enumerate(types.types)
    )
