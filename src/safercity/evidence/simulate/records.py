"""Draws records from expected counts: where, when and of what kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.simulate.expected import Expected, draw_counts, kind_factors
from safercity.evidence.simulate.plan import (
    FIRST_MONTH,
    HOURS,
    MONTHS,
    STREAMS,
    Stream,
    month_labels,
)
from safercity.evidence.simulate.spots import Spots
from safercity.evidence.simulate.streets import Streets

_FRIDAY, _SATURDAY = 4, 5


@dataclass(frozen=True)
class NearRepeats:
    """A share of one kind's records that follow another of it, so near and so soon."""

    source: str
    kind: str
    share: float
    within_metres: int
    within_days: int


NEAR_REPEATS = NearRepeats("force-crimes", "burglary", 0.12, within_metres=200, within_days=7)


@dataclass(frozen=True, eq=False)
class Records:
    """Records of one source in order of time. `spot` is a position in the spots, -1 for no
    place at all.

    `day` counts from the first day of the first month; `minute` from midnight; `kind` is a
    position in the stream's kinds; `month` 0..47. `true_spot` is where it was, also where the
    agency did not
    write it down.
    """

    stream: Stream
    spot: np.ndarray
    true_spot: np.ndarray
    month: np.ndarray
    day: np.ndarray
    minute: np.ndarray
    kind: np.ndarray

    def __len__(self) -> int:
        return len(self.spot)

    def take(self, chosen: np.ndarray) -> Records:
        """The records at these positions (or under this mask)."""
        return Records(
            self.stream, self.spot[chosen], self.true_spot[chosen], self.month[chosen],
            self.day[chosen], self.minute[chosen], self.kind[chosen],
        )  # fmt: skip


def draw_records(
    expected: Expected, streets: Streets, *, spots: Spots, stream: Stream, seed: int
) -> Records:
    """All records of one source, those next door included."""
    random = np.random.default_rng([seed, 10, STREAMS.index(stream)])
    wanted = expected.by_source[stream.source] * _present(stream)
    counts = draw_counts(wanted, random=random)
    cell, month = np.nonzero(counts)
    repeat = counts[cell, month]
    cell, month = np.repeat(cell, repeat), np.repeat(month, repeat)
    spot = _pick_points(streets, cell, random=random)
    next_door = round(stream.volume * stream.outside)
    monthly = counts.sum(axis=0) / max(1, counts.sum())
    spot = np.concatenate([spot, random.integers(spots.inside, len(spots.street), next_door)])
    month = np.concatenate([month, random.choice(MONTHS, next_door, p=monthly)])
    kind = _pick(kind_factors(stream).T, month, random=random)
    day = _pick_days(stream, month, kind=kind, random=random)
    minute = _pick_minutes(stream, kind, random=random)
    if stream.source == NEAR_REPEATS.source:
        spot, day, month = _draw_together(spot, day, kind=kind, streets=streets, random=random)
    lost = (random.random(len(spot)) < stream.unplaced) & (spot < spots.inside)
    order = np.lexsort((spot, minute, day))
    records = Records(stream, np.where(lost, -1, spot), spot, month, day, minute, kind)
    return records.take(order)


def first_days() -> np.ndarray:
    """Day number on which each of the 48 months begins, and the day after the last (49)."""
    first = np.datetime64(FIRST_MONTH, "M")
    starts = (first + np.arange(MONTHS + 1)).astype("datetime64[D]")
    return (starts - starts[0]).astype(np.int64)


def _present(stream: Stream) -> np.ndarray:
    return np.array([label not in stream.missing for label in month_labels()])


def _pick_points(streets: Streets, cell: np.ndarray, *, random: np.random.Generator) -> np.ndarray:
    reached = np.cumsum(streets.share)
    before = np.concatenate([[0.0], reached])[streets.first[:-1]]
    target = before[cell] + random.random(len(cell)) * 0.999999
    found = np.searchsorted(reached, target, side="right")
    return np.clip(found, streets.first[cell], streets.first[cell + 1] - 1)


def _pick(weights: np.ndarray, row: np.ndarray, *, random: np.random.Generator) -> np.ndarray:
    """A column for each element of `row`, drawn by that row's weights."""
    reached = np.cumsum(weights, axis=1)
    reached /= reached[:, -1:]
    return (random.random(len(row))[:, None] >= reached[row, :-1]).sum(axis=1)


def _pick_days(
    stream: Stream, month: np.ndarray, *, kind: np.ndarray, random: np.random.Generator
) -> np.ndarray:
    starts = first_days()
    days = np.arange(starts[-1])
    # Days since 1970 began on a Thursday (3, Monday being 0).
    weekday = (days + np.datetime64(FIRST_MONTH + "-01").astype(np.int64) + 3) % 7
    day = np.zeros(len(month), dtype=np.int64)
    for number, made in enumerate(stream.kinds):
        weight = np.where(np.isin(weekday, (_FRIDAY, _SATURDAY)), HOURS[made.hours][1], 1.0)
        reached = np.concatenate([[0.0], np.cumsum(weight)])
        mine = np.flatnonzero(kind == number)
        low, high = reached[starts[month[mine]]], reached[starts[month[mine] + 1]]
        target = low + random.random(len(mine)) * (high - low) * 0.999999
        day[mine] = np.searchsorted(reached, target, side="right") - 1
    return day


def _pick_minutes(stream: Stream, kind: np.ndarray, *, random: np.random.Generator) -> np.ndarray:
    weights = np.array([HOURS[made.hours][0] for made in stream.kinds], dtype=float)
    hour = _pick(weights, kind, random=random)
    minute = random.integers(0, 60, len(kind))
    rounded = random.random(len(kind)) < 0.4  # people say "about half past"
    return hour * 60 + np.where(rounded, minute // 15 * 15, minute)


def _draw_together(
    spot: np.ndarray, day: np.ndarray, *, kind: np.ndarray, streets: Streets,
    random: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Moves a share of one kind's records close to another record of it, in place and time."""
    repeats = [made.name for made in STREAMS[0].kinds].index(NEAR_REPEATS.kind)
    ours = np.flatnonzero((kind == repeats) & (spot < len(streets.cell)))
    ours = ours[random.permutation(len(ours))]
    count = round(len(ours) * NEAR_REPEATS.share)
    child, parent = ours[:count], ours[count : 2 * count]
    spot, day = spot.copy(), day.copy()
    beside = np.clip(spot[parent] + random.integers(-2, 3, count), 0, len(streets.cell) - 1)
    near = np.hypot(
        streets.easting[beside] - streets.easting[spot[parent]],
        streets.northing[beside] - streets.northing[spot[parent]],
    )
    spot[child] = np.where(near <= NEAR_REPEATS.within_metres, beside, spot[parent])
    later = day[parent] + random.integers(0, NEAR_REPEATS.within_days + 1, count)
    day[child] = np.minimum(later, first_days()[-1] - 1)
    return spot, day, np.searchsorted(first_days(), day, side="right") - 1
