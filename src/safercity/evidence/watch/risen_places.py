"""Places whose newest count has risen above what their own past explains, and what that says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_lines,
    refuse_activity,
    require_location,
    require_time,
    say_all,
)
from safercity.evidence.findings.statements import write_day, write_month
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant
from safercity.evidence.types import LOCATION_PRECISIONS
from safercity.evidence.watch.alarms import AlarmSettings, LookNull
from safercity.evidence.watch.basis_limits import limit_basis
from safercity.evidence.watch.delays import Delays
from safercity.evidence.watch.errors import TooFewToWatch
from safercity.evidence.watch.merging import Sighting
from safercity.evidence.watch.rises import (
    Judged,
    RiseSettings,
    find_threshold,
    judge_rises,
    simulate_rise_null,
)
from safercity.evidence.watch.words import MESSAGES, rarity

NAME = "The watch for rises"
ALIKE_WITHIN, SEASONS_CHANGED = 0.25, 0.1
TOLD = LOCATION_PRECISIONS[:7]


@dataclass(frozen=True)
class RiseQuestion:
    """`delays` and `as_of` (day of the last load) correct for late records. `members`: the finest
    units within each row, so that methods can be compared; a row without is its own. `null`: of
    an earlier look, used again while places and length are the same."""

    theme: str = "demand"
    basis: Basis = field(default_factory=Basis)
    rise: RiseSettings = field(default_factory=RiseSettings)
    alarms: AlarmSettings = field(default_factory=AlarmSettings)
    delays: Delays | None = None
    as_of: str | None = None
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    null: LookNull | None = None


@dataclass(frozen=True)
class Rise:
    """One place in one period. `usual`: the highest count that would be no alarm. `own_chance` of
    as many at this place; `chance` of a look showing such a rise anywhere; `is_alarm`."""

    place: str
    label: str
    first: str
    last: str
    observed: float
    expected: float
    usual: float
    own_chance: float
    chance: float
    years_between: float
    is_alarm: bool


@dataclass(frozen=True)
class RisesFound:
    """Every place judged, strangest first. `null` may be kept for the next look. `path`: months or
    weeks with count and expected count of the first, for its chart."""

    rises: tuple[Rise, ...]
    null: LookNull
    path: tuple[dict[str, object], ...]
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: Mapping[str, object]
    theme: str = "demand"
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def alarms(self) -> tuple[Rise, ...]:
        return tuple(one for one in self.rises if one.is_alarm)

    def sightings(self) -> list[Sighting]:
        """The alarms, to be set beside what other methods saw."""
        return [
            Sighting("rise", self.theme, one.place, self.members.get(one.place, (one.place,)),
                     one.first, one.last, one.observed, one.expected, one.chance,
                     one.years_between)
            for one in self.alarms
        ]  # fmt: skip

    def explain(self) -> str:
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        columns = (
            Column("place", "Place"), Column("period", "Period"),
            Column("observed", "Recorded", "count"), Column("expected", "Usual", "figure"),
            Column("usual", "No surprise up to", "count"),
            Column("own_chance", "Chance of as many here", "share"),
            Column("chance", "Chance of such a rise anywhere", "share"),
            Column("years_between", "Recurrence interval", "figure", "years"),
            Column("is_alarm", "Alarm", "flag"),
        )  # fmt: skip
        rows = tuple(
            (one.place, one.label, one.observed, one.expected, one.usual, one.own_chance,
             one.chance, one.years_between, one.is_alarm)
            for one in self.rises
        )  # fmt: skip
        return Table("rises", columns, rows)

    def chart(self) -> dict[str, Any]:
        place = self.rises[0].place if self.rises else "no place"
        caption = Caption(
            f"Recorded and usual: {place}",
            "Counts over time beside what their own past leads one to expect.",
        )
        titles = {"count": "Recorded", "usual": "Usual"}
        return draw_lines(self.path, caption, x="period", y=titles)


def find_rises(counts: Matrix, question: RiseQuestion, *, run: Run) -> RisesFound:
    """Places whose newest month or week is above what their level, trend and season explain.

    `counts`: places by consecutive months, or by weeks (`group_weeks`), NaN where missing. Method:
    quasi-Poisson baseline with past outbreaks down-weighted, negative-binomial chance of the
    newest count with the baseline's own uncertainty; the look's threshold from made-up looks that
    are fitted in the same way. Source: Farrington et al., JRSS A 159:547 (1996); Noufaily et al.,
    Statistics in Medicine 32:1206 (2013). Errors: `TooCoarse`, `ActivityAsked`, `BadCounts`,
    `TooFewToWatch`, `NothingRecorded`.
    """
    refuse_activity(question.basis, NAME)
    require_location(question.basis, TOLD, method=NAME)
    judged = judge_rises(
        counts, settings=question.rise, delays=question.delays, as_of=question.as_of
    )
    if np.isnan(judged.counts).all():
        raise TooFewToWatch(
            f"{NAME}: nothing was sent of {judged.label}, the newest period that could be judged.",
            advice="Ask for an earlier look, or load the missing extract.",
        )
    by_month = judged.periods.unit == "month"
    require_time(question.basis, ("minute", "day", "month") if by_month else ("minute", "day"),
                 method=NAME)  # fmt: skip
    key = _name_design(judged, question.rise)
    null = question.null
    if null is None or not _is_same_design(null.key, key):
        null = simulate_rise_null(judged, settings=question.rise, run=run, key=key)
    rises = _list_rises(judged, question, null=null)
    return RisesFound(
        rises, null, _draw_path(judged, rises), _state(rises, judged),
        _limit(question, judged), _settings(question), question.theme, question.members,
    )  # fmt: skip


def _name_design(judged: Judged, settings: RiseSettings) -> str:
    """Places, unit and settings; then how much past there is (in quarters of a year) and who has a
    season of its own: what the height of the highest score depends on."""
    places = hashlib.sha256("|".join(judged.labels).encode()).hexdigest()[:16]
    design = f"rise/{places}/{judged.periods.unit}/{settings.fewest}/{settings.replicas}"
    quarters = int(4 * judged.series.used.sum() / judged.periods.per_year)
    return f"{design}/{quarters}/{''.join('01'[int(own)] for own in judged.series.own)}"


def _is_same_design(kept: str, now: str) -> bool:
    """Whether a null distribution of an earlier look still holds: the same places and settings, a
    past of about the same length, and at most a tenth of the places with another kind of season."""
    *design, quarters, own = kept.split("/")
    *design_now, quarters_now, own_now = now.split("/")
    changed = sum(one != other for one, other in zip(own, own_now, strict=False))
    return (
        design == design_now
        and abs(int(quarters_now) - int(quarters)) <= ALIKE_WITHIN * int(quarters)
        and changed <= SEASONS_CHANGED * len(own)
    )


def _list_rises(judged: Judged, question: RiseQuestion, *, null: LookNull) -> tuple[Rise, ...]:
    per_year = judged.periods.per_year
    allowed = question.alarms.allow(per_year)
    height = _height_of(null, allowed)
    usual = find_threshold(judged, chance=10.0**-height) - 1
    usual = np.maximum(usual, question.rise.fewest - 1)
    # Where many false alarms are borne, the chance alone would let a count below the usual alarm.
    usual = np.maximum(usual, np.floor(judged.expected.mean))
    scores, at = judged.scores, judged.series.at
    order = np.lexsort((np.arange(scores.size), -np.nan_to_num(scores, nan=-1.0)))
    return tuple(
        Rise(
            place=judged.labels[row],
            label=judged.label,
            first=judged.periods.first_day(at),
            last=judged.periods.last_day(at),
            observed=float(judged.counts[row]),
            expected=float(judged.expected.mean[row]),
            usual=float(usual[row]),
            own_chance=float(judged.expected.chance[row]),
            chance=null.chance(float(scores[row])),
            years_between=null.years_between(float(scores[row]), per_year),
            is_alarm=null.chance(float(scores[row])) <= allowed and judged.counts[row] > usual[row],
        )
        for row in order
        if not np.isnan(scores[row])
    )


def _height_of(null: LookNull, allowed: float) -> float:
    """The least score whose chance is at most `allowed`, by halving."""
    low, high = 0.0, 300.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if null.chance(middle) <= allowed else (middle, high)
    return float(round_significant(high))


def _draw_path(judged: Judged, rises: tuple[Rise, ...]) -> tuple[dict[str, object], ...]:
    if not rises:
        return ()
    row = judged.labels.index(rises[0].place)
    path = round_significant(judged.expected.path[row] * judged.series.arrived)
    return tuple(
        {
            "period": label,
            "count": None if np.isnan(count) else float(count),
            "usual": float(usual),
            "marked": position == judged.series.at,
        }
        for position, (label, count, usual) in enumerate(
            zip(judged.periods.labels, judged.values[row], path, strict=True)
        )
    )


def write_period(label: str, unit: str) -> str:
    """ "March 2025", "the week to 9 March 2025"."""
    if unit == "month":
        return write_month(label)
    return f"the week to {write_day(label)}" if unit == "week" else write_day(label)


def _state(rises: tuple[Rise, ...], judged: Judged) -> tuple[Statement, ...]:
    period = write_period(judged.label, judged.periods.unit)
    told = []
    for one in rises:
        if one.is_alarm:
            id_, rare = rarity("rises.found", one.years_between)
            values = {
                "place": one.place, "observed": one.observed, "expected": one.expected,
                "usual": one.usual, "period": period, **rare,
            }  # fmt: skip
            told.append(Statement(id_, values))
    return tuple(told) or (Statement("rises.none", {"period": period}),)


def _limit(question: RiseQuestion, judged: Judged) -> tuple[Statement, ...]:
    unit = judged.periods.unit
    limits = [
        Statement("rises.many", {"places": len(judged.labels)}),
        Statement("rises.model"),
        *limit_basis(question.basis, question.theme),
    ]
    if judged.arrived < 0.995:
        late = {"share": 1 - judged.arrived, "period": write_period(judged.label, unit)}
        limits.append(Statement("rises.late", late))
    if question.delays is None or not question.delays.is_known:
        limits.append(Statement("watch.late_unknown", {"themes": (question.theme,)}))
    if judged.not_judged:
        named = [write_period(label, unit) for label in judged.not_judged]
        limits.append(Statement("rises.not_judged", {"periods": named, "count": len(named)}))
    return tuple(limits)


def _settings(question: RiseQuestion) -> dict[str, object]:
    rise, alarms = question.rise, question.alarms
    return {
        "leave_out": rise.leave_out, "arrived_at_least": rise.arrived_at_least,
        "replicas": rise.replicas, "fewest": rise.fewest,
        "alarms_per_year": alarms.alarms_per_year, "monitors": alarms.monitors,
        "corrected_for_delay": question.delays is not None and question.delays.is_known,
    }  # fmt: skip
