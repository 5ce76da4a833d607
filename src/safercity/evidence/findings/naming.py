"""Labels of a finding as people call them: titles beside the ids that stay for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from safercity.evidence.findings.tables import Column, Table


def name_table(table: Table, titles: Mapping[str, str]) -> Table:
    """The table with each column of kind "name" told twice: as an id, and as "..._title".

    A label that `titles` do not know is its own title.
    """
    named = [one.kind == "name" for one in table.columns]
    columns = [
        told
        for column, is_name in zip(table.columns, named, strict=True)
        for told in (_split(column) if is_name else (column,))
    ]
    rows = tuple(
        tuple(
            told
            for value, is_name in zip(row, named, strict=True)
            for told in ((value, titles.get(str(value), value)) if is_name else (value,))
        )
        for row in table.rows
    )
    return Table(table.name, tuple(columns), rows)


def _split(column: Column) -> tuple[Column, Column]:
    shown = replace(column, name=f"{column.name}_title", kind="text")
    return replace(column, kind="id"), shown


def name_chart(
    spec: Mapping[str, Any], titles: Mapping[str, str], *, columns: tuple[Column, ...]
) -> dict[str, Any]:
    """The chart with titles for the labels in those of `columns` that are of kind "name"."""
    fields = {one.name for one in columns if one.kind == "name"}
    rows = spec.get("data", {}).get("values", ())
    if not fields or not rows:
        return dict(spec)
    named = [
        {key: titles.get(str(one), one) if key in fields else one for key, one in row.items()}
        for row in rows
    ]
    return {**spec, "data": {**spec["data"], "values": named}}


def say_in_title(spec: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The chart with `text` as its title."""
    title = spec.get("title")
    told = {**title, "text": text} if isinstance(title, Mapping) else text
    return {**spec, "title": told}
