"""Outcomes for programs: measures with their verdicts, and the series of each as its page shows."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from ninja import Field, Router, Schema
from ninja.pagination import paginate

from safercity.partnership.common.in_words import say_period
from safercity.partnership.common.pages import Asked, look_at, page
from safercity.partnership.common.reading import Slice
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import presenters, queries, rules
from safercity.partnership.performance.models import Return
from safercity.partnership.performance.presenters.measure import Beside
from safercity.partnership.performance.presenters.settings import list_steps
from safercity.partnership.performance.presenters.words import say_more, say_verdict
from safercity.partnership.performance.queries import Reading

router = Router(tags=["outcomes"])


class Measure(Schema):
    """What is measured, and what can be said of it today."""

    code: str
    title: str
    serves: str = Field(description="Code of the outcome or supporting priority; empty: all.")
    role: str
    scope: str = Field(description="city or high_demand.")
    frequency: str
    direction: str = Field(description="Ambiguous ones are read with their companion.")
    companion: str | None = Field(description="Code of the measure it is read with.")
    unit: str
    owner_id: UUID | None = Field(description="The post that answers for it.")
    verdict: str
    says: str = Field(description="The verdict in words, as the dashboard says it.")
    more: list[str] = Field(description="Target, why nothing can be said, what to read it with.")
    newest: str = Field(description="The last period with a figure; empty without any.")
    edition: str = Field(description="Digest of the edition it is read from; empty for returns.")


class Step(Schema):
    """A figure on the way to a target."""

    by: str = Field(description="The period by which it is reached.")
    figure: float
    reached: bool | None = Field(description="Of its own period; none before it has a figure.")
    is_due: bool = Field(description="The one that the verdict on the target is of.")


class Figure(Schema):
    """One period: small counts are hidden as on the page, and are no number then."""

    period: str = Field(description="2026-09, 2026-Q3, 2026, a school term or a day.")
    figure: float | None = Field(description="A share is of one; null: hidden or missing.")
    is_hidden: bool = Field(description="Whether a small count is kept from this agency.")
    is_provisional: bool
    numerator: float | None = Field(description="Of a figure that is out of something.")
    denominator: float | None
    matched: float | None = Field(description="The matched areas' figure, where there are any.")
    usual: float | None
    low: float | None = Field(description="What chance gives around the usual level: from this,")
    high: float | None = Field(description="to this.")
    goal: float | None = Field(description="Where the way to the target stands; null without one.")
    says: str = Field(description="The figure in words, as on the page: <5, missing, 21%.")
    signal: str
    source: str = Field(description="The edition, or the vintage of a return.")


class WholeMeasure(Measure):
    """A measure with its definition sheet and its figures, the newest first."""

    counted: str
    out_of: str
    question: dict[str, Any] | None = Field(
        description="What was asked of the evidence here, as content; null for other measures."
    )
    caveats: list[str]
    target: float | None
    target_by: str
    baseline: list[str] = Field(description="Its first and last period; empty without one.")
    steps: list[Step] = Field(description="On the way to the target, in order.")
    figures: list[Figure]


class DueReturn(Schema):
    """A return that is asked for and was not submitted yet."""

    code: str
    title: str
    period: str
    due: date
    is_late: bool
    state: str = Field(description="Empty where it was not begun; else draft or returned.")
    owner_id: UUID | None = Field(description="The post that answers for the measure.")


class SentReturn(Schema):
    """A return that was submitted, in words: small counts are hidden as on its page."""

    id: UUID
    code: str
    period: str
    vintage: int
    state: str = Field(description="draft, submitted, approved or returned.")
    figure: str
    out_of: str = Field(description="Empty where it is not out of anything.")
    is_provisional: bool
    note: str


@router.get("/returns", response=list[DueReturn])
@page(rules.see_returns)
@paginate(Slice)
def list_returns(request: Asked, *, everyone: bool = False):
    """Returns that are due from the agency, the oldest first; `everyone`: from every agency."""
    viewer = request.viewer
    due = queries.list_due(None if everyone and not viewer.is_guest else viewer.agencies)
    return [
        {
            "code": one.measure.code,
            "title": one.measure.title,
            "period": one.period,
            "due": one.due,
            "is_late": one.is_late,
            "state": one.row.state if one.row else "",
            "owner_id": one.measure.owner_id,
        }
        for one in due
    ]


@router.get("/returns/waiting", response=list[SentReturn])
@page(rules.see_returns)
@paginate(Slice)
def list_waiting(request: Asked):
    """Returns that wait for approval and that the agency may see, the oldest first."""
    waiting = queries.list_waiting(request.viewer)
    return [_tell_return(row, viewer=request.viewer) for row in waiting]


@router.get("/returns/{uuid:key}", response=SentReturn)
@page(rules.see_returns)
def show_return(request: Asked, key: UUID):
    """One return."""
    row = queries.get_return(key, viewer=request.viewer)
    return _tell_return(look_at(request, row), viewer=request.viewer)


@router.get("/measures", response=list[Measure])
@page(rules.see_outcomes)
@paginate(Slice)
def list_measures(request: Asked, serves: str = ""):
    """Every measure with its verdict, in the order of the strategy; `serves`: of one code."""
    readings = queries.read_all(request.viewer)
    return [_tell(one) for one in readings if serves in ("", one.measure.serves)]


@router.get("/measures/{slug:code}", response=WholeMeasure)
@page(rules.see_returns)
def show_measure(request: Asked, code: str):
    """One measure: definition, verdict, figures with where each is from."""
    measure = queries.get_measure(code)
    rules.see_measure(request.viewer, look_at(request, measure))
    city, reading = queries.read_with_city(measure, request.viewer)
    beside = Beside("", city, queries.list_vintages(measure))
    return _tell(reading) | _tell_whole(reading, beside, viewer=request.viewer)


def _tell(reading: Reading) -> dict[str, Any]:
    measure, newest = reading.measure, reading.newest
    names = ("code", "title", "serves", "role", "scope", "frequency", "direction", "unit")
    return {name: getattr(measure, name) for name in names} | {
        "companion": measure.companion.code if measure.companion else None,
        "owner_id": measure.owner_id,
        "verdict": reading.verdict.value,
        "says": say_verdict(reading),
        "more": say_more(reading),
        "newest": say_period(newest.label) if newest else "",
        "edition": reading.told,
    }


def _tell_whole(reading: Reading, beside: Beside, *, viewer: Viewer) -> dict[str, Any]:
    shown = presenters.present_measure(reading, beside, viewer=viewer)
    numbers = presenters.list_numbers(reading, viewer=viewer)
    measure = reading.measure
    return {
        "counted": measure.numerator,
        "out_of": measure.denominator,
        "question": measure.question,
        "caveats": list(shown.caveats),
        "target": None if measure.target is None else float(measure.target),
        "target_by": measure.target_by,
        "baseline": [p for p in (measure.baseline_first, measure.baseline_last) if p],
        "steps": list(_tell_steps(reading, viewer=viewer)),
        "figures": [
            asdict(one) | {"says": line.figure, "signal": line.signal, "source": line.source}
            for one, line in zip(numbers, shown.lines, strict=True)
        ],
    }


def _tell_steps(reading: Reading, *, viewer: Viewer) -> Iterator[dict[str, Any]]:
    target, small = reading.target, rules.see_small.allowed(viewer, reading.measure)
    for one in list_steps(reading, sees_small=small):
        is_due = bool(target and target.due and target.due.by == one.by)
        yield {"by": one.by, "figure": one.value, "reached": one.is_reached, "is_due": is_due}


def _tell_return(row: Return, *, viewer: Viewer) -> dict[str, Any]:
    shown = presenters.present_return(row, viewer)
    told = {
        name: getattr(row, name) for name in ("id", "period", "vintage", "state", "is_provisional")
    }
    return told | {
        "code": row.measure.code,
        "figure": shown.figure,
        "out_of": shown.out_of,
        "note": row.note,
    }
