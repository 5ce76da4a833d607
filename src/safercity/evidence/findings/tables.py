"""A finding's numbers as a tidy table: stable column names, a unit each, plain values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "count", "share", "rate", "figure", "month", "day", "flag", "name", "id"]
"""How a column is written. A "name" is a label that titles may be known for; an "id" is for
programs and files alone, and never shown to people."""


@dataclass(frozen=True)
class Column:
    """A column: `name` never changes (files and programs rely on it), `title` is for people."""

    name: str
    title: str
    kind: Kind = "text"
    unit: str = ""


def plain(value: float) -> float | None:
    """A figure for a table; None where it is not known or has no bound."""
    return float(value) if math.isfinite(value) else None


@dataclass(frozen=True)
class Table:
    """Rows of plain values in the order of `columns`; None is "not known"."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"A row of {self.name} has {len(row)} values for {len(self.columns)} columns."
                )

    def records(self) -> list[dict[str, object]]:
        """Each row as a dictionary by column name."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]
