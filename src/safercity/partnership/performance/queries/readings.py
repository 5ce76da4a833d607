"""What a measure tells: figures with their usual range, one verdict, the target."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.documents.measures import last_day, list_periods, number_of
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance.models import Direction, Measure, Return, Source, Tells
from safercity.partnership.performance.queries import asked, charting, editions
from safercity.partnership.performance.queries.charting import Point, Step, Target
from safercity.partnership.performance.queries.returns import (
    Due,
    Sent,
    find_due,
    list_sent,
    pick_figures,
)
from safercity.partnership.performance.queries.rows import is_withheld
from safercity.partnership.sharing.queries import Marked, VisibleEdition

__all__ = [
    "FEWEST",
    "Known",
    "Point",
    "Reading",
    "Step",
    "Target",
    "Verdict",
    "gather_known",
    "read_from",
    "read_measures",
    "read_one",
    "read_with_city",
    "relate",
]

FEWEST = 12  # known periods before anything is said of change (docs/explanation/indicators.md)
RARE = 5


class Verdict(StrEnum):
    """What is said of a measure, once. The words are the design's (presenters.words)."""

    STEADY = "steady"
    IMPROVING = "improving"
    WORSENING = "worsening"
    WANTED = "wanted"
    CARE = "care"
    TOO_FEW = "too_few"
    UNKNOWN = "unknown"
    MISSING = "missing"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Reading:
    """One measure, read. `way`: 1 higher, −1 lower, 0 no real change; `since`: from which period.

    `why`: why nothing can be said; `says`: the statements behind the figures; `told`: a digest for
    what comes from an `edition`, "" for returns. `late`: returns that are overdue. `marked`: what a
    page or file of it carries.
    """

    measure: Measure
    verdict: Verdict
    points: tuple[Point, ...] = ()
    way: int = 0
    since: str = ""
    target: Target | None = None
    chart: str = ""
    told: str = ""
    why: str = ""
    says: tuple[str, ...] = ()
    late: tuple[Due, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    marked: Marked = field(default_factory=Marked)
    edition: VisibleEdition | None = None

    @property
    def newest(self) -> Point | None:
        """The last point that has a figure."""
        return next((one for one in reversed(self.points) if one.value is not None), None)

    @property
    def is_change(self) -> bool:
        """Whether anything really changed."""
        return bool(self.way)


@dataclass(frozen=True)
class Known:
    """What readings are made from: returns by measure and period, what is late, the edition."""

    figures: Mapping[UUID, Mapping[str, Return]]
    late: Mapping[UUID, list[Due]]
    edition: VisibleEdition | None


def read_measures(measures: Iterable[Measure], known: Known) -> list[Reading]:
    """The readings of measures, in their order. Asks the database nothing."""
    return [read_one(measure, known) for measure in measures]


def read_one(measure: Measure, known: Known) -> Reading:
    """The reading of one measure: from the evidence, the frozen areas, or returns."""
    if measure.source == Source.RETURN:
        return _read_returns(measure, known)
    if known.edition is None:
        return Reading(measure, Verdict.UNKNOWN, why=_("There is no edition yet."))
    if is_withheld(measure, known.edition):
        why = _("No agreement of your agency covers it.")
        return Reading(
            measure, Verdict.WITHHELD, why=why, told=known.edition.digest, edition=known.edition
        )
    if measure.source == Source.FROZEN:
        return _read_frozen(measure, known.edition)
    if measure.source == Source.QUESTION:
        return _read_question(measure, known.edition)
    found = editions.read_indicator(known.edition, measure.indicator)
    read = Reading(
        measure,
        Verdict.UNKNOWN,
        told=known.edition.digest,
        edition=known.edition,
        facts={"indicator": editions.name_indicator(known.edition, measure.indicator)},
        marked=editions.mark_indicator(known.edition, measure.indicator),
    )
    if isinstance(found, str):
        return replace(read, why=_(found))
    read = replace(read, points=found.points, chart=found.chart, says=found.says)
    return _judge(read, is_turned=found.chart in ("g", "t"))


def _read_question(measure: Measure, edition: VisibleEdition) -> Reading:
    question = asked.read_question(measure.question)
    if question is None:
        return Reading(measure, Verdict.UNKNOWN, why=_("Its sheet asks nothing yet."))
    found = asked.answer(edition, question, frequency=str(measure.frequency))
    read = Reading(
        measure,
        Verdict.UNKNOWN,
        told=edition.digest,
        marked=asked.mark_question(edition, question),
        edition=edition,
    )
    if isinstance(found, str):
        return replace(read, why=found)
    read = replace(read, points=found.points, chart=found.chart, says=found.says)
    if found.is_coarse:
        why = _("Counts are held back from you, so that no rest tells them: they set no range.")
        bare = (
            replace(one, centre=None, low=None, high=None, way=0, is_judged=False)
            for one in read.points
        )
        return replace(read, points=tuple(bare), why=why)
    return _judge(read, is_turned=False)


def _read_frozen(measure: Measure, edition: VisibleEdition) -> Reading:
    name, part = (measure.layer, "agencies") if measure.layer else (measure.indicator, "indicators")
    found = editions.read_frozen(edition, name, part=part)
    if isinstance(found, str):
        return Reading(measure, Verdict.UNKNOWN, why=_(found), told=edition.digest, edition=edition)
    read = Reading(
        measure,
        Verdict.STEADY,
        found.points,
        way=found.way,
        since=found.since if found.way else "",
        chart="frozen",
        says=found.says,
        told=edition.digest,
        edition=edition,
        facts={
            "baseline": found.baseline,
            "indicator": editions.name_indicator(edition, measure.indicator),
        },
        marked=editions.mark_frozen(edition),
        target=charting.judge_frozen_target(measure, found.points, since=found.since),
    )
    if found.is_unjudged:
        return replace(read, verdict=Verdict.UNKNOWN, why=found.says[0])
    verdict = _name_change(measure, found.way) if found.way else Verdict.STEADY
    return replace(read, verdict=verdict)


def _read_returns(measure: Measure, known: Known) -> Reading:
    figures = known.figures.get(measure.pk, {})
    late = tuple(known.late.get(measure.pk, ()))
    if not figures:
        verdict = Verdict.MISSING if late else Verdict.UNKNOWN
        return Reading(measure, verdict, why=_("Nothing has been returned yet."), late=late)
    ends = max([*figures, *(one.period for one in late)], key=number_of)
    first = min(figures, key=number_of)
    begin = min(measure.start or first, first, key=number_of)
    periods = [*list_periods(begin, last_day(ends)), ends]
    read = charting.chart_returns(
        tuple(charting.Figure.of(period, figures.get(period)) for period in periods),
        data=str(measure.data),
    )
    made = Reading(measure, Verdict.UNKNOWN, read.points, chart=read.chart, says=read.says,
                   late=late)  # fmt: skip
    judged = _judge(made, is_turned=False)
    if any(one.period == ends for one in late):
        return replace(judged, verdict=Verdict.MISSING, way=0, since=ends)
    return judged


def _judge(read: Reading, *, is_turned: bool) -> Reading:
    """The verdict on the newest judged point, and since when. `is_turned`: days between events."""
    measure = read.measure
    target = charting.judge_measure_target(measure, read.points) if measure.target_by else None
    read = replace(read, target=target)
    known = [one for one in read.points if one.value is not None]
    judged = [one for one in known if one.is_judged and one.centre is not None]
    if not judged:
        counts = [one.count for one in known if one.count is not None]
        rare = bool(counts) and sum(counts) / len(counts) < RARE and measure.data != "measure"
        why = _("{n} of the {fewest} periods that a usual range needs.").format(
            n=len(known), fewest=FEWEST
        )
        return replace(read, verdict=Verdict.TOO_FEW if rare else Verdict.UNKNOWN, why=why)
    newest = judged[-1]
    if not newest.way:
        mixed = newest.is_mixed
        return replace(
            read,
            verdict=Verdict.UNKNOWN if mixed else Verdict.STEADY,
            why=_("Its newest figures point both ways.") if mixed else "",
        )
    way = -newest.way if is_turned else newest.way
    return replace(
        read, verdict=_name_change(measure, way), way=way, since=_since(judged, newest.way)
    )


def _since(judged: list[Point], way: int) -> str:
    first = judged[-1]
    for one in reversed(judged):
        if one.way != way:
            break
        first = one
    return first.label


def _name_change(measure: Measure, way: int) -> Verdict:
    if measure.direction == Direction.AMBIGUOUS:
        return Verdict.CARE
    if (way > 0) != (measure.direction == Direction.UP):
        return Verdict.WORSENING
    return Verdict.WANTED if measure.tells == Tells.EFFORT else Verdict.IMPROVING


def read_with_city(measure: Measure, viewer: Viewer) -> tuple[Reading | None, Reading]:
    """The reading of the same city-wide, where it has one, and the measure's own."""
    wanted = [measure.city, measure] if measure.city else [measure]
    readings = read_measures(wanted, gather_known(wanted, viewer))
    return (readings[0] if measure.city else None), readings[-1]


def read_from(measure: Measure, viewer: Viewer, *, digest: str) -> Reading:
    """A measure's reading from an edition, an earlier one too. Errors: NotVisible."""
    edition = editions.see_edition_of(viewer, digest)
    return read_one(measure, Known({}, {}, edition))


def gather_known(measures: Collection[Measure], viewer: Viewer) -> Known:
    """Figures and late returns of measures, and the edition as the viewer may see it."""
    edition, today = editions.see_edition(viewer), timezone.localdate()
    return relate(measures, list_sent(measures), edition=edition, today=today)


def relate(
    measures: Iterable[Measure], sent: Sent, *, edition: VisibleEdition | None, today: date
) -> Known:
    """What readings of the measures are made from: their returns, beside the edition."""
    late = {
        measure.pk: [one for one in find_due(measure, sent[measure.pk], today=today) if one.is_late]
        for measure in measures
    }
    return Known({key: pick_figures(rows) for key, rows in sent.items()}, late, edition)
