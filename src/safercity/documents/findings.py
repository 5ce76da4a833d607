"""From a finding's plain values, as an edition keeps them, to what pages and papers show.

One path for every analysis: heading, what it says, its chart, its numbers, what it does not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safercity.documents.charts import NARROW, WIDE, draw_svg
from safercity.documents.edition_view import Edition, read_table
from safercity.documents.finding_words import say_limits
from safercity.documents.values import (
    Aside,
    Block,
    Cell,
    Column,
    Figure,
    Paragraph,
    Section,
    Table,
)
from safercity.documents.words import write_month
from safercity.evidence.findings.statements import NOT_KNOWN, WRITERS, write_day

Values = Mapping[str, Any]

FINDING_TABLES = ("watch", "seasons", "effects", "indicators", "priorities", "findings")
"""Tables of an edition whose `findings` are a list of values, each with its `id` and `title`."""

ROWS_SHOWN = 12  # a longer table is folded on pages, and left to the spreadsheet on paper
DENSE_FROM = 8  # columns
SMALL_FROM, SMALL_SHARE = 3, 0.65  # from this level of heading, and how wide the chart on paper
LIMITS = "What this does and does not tell you"
_FIGURES = ("count", "share", "rate", "figure")


@dataclass(frozen=True)
class Heading:
    """Where a finding stands in a page or paper: its anchor, its heading, and how deep."""

    id: str
    text: str
    level: int = 3


def list_findings(edition: Edition) -> list[Values]:
    """The values of every finding that the edition keeps in the tables of `FINDING_TABLES`."""
    return [one for name in FINDING_TABLES for one in read_table(edition, name).get("findings", ())]


def write_findings(edition: Edition, *, titles: Mapping[str, str]) -> tuple[Section, ...]:
    """A section for every finding of the edition; none where it keeps none."""
    return tuple(
        write_finding(one, Heading(str(one["id"]), str(one["title"]), 2), titles=titles)
        for one in list_findings(edition)
    )


def write_finding(values: Values, heading: Heading, *, titles: Mapping[str, str]) -> Section:
    """A finding as a section: what it says, its chart, its numbers, its limits.

    `values` are those of `evidence.findings.as_values`; `titles` the names of agencies by slug.
    Raises `ChartNotDrawn`.
    """
    blocks: list[Block] = [Paragraph(values["text"])]
    is_whole = heading.level < SMALL_FROM
    blocks += _write_figures(values, share=1.0 if is_whole else SMALL_SHARE)
    if values["table"]["rows"]:
        blocks.append(write_table(values["table"], caption=name_numbers(heading.text)))
    limits = say_limits(values["limits"], titles=titles)
    if limits:
        small = Paragraph(f"{LIMITS}. {' '.join(limits)}", tone="small")
        blocks.append(Aside(LIMITS, limits) if is_whole else small)
    return Section(heading.id, heading.text, tuple(blocks), heading.level)


def _write_figures(values: Values, *, share: float) -> Iterator[Figure]:
    spec = values.get("chart") or {}
    if holds_data(spec):
        caption = str(spec.get("description") or "")
        alt = f"{caption} {values['text']}".strip()
        narrow = draw_svg(spec, width=NARROW)
        yield Figure(draw_svg(spec, width=WIDE), alt, caption=caption, narrow=narrow, share=share)


def holds_data(spec: Mapping[str, Any]) -> bool:
    """Whether a chart has a row with anything to draw."""
    rows = spec.get("data", {}).get("values", ())
    return any(isinstance(each, int | float) for row in rows for each in row.values())


def write_table(table: Values, *, caption: str) -> Table:
    """A finding's table in words; what is not known says so. Long ones are folded."""
    columns = tuple(
        Column(_head(one), "number" if one["kind"] in _FIGURES else "text")
        for one in table["columns"]
    )
    kinds = [one["kind"] for one in table["columns"]]
    rows = tuple(_write_row(row, kinds) for row in table["rows"])
    return Table(
        caption,
        columns,
        rows,
        dense=len(columns) >= DENSE_FROM,
        folded=len(rows) > ROWS_SHOWN,
    )


def name_numbers(title: str) -> str:
    """The caption of the table behind a chart of that title."""
    return f"{title}: the numbers"


def _head(column: Values) -> str:
    return f"{column['title']}, {column['unit']}" if column.get("unit") else str(column["title"])


def _write_row(row: Sequence[object], kinds: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(Cell(_write(value, kind)) for value, kind in zip(row, kinds, strict=True))


def _write(value: object, kind: str) -> str:
    if value is None:
        return NOT_KNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, str):
        return _WRITE_LABEL.get(kind, str)(value)
    return WRITERS.get("figure" if kind == "rate" else kind, str)(value)


_WRITE_LABEL: Mapping[str, Callable[[str], str]] = {"month": write_month, "day": write_day}
