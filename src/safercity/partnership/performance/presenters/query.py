"""The page behind a measure's figures: what is asked, of which edition, from which extracts."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

from safercity.evidence.findings.statements import write_day
from safercity.partnership.common.in_words import say_period, span
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import queries
from safercity.partnership.performance.models import Measure, Source
from safercity.partnership.performance.presenters.asked import (
    find_indicator,
    name_source,
    say_question,
)
from safercity.partnership.performance.presenters.measure import (
    Beside,
    Line,
    present_measure,
    say_source,
)
from safercity.partnership.performance.presenters.settings import list_chart
from safercity.partnership.performance.queries import Reading, name_layer
from safercity.partnership.performance.queries.asked import read_question
from safercity.partnership.performance.queries.editions import (
    list_agencies,
    list_extracts,
    list_sources,
)
from safercity.partnership.sharing.queries import write_small


@dataclass(frozen=True)
class Extract:
    """One extract behind the figures. `made`: its vintage, else the day it came, in words; `rows`:
    how many it has, or that they are fewer than its reader is shown."""

    made: str
    months: str
    rows: str
    digest: str


@dataclass(frozen=True)
class Behind:
    """A source behind the figures: its agency, its data-to date, months not sent, extracts."""

    agency: str
    source: str
    data_to: str
    missing: str
    extracts: tuple[Extract, ...]


@dataclass(frozen=True)
class QueryPage:
    """`question`, `reading`: (what, words); `content`: the question as a file; `commands`: what
    counts it again; `is_current`: whether pages show this edition now."""

    measure: Measure
    source: str
    question: tuple[tuple[str, str], ...]
    content: str
    edition: str
    as_of: str
    is_current: bool
    behind: tuple[Behind, ...]
    reading: tuple[tuple[str, str], ...]
    commands: tuple[str, ...]
    lines: tuple[Line, ...]
    why: str


def present_query(reading: Reading, *, viewer: Viewer) -> QueryPage:
    """What is behind a measure's figures in the edition that its reading was made from."""
    measure, edition = reading.measure, reading.edition
    assert edition is not None  # a reading of an edition
    whole = present_measure(reading, Beside("", None, ()), viewer=viewer)
    current = queries.see_edition(viewer)
    return QueryPage(
        measure,
        say_source(reading),
        _list_question(reading) or ((_("Counted"), measure.numerator),),
        _write_content(reading),
        edition.digest,
        say_period(str(edition.manifest["as_of"])),
        current is not None and current.digest == edition.digest,
        tuple(_list_behind(reading)),
        tuple(list_chart(reading)),
        tuple(_list_commands(reading)),
        whole.lines,
        reading.why,
    )


def _list_question(reading: Reading) -> tuple[tuple[str, str], ...]:
    told = tuple(say_question(reading.measure, reading.edition))
    return told[:1] if reading.measure.source == Source.FROZEN else told  # its counts alone


def _write_content(reading: Reading) -> str:
    measure = reading.measure
    by = ("layer", measure.layer) if measure.layer else ("indicator", measure.indicator)
    told: Any = {"frozen": dict([by, ("baseline", reading.facts.get("baseline", ""))])}
    if measure.source == Source.QUESTION:
        told = {"question": measure.question}
    elif measure.source == Source.EVIDENCE:
        found = find_indicator(measure)
        told = _drop_empty(json.loads(json.dumps(asdict(found)))) if found else {}
    return str(yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=90)).strip()


def _drop_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _drop_empty(v) for k, v in value.items() if v not in (None, "", [], {})}
    return [_drop_empty(each) for each in value] if isinstance(value, list) else value


def _list_agencies(reading: Reading) -> tuple[str, ...]:
    measure, edition = reading.measure, reading.edition
    assert edition is not None
    question = read_question(measure.question)
    if question is not None:
        return question.agencies
    if measure.source == Source.FROZEN and measure.layer:
        return (measure.layer,)
    return list_agencies(edition, measure.indicator)


def _list_behind(reading: Reading) -> Iterator[Behind]:
    edition = reading.edition
    assert edition is not None
    data_to = edition.manifest.get("data_to", {})
    seen = {one: data_to[one] for one in _list_agencies(reading) if one in data_to}
    wanted = set(list_sources(edition, reading.measure.indicator))
    named = {source for about in seen.values() for source in about.get("sources", ())}
    asked = (named & wanted) or named
    extracts = list_extracts(edition, asked)
    for agency, about in seen.items():
        below = edition.cut.threshold([agency])
        for source in (one for one in about.get("sources", ()) if one in asked):
            yield Behind(
                name_layer(agency),
                name_source(source),
                say_period(about["to"]) if about.get("to") else "–",
                ", ".join(map(say_period, about.get("missing", ()))) or _("none"),
                tuple(
                    Extract(
                        write_day(one.made_on)
                        if one.made_on
                        else _("received %(day)s") % {"day": write_day(one.received[:10])},
                        _say_months(one.first, one.last),
                        _say_rows(one.rows, below=below),
                        one.digest[:12],
                    )
                    for one in extracts
                    if one.source == source
                ),
            )


def _say_rows(rows: int, *, below: int) -> str:
    told = write_small(rows, below=below)
    return told if isinstance(told, str) else f"{told:,}"


def _say_months(first: str | None, last: str | None) -> str:
    if first is None or last is None:
        return "–"
    return span(say_period(first), say_period(last))


def _list_commands(reading: Reading) -> Iterator[str]:
    measure, edition = reading.measure, reading.edition
    assert edition is not None
    yield shlex.join(["safercity", "assess", "--as-of", edition.manifest["as_of"]])
    question = read_question(measure.question)
    if question is not None:
        agency, _kind, name = question.counted.names
        parts = ["safercity", "ask", agency, name, "--where", question.area]
        if question.per_residents:
            parts += ["--per-residents", str(question.per_residents)]
        if question.out_of:
            parts += ["--out-of", f"{question.out_of.agency}/{question.out_of.names[2]}"]
        yield shlex.join([*parts, "--every", str(measure.frequency)])
    elif measure.source == Source.EVIDENCE:
        yield shlex.join(["safercity", "indicator", measure.indicator, "--json"])
