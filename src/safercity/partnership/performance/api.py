"""Outcomes for programs: measures with their verdicts, and the series of each as its page shows."""

from typing import Any
from uuid import UUID

from ninja import Field, Router, Schema
from ninja.pagination import paginate

from safercity.partnership.common.in_words import say_period
from safercity.partnership.common.pages import Asked, page
from safercity.partnership.common.reading import Slice
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import presenters, queries, rules
from safercity.partnership.performance.presenters.measure import Beside
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


class Figure(Schema):
    """One period, in words: small counts are hidden as on the page."""

    period: str
    figure: str
    made_of: str
    usual: str
    usual_range: str = Field(description="What chance gives around the usual level.")
    signal: str
    source: str = Field(description="The edition, or the vintage of a return.")


class WholeMeasure(Measure):
    """A measure with its definition sheet and its figures, the newest first."""

    counted: str
    out_of: str
    caveats: list[str]
    figures: list[Figure]


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
    rules.see_measure(request.viewer, measure)
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
    return {
        "counted": reading.measure.numerator,
        "out_of": reading.measure.denominator,
        "caveats": list(shown.caveats),
        "figures": [
            {
                "period": line.period,
                "figure": line.figure,
                "made_of": line.made_of,
                "usual": line.usual,
                "usual_range": line.span,
                "signal": line.signal,
                "source": line.source,
            }
            for line in shown.lines
        ],
    }
