"""Indicators from content: each one's question asked of the records, and its answer read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.assess.basis import Basis, gather_basis
from safercity.evidence.assess.counting import CountedAgency
from safercity.evidence.assess.questions.series import add_quarters, leave_gaps, rests_on
from safercity.evidence.errors import UnknownName
from safercity.evidence.findings import Basis as Rests
from safercity.evidence.findings import as_values
from safercity.evidence.indicators import (
    EventDays,
    IndicatorReading,
    IndicatorSeries,
    read_indicator,
    terms_of,
)
from safercity.evidence.indicators.words import MESSAGES
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.store import Question, Unit, count_by, read_happenings
from safercity.evidence.store.coverage import SourceCoverage
from safercity.evidence.taxonomy import say
from safercity.evidence.taxonomy.indicators import Ask, Figure, Indicator, load_indicators
from safercity.evidence.types import day_label, last_day_of
from safercity.evidence.workspace import Workspace

TIMED = ("minute", "day")
# Events are only charted by the days between them while there are few; more are never read.
RARE_RECORDS = 5


@dataclass(frozen=True)
class NotRead:
    """An indicator that the records cannot answer yet: what would be needed."""

    indicator: Indicator
    reason: str


@dataclass(frozen=True)
class ReadIndicator:
    """An indicator with its reading."""

    indicator: Indicator
    reading: IndicatorReading


def indicators_table(basis: Basis, *, run: Run) -> dict:
    """The table `indicators` of an edition: every definition, read or with what it lacks."""
    known = load_indicators(basis.store.workspace.content, taxonomy=basis.store.taxonomy)
    rows = []
    for done, one in enumerate(known.values()):
        run.step("Indicators", done, len(known))
        answer = answer_indicator(basis, one, known=known)
        made_of = {"agencies": agencies_of(basis, one), "sources": _sources_of(basis, one)}
        rows.append(_as_row(answer) | made_of)
    return {"indicators": rows}


def agencies_of(basis: Basis, one: Indicator) -> list[str]:
    """The agencies whose records an indicator is made from."""
    return sorted({each.agency for each in _find_asked(basis, one)})


def _sources_of(basis: Basis, one: Indicator) -> list[str]:
    return sorted({each.source for each in _find_asked(basis, one)})


def _find_asked(basis: Basis, one: Indicator) -> list[SourceCoverage]:
    asked = [each.ask for each in (one.numerator, one.denominator) if each and each.ask]
    return [each for ask in asked for each in _find_telling(basis, ask)]


def find_indicator(workspace: Workspace, name: str, *, run: Run) -> ReadIndicator | NotRead:
    """One indicator by its id, from the records as they stand.

    Errors: `UnknownName`, listing what there is; `NothingToAssess`; those of `read_indicator`.
    """
    basis = gather_basis(workspace, run=run)
    known = load_indicators(workspace.content, taxonomy=basis.store.taxonomy)
    if name not in known:
        raise UnknownName(
            f"There is no indicator called {name!r}.",
            advice=f"Indicators: {', '.join(sorted(known))}.",
        )
    return answer_indicator(basis, known[name], known=known)


def answer_indicator(
    basis: Basis, one: Indicator, *, known: dict[str, Indicator]
) -> ReadIndicator | NotRead:
    """Ask the records what an indicator counts, and read the answer by its terms."""
    above = _answer(basis, one.numerator)
    below = _answer(basis, one.denominator) if one.denominator else None
    if isinstance(above, str):
        return NotRead(one, above)
    if isinstance(below, str):
        return NotRead(one, below)
    assert isinstance(above, Asked)  # content refuses an exposure as numerator
    companion = known.get(one.companion) if one.companion else None
    terms = terms_of(
        one, companion=companion, language=basis.store.workspace.settings.partnership.language
    )
    series = _build_series(basis, one, above=above, below=below)
    return ReadIndicator(one, read_indicator(series, terms, basis=above.rests))


@dataclass(frozen=True)
class Asked:
    """What the records say of a figure: counts by month, NaN missing; a row for each unit."""

    counts: Matrix
    rests: Rests
    question: Question


def _answer(basis: Basis, figure: Figure) -> Asked | float | str:
    """Counts, a number that does not change (residents), or why there is neither."""
    if figure.ask is not None:
        return ask_records(basis, figure.ask)
    if figure.returned is not None:
        what = say(figure.returned.what)
        agency = basis.store.taxonomy.agencies[figure.returned.agency].title["en"]
        return f"It is returned by {agency} ({what}), and nothing has been returned yet."
    residents = float(basis.store.geography.units.residents.sum())
    if figure.exposure == "residents" and residents > 0:
        return residents / figure.per
    return f"Nobody has told the number of {figure.exposure} here."


def _find_telling(basis: Basis, ask: Ask) -> list[SourceCoverage]:
    """The sources that are asked: those of `sources`, or one instead that covers as much."""
    demand = [one for one in basis.coverage if one.shape.layer == "demand"]
    telling = [one for one in demand if one.source in ask.sources]
    for name in ask.instead:
        known = {month for one in telling for month in one.months}
        other = [one for one in demand if one.source == name and len(one.months) >= len(known)]
        telling = other or telling
    return telling


def ask_records(basis: Basis, ask: Ask, *, unit: Unit = "city") -> Asked | str:
    """Counts by unit and month of what is asked; why there are none, in words."""
    telling = _find_telling(basis, ask)
    if not telling:
        return f"No extract of {' or '.join((*ask.sources, *ask.instead))} has been loaded."
    question = Question(
        themes=ask.themes,
        sources=tuple(one.source for one in telling),
        unit=unit,
        first=basis.months[0],
        last=basis.months[-1],
        weights=ask.weights,
        categories=ask.categories,
    )
    agency = CountedAgency(telling[0].agency, tuple(telling), "cell")
    counts = leave_gaps(count_by(basis.store, question), agency.present(basis.months))
    return Asked(counts, rests_on(basis, agency, theme=next(iter(ask.themes), None)), question)


def _build_series(
    basis: Basis, one: Indicator, *, above: Asked, below: Asked | float | None
) -> IndicatorSeries:
    counts, lower = above.counts, None
    if isinstance(below, Asked):
        months = [month for month in counts.columns if month in below.counts.columns]
        counts, lower = (_cut(each, months) for each in (counts, below.counts))
    if one.frequency == "quarter":
        counts = add_quarters(counts)
        lower = None if lower is None else add_quarters(lower)
    of = None if lower is None else lower.values[0]
    if isinstance(below, float):  # the same residents, whatever the period
        of = np.full(len(counts.columns), below)
    is_rare = np.nanmean(counts.values) < RARE_RECORDS if counts.columns else False
    events = _list_days(basis, above) if is_rare and one.data == "count" else None
    return IndicatorSeries(counts.columns, counts.values[0], one.data, of, events)


def _cut(counts: Matrix, months: list[str]) -> Matrix:
    at = [counts.columns.index(month) for month in months]
    return Matrix(counts.values[:, at], counts.rows, tuple(months))


def _list_days(basis: Basis, above: Asked) -> EventDays | None:
    """The days of rare events, where the source tells them and there are gaps between them."""
    if above.rests.time not in TIMED or above.question.weights is not None:
        return None
    found = read_happenings(basis.store, above.question)
    if found.times.sum() < 2:
        return None
    days = np.repeat(found.day, found.times)
    return EventDays(
        tuple(day_label(int(day)) for day in np.sort(days)), last_day_of(basis.months[-1])
    )


def _as_row(one: ReadIndicator | NotRead) -> dict:
    definition = one.indicator
    row = {
        "id": definition.id,
        "title": definition.title["en"],
        "serves": definition.serves["en"],
        "direction": definition.direction,
    }
    if isinstance(one, NotRead):
        return row | {"not_read": one.reason}
    reading = one.reading
    newest = float(reading.points.values[-1]) if len(reading.points.labels) else float("nan")
    return row | {
        "chart": reading.choice.kind,
        "variation": reading.variation.verdict,
        "assurance": reading.assurance.promise if reading.assurance else None,
        "newest": None if np.isnan(newest) else newest,
        "period": reading.points.labels[-1] if len(reading.points.labels) else None,
        "reading": as_values(reading, messages=MESSAGES),
    }
