"""Which months each agency's records cover. Missing is missing, never low."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from safercity.documents.edition_view import Edition, is_in_part
from safercity.documents.names import STRIP, Names
from safercity.documents.values import Cell, Column, Paragraph, Section, Table
from safercity.documents.words import (
    join_words,
    write_count,
    write_month,
    write_months,
    write_plural,
    write_share,
)


def build_coverage(edition: Edition, names: Names) -> tuple[Section, ...]:
    """A row an agency: from, to, missing months, unplaced share, rows, sources."""
    data_to, in_part = edition.manifest.get("data_to", {}), is_in_part(edition)
    if not data_to:
        return ()
    columns = (
        Column("Agency", width=0.26), Column("From", width=0.12), Column("To", width=0.12),
        Column("Months missing", width=0.24), Column("Rows", "number", 0.12),
        Column("Unplaced", "number", 0.14),
    )  # fmt: skip
    rows = tuple(_build_row(data_to[slug], names, slug=slug) for slug in names.in_order(data_to))
    note = (
        "Unplaced: the share of an agency's records without a location; they are in no local "
        "count. A missing month is left out, never counted as low."
    )
    table = Table("What each agency sent", columns, rows, note=note)
    return (
        Section(
            "coverage",
            _head(data_to, names, in_part=in_part),
            (table, *(() if in_part else _absent(data_to, names))),
            together=True,
        ),
    )


def _build_row(sent: Mapping[str, Any], names: Names, *, slug: str) -> tuple[Cell, ...]:
    missing = sent.get("missing", [])
    words = write_months(missing)
    return (
        Cell(names.agency(slug), line=", ".join(sent.get("sources", []))),
        Cell(write_month(sent["from"], short=True) if sent.get("from") else "–"),
        Cell(write_month(sent["to"], short=True) if sent.get("to") else "–"),
        Cell(f"{words} ({len(missing)})" if missing else words, state="missing" if missing else ""),
        Cell(write_count(sent["rows"]) if sent.get("rows") is not None else "–"),
        Cell(write_share(sent.get("unplaced_share"))),
    )


def _head(data_to: Mapping[str, Any], names: Names, *, in_part: bool) -> str:
    short = [slug for slug in names.in_order(data_to) if data_to[slug].get("missing")]
    if not short:
        return f"Every agency {'shown' if in_part else 'counted'} sent every month"
    shown = "shown " if in_part else ""
    if len(short) > 3:
        return f"{len(short)} of {len(data_to)} agencies {shown}have months missing"
    parts = [
        f"{names.agency(slug)} lacks {write_plural(len(data_to[slug]['missing']), 'month')}"
        for slug in short
    ]
    return join_words(parts)


def _absent(data_to: Mapping[str, Any], names: Names) -> tuple[Paragraph, ...]:
    absent = [slug for slug in STRIP if slug not in data_to]
    if not absent:
        return ()
    listed = join_words([names.agency(slug) for slug in absent])
    return (Paragraph(f"No records were loaded from: {listed}.", tone="small"),)
