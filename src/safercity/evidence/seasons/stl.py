"""STL without robustness, which is linear: built once for a length, then applied to all series."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from safercity.evidence.seasons.errors import SeriesIncomplete, SeriesUnusable

# Up to this length the operator (n by n) is cheaper than the passes; beyond, it is not built.
OPERATOR_AT_MOST = 240


@dataclass(frozen=True)
class Windows:
    """Odd lengths of the local lines: over years (`seasonal`), for the `trend`, and the low pass.

    None is the paper's own choice: trend the next odd number from 1.5 period / (1 - 1.5/seasonal),
    low pass the next odd number above the period.
    """

    seasonal: int = 7
    trend: int | None = None
    low_pass: int | None = None

    def lengths(self, period: int) -> tuple[int, int, int]:
        """The three lengths for this period. Errors: `SeriesUnusable`, for one that is not odd."""
        if self.seasonal < 3:
            raise SeriesUnusable(f"The seasonal window is {self.seasonal}; it is odd, 3 or more.")
        trend = self.trend or next_odd(1.5 * period / (1 - 1.5 / self.seasonal))
        low_pass = self.low_pass or next_odd(period + 1)
        for name, length in (
            ("seasonal", self.seasonal),
            ("trend", trend),
            ("low_pass", low_pass),
        ):
            if length < 3 or length % 2 == 0:
                raise SeriesUnusable(f"The {name} window is {length}; it is odd, 3 or more.")
        return self.seasonal, trend, low_pass


@dataclass(frozen=True)
class Parts:
    """`trend`, `seasonal` (one array for each period, in order) and `remainder`, all (series, n).

    The parts add up to the values.
    """

    trend: np.ndarray
    seasonal: tuple[np.ndarray, ...]
    remainder: np.ndarray


def split_series(
    values: np.ndarray, period: int = 12, *, windows: Windows | None = None, passes: int = 5
) -> Parts:
    """Trend, season and remainder of many series, (series, n), any unit, no gaps.

    Source: Cleveland, Cleveland, McRae & Terpenning, Journal of Official Statistics 6 (1990), the
    inner loop with local lines and no robustness; statsmodels' `STL` gives the same to 1e-9.
    Limits: an outlier is shared out among the parts. The ends are firm only after more months.
    Errors: `SeriesIncomplete`, for fewer than two periods or a gap; `SeriesUnusable`.
    """
    values = check_whole(values, period=period)
    lengths = (windows or Windows()).lengths(period)
    from safercity.evidence.seasons import _stl_kernels as kernels

    if values.shape[1] <= OPERATOR_AT_MOST:
        operators = build_operators(values.shape[1], period, lengths=lengths, passes=passes)
        seasonal, trend, remainder = kernels.apply_operator(values, *operators)
    else:
        columns = np.ascontiguousarray(values.T)
        parts = kernels.decompose_columns(columns, period, np.array(lengths), passes)
        seasonal, trend = (np.ascontiguousarray(part.T) for part in parts)
        remainder = values - seasonal - trend
    return Parts(trend, (seasonal,), remainder)


def split_periods(
    values: np.ndarray,
    periods: tuple[int, ...],
    *,
    windows: tuple[Windows, ...] | None = None,
    rounds: int = 2,
) -> Parts:
    """Several seasons at once, such as a week and a year in days: STL for each in turn, `rounds`
    times, each on what the others left.

    `periods` in ascending order, each fitting twice or more. Without `windows` the seasonal ones
    are 11, 15, 19 ... Source: Bandara, Hyndman & Bergmeir (2021), MSTL; statsmodels' `MSTL` gives
    the same to 1e-9. Limits and errors: as `split_series`.
    """
    if list(periods) != sorted(set(periods)) or not periods:
        raise SeriesUnusable(f"The periods {periods} are not different and in ascending order.")
    values = check_whole(values, period=periods[-1])
    chosen = windows or tuple(Windows(11 + 4 * at) for at in range(len(periods)))
    if len(chosen) != len(periods):
        raise SeriesUnusable(f"{len(chosen)} windows were given for {len(periods)} periods.")
    seasonal = [np.zeros(values.shape) for _ in periods]
    rest, trend = values.copy(), np.zeros(values.shape)
    for _ in range(rounds if len(periods) > 1 else 1):
        for at, (period, window) in enumerate(zip(periods, chosen, strict=True)):
            rest = rest + seasonal[at]
            parts = split_series(rest, period, windows=window)
            seasonal[at], trend = parts.seasonal[0], parts.trend
            rest = rest - seasonal[at]
    return Parts(trend, tuple(seasonal), rest - trend)


@lru_cache(maxsize=16)
def build_operators(
    n: int, period: int, *, lengths: tuple[int, int, int], passes: int
) -> tuple[np.ndarray, np.ndarray]:
    """The seasonal and the trend operator, (n, n): row i is what a one in month i becomes."""
    from safercity.evidence.seasons import _stl_kernels as kernels

    parts = kernels.decompose_columns(np.eye(n), period, np.array(lengths), passes)
    return tuple(np.ascontiguousarray(part.T) for part in parts)  # type: ignore[return-value]


def check_whole(values: np.ndarray, *, period: int) -> np.ndarray:
    """The values as contiguous floats (series, n). Errors: as `split_series`."""
    values = np.ascontiguousarray(values, dtype=float)
    if values.ndim != 2:
        raise SeriesUnusable(f"Values are series by periods; these have shape {values.shape}.")
    if period < 2:
        raise SeriesUnusable(f"A season's period is {period}; it is 2 or more.")
    if values.shape[1] < 2 * period:
        raise SeriesIncomplete(
            f"Taking a season apart needs two whole ones, {2 * period} periods; "
            f"{values.shape[1]} were given."
        )
    if np.isinf(values).any():
        raise SeriesUnusable("A series holds an infinite value.")
    gaps = np.isnan(values).sum(axis=1)
    if gaps.any():
        row = int(np.flatnonzero(gaps)[0])
        raise SeriesIncomplete(
            f"Series {row + 1} of {len(values)} has {gaps[row]} missing of {values.shape[1]}: "
            "local lines cannot be drawn over gaps."
        )
    return values


def next_odd(number: float) -> int:
    """The next odd whole number from `number` up."""
    whole = int(np.ceil(number))
    return whole + 1 - whole % 2
