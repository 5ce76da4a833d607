"""Near repeats and where their windows stand open now: the finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_heat,
    refuse_activity,
    require_location,
    require_time,
    say_all,
)
from safercity.evidence.runs import Run
from safercity.evidence.watch.basis_limits import limit_basis
from safercity.evidence.watch.knox import Events, KnoxSettings, KnoxTable, find_near_repeats
from safercity.evidence.watch.merging import Sighting
from safercity.evidence.watch.periods import day_label
from safercity.evidence.watch.windows import Spots, Window, find_windows
from safercity.evidence.watch.words import MESSAGES

NAME = "The near-repeat test"
FINE_ENOUGH = ("exact", "property")
TIMED_ENOUGH = ("minute", "day")


@dataclass(frozen=True)
class NearRepeatQuestion:
    """`spots`: places to be told of when a window stands open on `as_of` (None: the last event's
    day); None for the pattern alone. `table`: of an earlier look, to be used as it is."""

    theme: str = "demand"
    basis: Basis = field(default_factory=Basis)
    knox: KnoxSettings = field(default_factory=KnoxSettings)
    spots: Spots | None = None
    as_of: str | None = None
    table: KnoxTable | None = None


@dataclass(frozen=True)
class NearRepeatsFound:
    """The table of pairs, and the windows that stand open on the day `look`."""

    pairs: KnoxTable
    windows: tuple[Window, ...]
    look: str
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: Mapping[str, object]
    knox: KnoxSettings
    theme: str = "demand"

    def sightings(self) -> list[Sighting]:
        """Open windows, to join alarms that they meet; never alarms by themselves."""
        return [
            Sighting("window", self.theme, one.place, (one.place,), one.newest, one.until,
                     float(one.events), float(one.events) / max(one.ratio, 1e-9))
            for one in self.windows
        ]  # fmt: skip

    def explain(self) -> str:
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        columns = (
            Column("distance", "Distance", unit="metres"), Column("time", "Time", unit="days"),
            Column("observed", "Pairs", "count"), Column("expected", "By chance", "figure"),
            Column("ratio", "Ratio", "figure"), Column("chance", "Chance of as many", "share"),
            Column("is_raised", "Raised", "flag"),
        )  # fmt: skip
        rows = tuple(
            (
                self.knox.space.write(space), self.knox.time.write(time),
                int(self.pairs.observed[space, time]), float(self.pairs.expected[space, time]),
                None if np.isnan(ratio) else float(ratio),
                float(self.pairs.chance[space, time]), bool(self.pairs.is_raised[space, time]),
            )
            for (space, time), ratio in np.ndenumerate(self.pairs.ratio)
        )  # fmt: skip
        return Table("near_repeats", columns, rows)

    def chart(self) -> dict[str, Any]:
        rows = [
            {
                "distance": self.knox.space.write(space),
                "time": self.knox.time.write(time),
                "value": None if np.isnan(ratio) else round(float(ratio), 2),
            }
            for (space, time), ratio in np.ndenumerate(self.pairs.ratio)
        ]
        caption = Caption(
            "Pairs of events, as a multiple of chance",
            "Distance down, time across: how many pairs there are for each expected by chance.",
        )
        return draw_heat(rows, caption, across="time", down="distance")


def watch_near_repeats(
    events: Events, question: NearRepeatQuestion, *, run: Run
) -> NearRepeatsFound:
    """Whether one event raises the risk nearby for a while, and where that is so now.

    Errors: `TooCoarse` for places told more coarsely than the property, or times than the day: two
    events on one snap point may be a street apart; `TooFewToWatch`, `DateOutsideData`. Method,
    source and limits: `find_near_repeats`.
    """
    refuse_activity(question.basis, NAME)
    require_location(question.basis, FINE_ENOUGH, method=NAME)
    require_time(question.basis, TIMED_ENOUGH, method=NAME)
    pairs = question.table
    if pairs is None:
        pairs = find_near_repeats(events, settings=question.knox, run=run)
    look = question.as_of or day_label(int(np.max(events.days)))
    windows: tuple[Window, ...] = ()
    if question.spots is not None:
        windows = find_windows(
            events, pairs, settings=question.knox, spots=question.spots, as_of=look
        )
    return NearRepeatsFound(
        pairs, windows, look, _state(pairs, windows, question=question, look=look),
        _limit(events, question), asdict(question.knox), question.knox, question.theme,
    )  # fmt: skip


def _state(pairs, windows, *, question: NearRepeatQuestion, look: str) -> tuple[Statement, ...]:
    knox = question.knox
    raised = sorted(
        (tuple(map(int, each)) for each in np.argwhere(pairs.is_raised)),
        key=lambda band: (-pairs.ratio[band], band),
    )
    if not raised:
        return (Statement("near.none", {"theme": question.theme}),)
    told = [
        Statement(
            "near.raised",
            {"theme": question.theme, "ratio": float(pairs.ratio[band]),
             "when": knox.time.speak(band[1]), "where": knox.space.speak(band[0])},
        )
        for band in raised[:3]
    ]  # fmt: skip
    if question.spots is None:
        return tuple(told)
    if not windows:
        return (*told, Statement("near.no_windows", {"look": look}))
    return (*told, Statement("near.windows", {"places": len(windows), "look": look}))


def _limit(events: Events, question: NearRepeatQuestion) -> tuple[Statement, ...]:
    knox, number = question.knox, len(events)
    pairs = {
        "events": number, "pairs": number * (number - 1) // 2,
        "bands": knox.space.finite * knox.time.finite, "permutations": knox.permutations,
    }  # fmt: skip
    return (
        Statement("near.pairs", pairs),
        Statement("near.cause"),
        *limit_basis(question.basis, question.theme),
    )
