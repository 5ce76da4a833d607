"""Hot spots over time: each period tested, each place given one class."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.findings import Basis
from safercity.evidence.matrix import Matrix
from safercity.evidence.places.counts import CountsUnusable, check_counts, find_missing
from safercity.evidence.places.hot_spots.find import check_basis
from safercity.evidence.places.hot_spots.judge import COLD, HOT, UNTESTED, judge_values
from safercity.evidence.places.hot_spots.neighbourhoods import Neighbourhoods
from safercity.evidence.places.hot_spots.over_time.esri import class_esri
from safercity.evidence.places.hot_spots.over_time.found import HotSpotsOverTime, PlaceClass
from safercity.evidence.places.hot_spots.over_time.ours import (
    NONE,
    UNDETERMINED,
    class_ours,
    part_of_year,
    read_course,
)
from safercity.evidence.places.hot_spots.over_time.settings import OverTimeSettings
from safercity.evidence.places.hot_spots.over_time.sfhotspot import class_both
from safercity.evidence.places.hot_spots.over_time.telling import state_classes, state_limits
from safercity.evidence.runs import Run


def class_hot_spots(
    counts: Matrix,
    near: Neighbourhoods,
    *,
    basis: Basis,
    run: Run,
    settings: OverTimeSettings | None = None,
) -> HotSpotsOverTime:
    """One class for each place, from the periods in which it is a hot (or cold) spot.

    `counts`: places by periods in order of time; zeros belong, NaN is missing: a period of which
    nothing is known is missing everywhere. `near`: neighbourhoods of the rows. Each period is
    tested as `find_hot_spots` does, adjusted over its places. Classes: our own definitions on runs
    of significant periods, Esri's or sfhotspot's (docs/explanation/hot-spots.md has the tables of
    precedence). A place that is both takes its class as a hot spot, else as a cold one ("former
    cold"); sfhotspot calls it "mixed".
    Errors: as `find_hot_spots`, and `CountsUnusable` for fewer than two periods.
    Limits: a class needs some periods with enough records to stand out; periods lean on each other
    where the same places stay busy.
    """
    settings = settings or OverTimeSettings()
    check_basis(basis, settings.spots)
    values = check_counts(counts)
    if values.shape[1] < 2:
        raise CountsUnusable(f"Classes over time need two periods or more, not {values.shape[1]}.")
    states, z = _judge_periods(values, near, settings=settings, run=run)
    classes = _class_all(states, z, periods=counts.columns, settings=settings)
    found = HotSpotsOverTime(
        counts.rows, tuple(map(str, counts.columns)), states, classes, settings
    )
    return replace(
        found,
        statements=state_classes(found),
        limits=state_limits(found, basis, missing=find_missing(counts)),
    )


def _judge_periods(
    values: np.ndarray, near: Neighbourhoods, *, settings: OverTimeSettings, run: Run
) -> tuple[np.ndarray, np.ndarray]:
    """States and Gi* of every place and period."""
    periods = values.shape[1]
    states, z = np.full(values.shape, UNTESTED), np.full(values.shape, np.nan)
    for at in range(periods):
        run.step("hot spots by period", at, periods)
        if np.isnan(values[:, at]).all():
            continue
        column = np.ascontiguousarray(values[:, at])
        judged = judge_values(column, near, settings=settings.spots, run=run, part=at)
        states[:, at], z[:, at] = judged.states, judged.gi.z
        alike = judged.method == "none"  # a period without records is known, and nowhere hot
        states[:, at] = np.where(alike & ~np.isnan(column), 0, states[:, at])
    run.step("hot spots by period", periods, periods)
    return states, z


def _class_all(
    states: np.ndarray, z: np.ndarray, *, periods: tuple, settings: OverTimeSettings
) -> tuple[PlaceClass, ...]:
    seasons = part_of_year(periods)
    told: dict[bytes, PlaceClass] = {}  # most places are never hot: they share one sequence
    found = []
    for row, height in zip(states, z, strict=True):
        key = row.tobytes() + (height.tobytes() if settings.definitions == "esri" else b"")
        if key not in told:
            name, wanted = _class_one(row, height, seasons=seasons, settings=settings)
            course = read_course(row, wanted)
            since = str(periods[course.runs[-1][0]]) if course.runs else None
            hot, known = int(course.hot.sum()), int(course.known.sum())
            told[key] = PlaceClass(name, hot, known, since)
        found.append(told[key])
    return tuple(found)


def _class_one(
    states: np.ndarray, z: np.ndarray, *, seasons: np.ndarray | None, settings: OverTimeSettings
) -> tuple[str, int]:
    """The class, and whether it is of hot or of cold periods."""
    if settings.definitions == "sfhotspot":
        name = class_both(states, numbers=settings.sfhotspot)
        return name, COLD if name.endswith(" cold") else HOT
    if settings.definitions == "esri":
        names = [
            class_esri(states, z, wanted=wanted, numbers=settings.esri) for wanted in (HOT, COLD)
        ]
    else:
        names = [
            class_ours(states, wanted, seasons=seasons, numbers=settings.ours)
            for wanted in (HOT, COLD)
        ]
    hot, cold = names
    if hot == NONE and cold not in (NONE, UNDETERMINED):
        return f"{cold} cold", COLD
    return hot, HOT
