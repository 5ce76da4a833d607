"""Near repeats: does one event raise the risk next door, for a while? Knox's test by shuffling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from safercity.evidence.runs import Run
from safercity.evidence.statistics import adjust_for_false_discovery, round_significant
from safercity.evidence.watch.bands import Bands
from safercity.evidence.watch.errors import BadCounts, TooFewToWatch, WatchSettingWrong

PURPOSE = 455
SHUFFLES_TOGETHER = 64
LONGEST = 1 << 24


@dataclass(frozen=True)
class Events:
    """Events of one theme: `x`, `y` in metres, `days` whole day numbers, one each an event."""

    x: np.ndarray
    y: np.ndarray
    days: np.ndarray

    def __post_init__(self) -> None:
        shapes = {self.x.shape, self.y.shape, self.days.shape}
        if len(shapes) != 1 or self.x.ndim != 1:
            raise BadCounts(f"Events need x, y and day one each; these are {sorted(shapes)}.")
        if not (np.isfinite(self.x).all() and np.isfinite(self.y).all()):
            raise BadCounts(
                f"{int((~np.isfinite(self.x) | ~np.isfinite(self.y)).sum())} events have no place.",
                advice="Leave unplaced events out, and say what share they are.",
            )
        if (np.asarray(self.days) != np.rint(self.days)).any():
            raise BadCounts("Days are whole numbers; times within the day are cut off first.")

    def __len__(self) -> int:
        return self.x.size


@dataclass(frozen=True)
class KnoxSettings:
    """`metres`, `days`: edges of half-open bands. `metric`: "manhattan" (as streets run) or
    "euclidean". A band is raised when its chance, adjusted for all bands with an end, is at most
    `significant_at` and pairs are at least `ratio_at_least` times as many as expected. Too few
    `permutations` cannot raise any: the least chance is 1 / (permutations + 1), times the bands."""

    metres: tuple[float, ...] = (0.0, 0.1, 200.0, 400.0, 600.0, float("inf"))
    days: tuple[float, ...] = (0.0, 1.0, 7.0, 14.0, 28.0, float("inf"))
    metric: Literal["manhattan", "euclidean"] = "manhattan"
    permutations: int = 999
    significant_at: float = 0.05
    ratio_at_least: float = 1.2

    def __post_init__(self) -> None:
        if self.permutations < 19:
            raise WatchSettingWrong(
                f"{self.permutations} shuffles; at least 19 are needed, 999 to rely on."
            )

    @property
    def space(self) -> Bands:
        return Bands(self.metres, "metres")

    @property
    def time(self) -> Bands:
        return Bands(self.days, "days")


@dataclass(frozen=True)
class KnoxTable:
    """Pairs of events by band, (space bands, time bands) each.

    `observed`; `expected`: mean over shuffles; `ratio` of the two (NaN where none is expected);
    `chance`: of as many or more, by rank among the shuffles; `is_raised`.
    """

    observed: np.ndarray
    expected: np.ndarray
    ratio: np.ndarray
    chance: np.ndarray
    is_raised: np.ndarray


def count_close_pairs(events: Events, settings: KnoxSettings) -> np.ndarray:
    """Observed pairs by space band and time band, (space, time) int64."""
    return _Counter(events, settings).count(_as_times(events.days)[:, None])[..., 0]


def find_near_repeats(events: Events, *, settings: KnoxSettings, run: Run) -> KnoxTable:
    """Knox's table with its Monte-Carlo chances: times are shuffled among the places.

    Pairs of all times and all distances stay as many, so that bands without an end follow from the
    others. Source: Knox, Applied Statistics 13 (1964); Ratcliffe's near-repeat calculator (2008),
    whose bands "0 to 1 days" are the same day. Limits: places whose share of events changes in the
    time look like near repeats; one incident recorded twice is one, and is to be dropped first.
    Errors: `TooFewToWatch` for fewer than 10 events; `BadCounts` beyond 45,000 years of days.
    """
    if len(events) < 10:
        raise TooFewToWatch(f"{len(events)} events; near repeats need at least 10, better 100.")
    counter, times = _Counter(events, settings), _as_times(events.days)
    observed = counter.count(times[:, None])[..., 0]
    total, as_many = np.zeros(observed.shape), np.zeros(observed.shape, dtype=np.int64)
    draws = run.generator(PURPOSE)
    for done in range(0, settings.permutations, SHUFFLES_TOGETHER):
        run.step("shuffles", done, settings.permutations)
        columns = min(SHUFFLES_TOGETHER, settings.permutations - done)
        shuffled = np.empty((times.size, columns), dtype=np.float32)
        for column in range(columns):
            shuffled[:, column] = draws.permutation(times)
        found = counter.count(shuffled)
        total += found.sum(axis=-1)
        as_many += (found >= observed[..., None]).sum(axis=-1)
    expected = round_significant(total / settings.permutations)
    ratio = np.where(expected > 0, observed / np.where(expected > 0, expected, 1.0), np.nan)
    chance = (as_many + 1) / (settings.permutations + 1)
    raised = _find_raised(ratio, chance, settings=settings)
    return KnoxTable(
        observed, expected, round_significant(ratio), round_significant(chance), raised
    )


def _find_raised(ratio: np.ndarray, chance: np.ndarray, *, settings: KnoxSettings) -> np.ndarray:
    finite = np.zeros(ratio.shape, dtype=bool)
    finite[: settings.space.finite, : settings.time.finite] = True
    tested = np.where(finite, chance, np.nan).ravel()
    adjusted = adjust_for_false_discovery(tested).reshape(ratio.shape)
    high = np.nan_to_num(round_significant(ratio), nan=0.0) >= settings.ratio_at_least
    return finite & high & (np.nan_to_num(adjusted, nan=1.0) <= settings.significant_at)


def _as_times(days: np.ndarray) -> np.ndarray:
    times = np.asarray(days, dtype=np.int64)
    times = times - times.min() if times.size else times
    if times.size and times.max() >= LONGEST:
        raise BadCounts(f"Events lie {int(times.max())} days apart; check the dates.")
    return times.astype(np.float32)


class _Counter:
    """Events sorted into cells once; then pairs are counted for any order of the times."""

    def __init__(self, events: Events, settings: KnoxSettings) -> None:
        self._space, self._time = settings.space, settings.time
        self._manhattan = settings.metric == "manhattan"
        edges = np.array(self._space.limits)
        self._order, self._strips = _sort_into_cells(events, width=edges[-1])
        self._x = np.asarray(events.x, dtype=float)[self._order]
        self._y = np.asarray(events.y, dtype=float)[self._order]
        self._edges = edges if self._manhattan else edges**2
        # A gap of whole days is under 0.5 where it is under 1, so edges may be rounded up.
        self._within = np.ceil(np.array(self._time.limits[1:])).astype(np.float32)
        self._of_time = [
            _count_nearer(np.asarray(events.days, dtype=np.int64), limit) for limit in self._within
        ]
        self._all = events.x.size * (events.x.size - 1) // 2

    def count(self, times: np.ndarray) -> np.ndarray:
        """Pairs (space, time, columns) for `times` (n, columns), in the events' own order."""
        from safercity.evidence.watch import _knox_kernels as kernels

        nearer, pairs = kernels.count_pairs(
            self._x, self._y, self._strips, self._edges, self._manhattan,
            np.ascontiguousarray(times[self._order]), self._within,
        )  # fmt: skip
        columns = times.shape[1]
        whole = np.repeat(pairs[:, None, None], columns, axis=2)
        upto = np.concatenate([np.zeros_like(whole), nearer, whole], axis=1)
        everywhere = np.array([0, *self._of_time, self._all])[None, :, None]
        beyond = np.broadcast_to(everywhere, (1, upto.shape[1], columns)) - upto.sum(
            axis=0, keepdims=True
        )
        table = np.diff(np.concatenate([upto, beyond], axis=0), axis=1)
        return table[_kept(self._space), :, :][:, _kept(self._time), :]


def _kept(bands: Bands) -> slice:
    """Rows that were asked for: not the one below the first edge, nor beyond a last that ends."""
    begin = int(bands.edges[0] > 0)
    return slice(begin, begin + len(bands))


def _count_nearer(days: np.ndarray, limit: float) -> int:
    """Pairs of events fewer than `limit` days apart, wherever they are."""
    ordered = np.sort(days)
    after = np.searchsorted(ordered, ordered + int(limit), side="left")
    return int((after - np.arange(ordered.size) - 1).sum())


def _sort_into_cells(events: Events, *, width: float) -> tuple[np.ndarray, np.ndarray]:
    """The order by cell, and for each event the two stretches of later events that may be close."""
    column = np.floor((events.x - events.x.min()) / width).astype(np.int64) + 1
    row = np.floor((events.y - events.y.min()) / width).astype(np.int64)
    across = int(column.max()) + 2
    key = row * across + column
    order = np.argsort(key, kind="stable")
    key = key[order]
    strips = np.empty((key.size, 2, 2), dtype=np.int64)
    strips[:, 0, 0] = np.arange(key.size) + 1
    strips[:, 0, 1] = np.searchsorted(key, key + 1, side="right")
    strips[:, 1, 0] = np.searchsorted(key, key + across - 1, side="left")
    strips[:, 1, 1] = np.searchsorted(key, key + across + 1, side="right")
    return order, strips
