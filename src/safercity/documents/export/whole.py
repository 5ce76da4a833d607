"""Every table of an export, with the dictionary of them all: what CSV files and workbooks hold."""

from __future__ import annotations

from collections.abc import Iterable

from safercity.documents.edition_view import Edition
from safercity.documents.export.dictionary import CSV_TABLES, DICTIONARY, TableSpec
from safercity.documents.export.finding_rows import gather_finding_tables
from safercity.documents.export.plain import Value
from safercity.documents.export.tables import gather_rows

Filled = tuple[TableSpec, list[tuple[Value, ...]]]


def gather_tables(edition: Edition) -> list[Filled]:
    """The tables of the dictionary, those that findings bring, and last the dictionary itself.

    A table that this edition has nothing for is there without rows: names stay the same.
    """
    tables: list[Filled] = [(spec, gather_rows(edition, spec)) for spec in CSV_TABLES]
    tables += gather_finding_tables(edition)
    return [*tables, (DICTIONARY, _describe(spec for spec, _rows in tables))]


def _describe(specs: Iterable[TableSpec]) -> list[tuple[Value, ...]]:
    return [
        (spec.name, spec.one_row, field.name, field.type, field.unit, field.meaning)
        for spec in specs
        for field in spec.fields
    ]
