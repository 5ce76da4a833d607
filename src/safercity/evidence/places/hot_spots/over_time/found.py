"""Classes of hot spots over time as a finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from safercity.evidence.findings import Caption, Column, Statement, Table, draw_heat, say_all
from safercity.evidence.places.hot_spots.found import STATE_WORDS
from safercity.evidence.places.hot_spots.judge import UNTESTED
from safercity.evidence.places.hot_spots.over_time import esri, ours, sfhotspot
from safercity.evidence.places.hot_spots.over_time.settings import OverTimeSettings
from safercity.evidence.places.hot_spots.words import MESSAGES

PRECEDENCE = {
    "ours": ours.PRECEDENCE,
    "esri": esri.PRECEDENCE,
    "sfhotspot": (*sfhotspot.PRECEDENCE, sfhotspot.MIXED),
}
DRAWN = 30
COLUMNS = (
    Column("place", "Place"),
    Column("class", "Class"),
    Column("since", "Latest run since", "text"),
    Column("periods_hot", "Periods hot (or cold)", "count"),
    Column("periods_known", "Periods known", "count"),
)


@dataclass(frozen=True)
class PlaceClass:
    """A place's class, in how many of the periods known it was hot (cold, for a cold class), and
    the period its latest run began in, None without a run."""

    name: str
    hot: int
    known: int
    since: str | None


@dataclass(frozen=True)
class HotSpotsOverTime:
    """`labels` (n) of the places, `periods` (T), `states` (n, T) HOT, COLD, NEITHER or UNTESTED,
    `classes` (n)."""

    labels: tuple[Any, ...]
    periods: tuple[str, ...]
    states: np.ndarray
    classes: tuple[PlaceClass, ...]
    settings: OverTimeSettings
    statements: tuple[Statement, ...] = field(default=())
    limits: tuple[Statement, ...] = field(default=())

    def positions(self, name: str) -> list[int]:
        """Positions of the places of a class, most periods first; ties by position."""
        where = [at for at, one in enumerate(self.classes) if one.name == name]
        return sorted(where, key=lambda at: (-self.classes[at].hot, at))

    def listed(self) -> list[int]:
        """Positions of places with a class, in order of precedence, hot before cold."""
        names = [one for one in PRECEDENCE[self.settings.definitions] if one != ours.NONE]
        names += [f"{one} cold" for one in names]
        return [at for name in names for at in self.positions(name)]

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """Every place in order of position."""
        rows = tuple(
            (label, one.name, one.since, one.hot, one.known)
            for label, one in zip(self.labels, self.classes, strict=True)
        )
        return Table("hot_spots_over_time", COLUMNS, rows)

    def chart(self) -> dict[str, Any]:
        """A strip of periods for each of the first places listed: 1 hot, -1 cold, gaps missing."""
        rows = [
            {
                "place": str(self.labels[at]),
                "period": period,
                "value": None if state == UNTESTED else int(state),
                "state": STATE_WORDS[int(state)],
            }
            for at in self.listed()[:DRAWN]
            for period, state in zip(self.periods, self.states[at], strict=True)
        ]
        title = f"{len(self.listed()):,} of {len(self.labels):,} places were hot or cold spots"
        about = "A row for each place, a column for each period, dark where it was a hot spot."
        return draw_heat(rows, Caption(title, about), across="period", down="place")
