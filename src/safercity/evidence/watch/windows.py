"""Where the risk is raised now: places within a raised band of a recent event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.statistics import round_significant
from safercity.evidence.watch.errors import DateOutsideData
from safercity.evidence.watch.knox import Events, KnoxSettings, KnoxTable
from safercity.evidence.watch.periods import day_label, day_number


@dataclass(frozen=True)
class Spots:
    """Places that may be told of: `labels`, and `centroids` (n, 2) in metres."""

    labels: Sequence[str]
    centroids: np.ndarray


@dataclass(frozen=True)
class Window:
    """One place whose risk is raised on the day asked for. `events`: recent events that raise it,
    the newest on `newest`. `until`: the last day, if nothing more happens. `ratio`: of the most
    raised band, `band` its position (space, time)."""

    place: str
    events: int
    newest: str
    until: str
    ratio: float
    band: tuple[int, int]


def find_windows(
    events: Events, table: KnoxTable, *, settings: KnoxSettings, spots: Spots, as_of: str
) -> tuple[Window, ...]:
    """Places now within a raised band of a recent event, most raised first.

    A band that begins at no distance and ends within a metre is the event's own place: the nearest
    of `spots`. Events after `as_of` are not looked at. Errors: `DateOutsideData`.
    """
    today = day_number(as_of)
    if len(events) and today < int(np.min(events.days)):
        raise DateOutsideData(
            f"{as_of} was asked for; the first event is of {day_label(int(np.min(events.days)))}."
        )
    age = today - np.asarray(events.days, dtype=np.int64)
    raising: dict[int, list[tuple[float, int, tuple[int, int]]]] = {}
    for space, time in np.argwhere(table.is_raised):
        low, high = settings.time.edges[time], settings.time.edges[time + 1]
        for event in np.flatnonzero((age >= low) & (age < high)):
            at = (events.x[event], events.y[event])
            for place in _places_in(space, at, settings=settings, spots=spots):
                told = (float(table.ratio[space, time]), int(event), (int(space), int(time)))
                raising.setdefault(int(place), []).append(told)
    windows = [
        _describe(spots.labels[place], told, events=events, settings=settings)
        for place, told in raising.items()
    ]
    return tuple(sorted(windows, key=lambda one: (-one.ratio, -one.events, one.place)))


def _places_in(space: int, at, *, settings: KnoxSettings, spots: Spots) -> np.ndarray:
    away = np.abs(np.asarray(spots.centroids, dtype=float) - np.array(at))
    straight = np.sqrt((away**2).sum(axis=1))
    low, high = settings.metres[space], settings.metres[space + 1]
    if low == 0 and high <= 1:
        return np.array([int(np.argmin(round_significant(straight)))])
    apart = away.sum(axis=1) if settings.metric == "manhattan" else straight
    return np.flatnonzero((apart >= low) & (apart < high))


def _describe(label: str, told, *, events: Events, settings: KnoxSettings) -> Window:
    ratio, _, band = max(told, key=lambda one: (one[0], -one[2][0], -one[2][1]))
    days = {event: int(events.days[event]) for _, event, _ in told}
    ends = [days[event] + int(np.ceil(settings.days[each[1] + 1])) - 1 for _, event, each in told]
    return Window(
        label, len(days), day_label(max(days.values())), day_label(max(ends)), ratio, band
    )
