"""Dates, times and places of records as texts, in the forms that agencies use; and the faults in
them."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from safercity.evidence.simulate.plan import FIRST_MONTH, MONTHS
from safercity.evidence.simulate.records import Records, first_days
from safercity.evidence.simulate.spots import Spots
from safercity.evidence.simulate.truth import Fate

DAY_FIRST = "%d/%m/%Y"
ISO = "%Y-%m-%d"
IMPOSSIBLE = "31/02/2024"
IMPOSSIBLE_ISO = "2024-02-31"
FUTURE = "01/04/2031"
FUTURE_ISO = "2031-04-01"
_START = datetime.fromisoformat(f"{FIRST_MONTH}-01")


def write_days(days: np.ndarray, form: str = DAY_FIRST) -> np.ndarray:
    """Day numbers as texts."""
    every = [(_START + timedelta(days=day)).strftime(form) for day in range(first_days()[-1] + 62)]
    return np.array(every)[days]


def write_times(minutes: np.ndarray, form: str = "%H:%M") -> np.ndarray:
    """Minutes after midnight as texts."""
    every = [(_START + timedelta(minutes=minute)).strftime(form) for minute in range(1_440)]
    return np.array(every)[minutes]


def write_moments(days: np.ndarray, minutes: np.ndarray) -> list[datetime]:
    """Day numbers and minutes as datetimes."""
    pairs = zip(days.tolist(), minutes.tolist(), strict=True)
    return [_START + timedelta(days=day, minutes=minute) for day, minute in pairs]


def write_where(records: Records, texts: np.ndarray) -> np.ndarray:
    """The spots' texts of the records; empty where the agency wrote no place."""
    return np.where(records.spot < 0, "", texts[records.spot])


def write_kinds(records: Records, words: dict[str, str]) -> np.ndarray:
    """The agency's own words for the records' kinds."""
    return np.array([words[kind.name] for kind in records.stream.kinds])[records.kind]


def pick_faulty(
    records: Records, spots: Spots, *, count: int, random: np.random.Generator
) -> np.ndarray:
    """Positions of records inside the city, with a place, whose row is to be spoilt."""
    sound = np.flatnonzero((records.spot >= 0) & (records.spot < spots.inside))
    return np.sort(random.choice(sound, count, replace=False))


def put(texts: np.ndarray, at: np.ndarray, *, values: tuple[str, ...]) -> np.ndarray:
    """The texts with `values`, in turn, at some positions."""
    wide = max(texts.dtype.itemsize // 4, *map(len, values))
    changed = texts.astype(f"<U{wide}")
    changed[at] = np.array(values)[np.arange(len(at)) % len(values)]
    return changed


def tell_fate(
    records: Records, spots: Spots, *, faulty: np.ndarray, again: np.ndarray | None = None
) -> Fate:
    """What should become of these records' rows when `faulty` positions are held.

    `again` are positions whose row stands in a second file too: a held row is held both times, of
    the others one is known.
    """
    times = np.ones(len(records), dtype=np.int64)
    if again is not None:
        times[again] += 1
    held = np.zeros(len(records), dtype=bool)
    held[faulty] = True
    outside = ~held & (records.spot >= spots.inside)
    return Fate(
        rows=int(times.sum()),
        held=int(times[held].sum()),
        outside=int(outside.sum()),
        unplaced=int((~held & (records.spot < 0)).sum()),
        repeated=int((times[~held] - 1).sum()),
    )


def split_months(months: np.ndarray, size: int = 1) -> list[np.ndarray]:
    """Positions of each run of `size` months, in order."""
    return [np.flatnonzero(months // size == part) for part in range(-(-MONTHS // size))]


def flag(chance: np.ndarray, *, random: np.random.Generator, word: str = "Y") -> np.ndarray:
    """`word` with each record's chance, else empty."""
    return np.where(random.random(len(chance)) < chance, word, "")


def join(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Two texts with a space between."""
    return np.char.add(np.char.add(first, " "), second)
