"""From a finding's plain values, as an edition keeps them, to what pages and papers show.

One path for every analysis: heading, what it says, its chart, its numbers, what it does not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safercity.documents.charts import NARROW, WIDE, draw_svg
from safercity.documents.finding_words import say_limits
from safercity.documents.values import (
    Aside,
    Block,
    Cell,
    Column,
    Figure,
    Paragraph,
    Points,
    Section,
    Table,
)
from safercity.documents.words import write_label, write_labels, write_month
from safercity.evidence.findings.statements import NOT_KNOWN, WRITERS, write_day

Values = Mapping[str, Any]

ROWS_SHOWN, COLUMNS_SHOWN = 30, 9
"""A larger table is folded on pages, and on paper left to the export."""

DENSE_FROM = 8  # columns
WORDS_WIDER = 2.5  # times as wide as a column of figures
SMALL_FROM, SMALL_SHARE = 3, 0.65  # from this level of heading, and how wide the chart on paper
LIMITS = "What this does and does not tell you"
_FIGURES = ("count", "share", "rate", "figure")


@dataclass(frozen=True)
class Heading:
    """Where a finding stands in a page or paper: its anchor, its heading, and how deep."""

    id: str
    text: str
    level: int = 3


def write_finding(values: Values, heading: Heading, *, titles: Mapping[str, str]) -> Section:
    """A finding as a section: what it says, its chart, its numbers, its limits.

    `values` are those of `evidence.findings.as_values`; `titles` the names of agencies by slug.
    Raises `ChartNotDrawn`.
    """
    blocks: list[Block] = list(_say(values, is_page=heading.level == 1))
    is_whole = heading.level < SMALL_FROM
    blocks += _write_figures(values, share=1.0 if is_whole else SMALL_SHARE)
    if values["table"]["rows"]:
        blocks.append(write_table(values["table"], caption=name_numbers(heading.text)))
    limits = tuple(map(write_labels, say_limits(values["limits"], titles=titles)))
    if limits:
        small = Paragraph(f"{LIMITS}. {' '.join(limits)}", tone="small")
        blocks.append(Aside(LIMITS, limits) if is_whole else small)
    return Section(heading.id, heading.text, tuple(blocks), heading.level)


def _say(values: Values, *, is_page: bool) -> Iterator[Block]:
    """What it says: on a page of its own the finding itself leads, and the rest is a list.

    A reader who may not read all the sentences gets what is left of the text in one.
    """
    told = [one.get("text", "") for one in values.get("statements", ())]
    if not is_page or len(told) < 2 or " ".join(told) != values["text"]:
        yield Paragraph(write_labels(values["text"]))
        return
    first, *rest = map(write_labels, told)
    yield Paragraph(first, tone="lead")
    yield Points(tuple(rest))


def _write_figures(values: Values, *, share: float) -> Iterator[Figure]:
    spec = values.get("chart") or {}
    if holds_data(spec):
        caption = write_labels(str(spec.get("description") or ""))
        alt = f"{caption} {write_labels(values['text'])}".strip()
        narrow = draw_svg(spec, width=NARROW)
        yield Figure(draw_svg(spec, width=WIDE), alt, caption=caption, narrow=narrow, share=share)


def holds_data(spec: Mapping[str, Any]) -> bool:
    """Whether a row of a chart has a figure in any column that is drawn as one."""
    drawn = set(_list_measured(spec))
    rows = spec.get("data", {}).get("values", ())
    return any(isinstance(row.get(name), int | float) for row in rows for name in drawn)


def _list_measured(part: object) -> Iterator[str]:
    """The columns that a specification draws by their size."""
    if isinstance(part, Mapping):
        if part.get("type") == "quantitative" and "field" in part:
            yield str(part["field"])
        for key, each in part.items():
            if key != "data":
                yield from _list_measured(each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _list_measured(each)


def write_table(table: Values, *, caption: str) -> Table:
    """A finding's table in words, without its ids; what is not known says so. Long ones fold."""
    shown = [at for at, one in enumerate(table["columns"]) if one["kind"] != "id"]
    named = [table["columns"][at] for at in shown]
    kinds = [one["kind"] for one in named]
    shares = [1.0 if kind in _FIGURES else WORDS_WIDER for kind in kinds]
    columns = tuple(
        Column(_head(one), "number" if one["kind"] in _FIGURES else "text", share / sum(shares))
        for one, share in zip(named, shares, strict=True)
    )
    rows = tuple(_write_row([row[at] for at in shown], kinds) for row in table["rows"])
    return Table(
        caption,
        columns,
        rows,
        dense=len(columns) >= DENSE_FROM,
        folded=len(rows) > ROWS_SHOWN or len(columns) > COLUMNS_SHOWN,
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
        return _WRITE_LABEL.get(kind, write_label)(value)
    return WRITERS.get("figure" if kind == "rate" else kind, str)(value)


_WRITE_LABEL: Mapping[str, Callable[[str], str]] = {"month": write_month, "day": write_day}
