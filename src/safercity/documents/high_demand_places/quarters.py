"""The table of a place: agency by quarter, with what is missing, hidden or not collected told
apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from safercity.documents.edition_view import Edition, Row
from safercity.documents.names import Names
from safercity.documents.values import Cell, Column, Table
from safercity.documents.words import write_quarter, write_small
from safercity.evidence.types import quarter_label

SHOWN = 12
KEPT_ON_PHONES = 4
HIGH_STEP = 4


def build_quarters(edition: Edition, place: Row, *, names: Names) -> Table:
    """Records by agency and quarter: shaded where the agency sees high demand that quarter."""
    quarters = list(place.get("quarters", []))[-SHOWN:]
    columns = (
        Column("Agency", width=0.2),
        *(
            Column(write_quarter(q, short=True), "number", is_early=early)
            for q, early in _early(quarters)
        ),
        Column("Rank", "number", 0.06),
    )
    by_agency: Mapping[str, Any] = place.get("by_agency", {})
    data_to = edition.manifest.get("data_to", {})
    rows = tuple(
        _build_row(by_agency[slug], quarters, title=names.agency(slug), start=_start(data_to, slug))
        for slug in names.in_order(by_agency)
    )
    note = (
        "Shaded: the agency sees high demand here in that quarter. Rank: the place's rank in that "
        "agency's own records. The word none: no extract was sent. A dash: not collected then."
    )
    return Table("Records by agency and quarter", columns, rows, note=note, dense=True)


def _early(quarters: list[str]) -> list[tuple[str, bool]]:
    first_kept = len(quarters) - KEPT_ON_PHONES
    return [(quarter, at < first_kept) for at, quarter in enumerate(quarters)]


def _start(data_to: Mapping[str, Any], slug: str) -> str:
    first = (data_to.get(slug) or {}).get("from")
    return quarter_label(first) if first else ""


def _build_row(
    history: Mapping[str, Any], quarters: list[str], *, title: str, start: str
) -> tuple[Cell, ...]:
    counts = list(history["counts"])[-len(quarters) :]
    states = list(history["states"])[-len(quarters) :]
    cells = [
        _build_cell(count, state, is_before=quarter < start)
        for count, state, quarter in zip(counts, states, quarters, strict=True)
    ]
    rank = history.get("rank")
    return Cell(title), *cells, Cell(str(rank) if rank is not None else "–")


def _build_cell(count: int | str | None, state: str, *, is_before: bool) -> Cell:
    if state == "missing":
        return Cell("–", state="uncollected") if is_before else Cell("none", state="missing")
    step = HIGH_STEP if state == "high" else None
    if count is None:
        return Cell("yes" if state == "high" else "no", step=step, state="hidden")
    return Cell(write_small(count), step=step)
