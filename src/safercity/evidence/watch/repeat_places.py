"""New repeat places: the finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_bars,
    refuse_activity,
    require_location,
    require_time,
    say_all,
)
from safercity.evidence.statistics import round_significant
from safercity.evidence.watch.alarms import AlarmSettings
from safercity.evidence.watch.basis_limits import limit_basis
from safercity.evidence.watch.merging import Sighting
from safercity.evidence.watch.near_repeats import FINE_ENOUGH, TIMED_ENOUGH
from safercity.evidence.watch.periods import PER_YEAR, day_label
from safercity.evidence.watch.repeats import (
    NewRepeats,
    RepeatSettings,
    Visits,
    find_new_repeats,
)
from safercity.evidence.watch.words import MESSAGES

NAME = "The list of new repeat places"
TOLD_AT_MOST = 0.05
LISTED = 5


@dataclass(frozen=True)
class RepeatQuestion:
    """`labels` of the places, in the order of their positions; `within`: the finest unit that
    holds each (label to label), so that methods can be compared."""

    labels: Sequence[str]
    theme: str = "demand"
    basis: Basis = field(default_factory=Basis)
    repeat: RepeatSettings = field(default_factory=RepeatSettings)
    alarms: AlarmSettings = field(default_factory=AlarmSettings)
    within: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RepeatPlace:
    """A repeat place with news. `within`: events in the window, `first` the first of them;
    `own_chance` of as many there, `adjusted` for all places with news; `chance` of a look showing
    such a place anywhere; `is_new`: it became a repeat place now; `is_alarm`: it became one that
    chance shows less often than allowed."""

    place: str
    within: int
    expected: float
    first: str
    last: str
    own_chance: float
    adjusted: float
    chance: float
    years_between: float
    is_new: bool
    is_alarm: bool


@dataclass(frozen=True)
class RepeatsFound:
    """Repeat places with an event in the newest days, strangest first."""

    places: tuple[RepeatPlace, ...]
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: Mapping[str, object]
    theme: str = "demand"
    within: Mapping[str, str] = field(default_factory=dict)

    @property
    def alarms(self) -> tuple[RepeatPlace, ...]:
        return tuple(one for one in self.places if one.is_alarm)

    def sightings(self) -> list[Sighting]:
        """The alarms, to be set beside what other methods saw."""
        return [
            Sighting("repeat", self.theme, one.place, (self.within.get(one.place, one.place),),
                     one.first, one.last, float(one.within), one.expected, one.chance,
                     one.years_between)
            for one in self.alarms
        ]  # fmt: skip

    def explain(self) -> str:
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        columns = (
            Column("place", "Place"), Column("within", "Events in the window", "count"),
            Column("expected", "Usual for it", "figure"), Column("first", "From", "day"),
            Column("last", "To", "day"), Column("own_chance", "Chance of as many here", "share"),
            Column("adjusted", "Adjusted for places looked at", "share"),
            Column("chance", "Chance of such a place anywhere", "share"),
            Column("years_between", "Recurrence interval", "figure", "years"),
            Column("is_new", "New repeat place", "flag"), Column("is_alarm", "Alarm", "flag"),
        )  # fmt: skip
        rows = tuple(
            (one.place, one.within, one.expected, one.first, one.last, one.own_chance,
             one.adjusted, one.chance, one.years_between, one.is_new, one.is_alarm)
            for one in self.places
        )  # fmt: skip
        return Table("new_repeat_places", columns, rows)

    def chart(self) -> dict[str, Any]:
        rows = [{"place": one.place, "events": one.within} for one in self.places[:10]]
        caption = Caption(
            "Events at new repeat places", "A bar for each place: events within the window."
        )
        return draw_bars(rows, caption, name="place", value="events")


def watch_repeat_places(visits: Visits, question: RepeatQuestion) -> RepeatsFound:
    """Places where it has happened again, and whether sooner than chance would have it.

    Errors: `TooCoarse` for places told more coarsely than the property or times than the day;
    those of `find_new_repeats`, with its method and limits. Source of the gamma-Poisson chance:
    Clayton & Kaldor, Biometrics 43:671 (1987).
    """
    refuse_activity(question.basis, NAME)
    require_location(question.basis, FINE_ENOUGH, method=NAME)
    require_time(question.basis, TIMED_ENOUGH, method=NAME)
    new = find_new_repeats(visits, settings=question.repeat)
    places = _list_places(new, visits, question=question)
    return RepeatsFound(
        places, _state(places, question), _limit(visits, question),
        asdict(question.repeat) | asdict(question.alarms), question.theme, question.within,
    )  # fmt: skip


def _list_places(new: NewRepeats, visits: Visits, *, question: RepeatQuestion):
    per_year = PER_YEAR["day"] / question.repeat.newest_days
    allowed = question.alarms.allow(per_year)
    return tuple(
        RepeatPlace(
            place=str(question.labels[place]),
            within=int(new.within[row]),
            expected=float(new.expected[row]),
            first=day_label(int(new.first[row])),
            last=day_label(visits.last),
            own_chance=float(new.chance[row]),
            adjusted=float(new.adjusted[row]),
            chance=float(new.looks[row]),
            years_between=float(round_significant(1 / max(new.looks[row], 1e-300) / per_year)),
            is_new=bool(new.before[row] < question.repeat.times),
            is_alarm=bool(new.looks[row] <= allowed < new.looks_before[row]),
        )
        for row, place in enumerate(new.places)
    )


def _state(places: tuple[RepeatPlace, ...], question: RepeatQuestion) -> tuple[Statement, ...]:
    days = {"days": question.repeat.newest_days}
    fresh = sum(one.is_new for one in places)
    if not places:
        return (Statement("repeats.none", days),)
    told = [
        Statement(
            "repeats.found",
            {"place": one.place, "within": one.within, "expected": one.expected,
             "window": question.repeat.within_days},
        )
        for one in places
        if one.is_alarm or one.adjusted <= TOLD_AT_MOST
    ]  # fmt: skip
    number = Statement("repeats.number", {"number": fresh, **days})
    return (number, *(told[:LISTED] or [Statement("repeats.none", days)]))


def _limit(visits: Visits, question: RepeatQuestion) -> tuple[Statement, ...]:
    return (
        Statement("repeats.rate", {"places": visits.number}),
        *limit_basis(question.basis, question.theme),
    )
