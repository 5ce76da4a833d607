"""Find the heading of a table: title rows above it, other names, two rows of merged cells."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safercity.evidence.extracts.adapting import find_claim, list_wide
from safercity.evidence.extracts.shape import Shape, simplify_header

LOOKED_AT = 40
"""Rows searched for a heading: title and note rows stand above it in published tables."""

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Header:
    """A heading found, or the nearest to one.

    `row` counts from 0 and is the heading's last row; `columns` and `wide` give positions.
    """

    row: int
    depth: int
    names: tuple[str, ...]
    columns: dict[str, int]
    wide: dict[str, int]
    missing: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def score(self) -> tuple[int, int, int]:
        """More is better: nothing missing, then columns found, then higher up."""
        return (-len(self.missing), len(self.columns) + len(self.wide), -self.row)

    def place_of(self, name: str) -> int | None:
        """Where a shape column or a wide heading stands, from 0."""
        return self.columns.get(name, self.wide.get(name))

    @property
    def fits(self) -> bool:
        return not self.missing and bool(self.columns or self.wide)


@dataclass(frozen=True)
class Unread:
    """Columns of a shape, or headings of a wide table, that a file has not; and its headings that
    are no column's."""

    missing: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


NOTHING_UNREAD = Unread()


def list_unread(headers: Iterable[Header], shape: Shape) -> Unread:
    """What the headings of a file leave open. A heading that stands twice names no column."""
    heads = list(headers)
    found = {name for header in heads for name in header.columns}
    counted = {shape.wide_columns()[name] for header in heads for name in header.wide}
    names = [
        name.strip()
        for header in heads
        for name, n in Counter(header.names).items()
        if n == 1 and simplify_header(name) and find_claim(name, shape) is None
    ]
    wide = [name for name, what in shape.wide_columns().items() if what not in counted]
    missing = (*(name for name in shape.columns if name not in found), *wide)
    return Unread(missing, tuple(dict.fromkeys(names)))


def find_header(rows: Sequence[Sequence[str]], shape: Shape) -> Header:
    """The row (or two merged rows) among the first 40 that best reads as the shape's heading."""
    best = match_header([], shape, row=0)
    for number, row in enumerate(rows[:LOOKED_AT]):
        best = max(best, match_header(row, shape, row=number), key=lambda h: h.score)
        if best.fits:
            return best
    for number in range(min(len(rows), LOOKED_AT) - 1):
        joined = _join_rows(rows[number], rows[number + 1])
        two = match_header(joined, shape, row=number + 1, depth=2)
        best = max(best, two, key=lambda h: h.score)
    return best


def match_header(names: Sequence[str], shape: Shape, *, row: int, depth: int = 1) -> Header:
    """Which of the shape's columns stand where under these headings."""
    simple = [simplify_header(name) for name in names]
    columns: dict[str, int] = {}
    twice: list[str] = []
    for name, column in shape.columns.items():
        wanted = [simplify_header(header) for header in column.headers]
        places = next(
            ([i for i, s in enumerate(simple) if s == w] for w in wanted if w in simple), []
        )
        if places:
            columns[name] = places[0]
        if len(places) > 1:
            twice.append(names[places[0]].strip())
    wide: dict[str, int] = {}
    for name, texts in list_wide(shape).items():
        told = [text for text in map(simplify_header, texts) if text in simple]
        if told:
            wide[name] = simple.index(told[0])
    missing = [n for n, c in shape.columns.items() if c.required and n not in columns]
    if shape.wide_columns() and not wide:
        missing.append(next(iter(shape.wide_columns())))
    return Header(row, depth, tuple(names), columns, wide, tuple(missing), tuple(twice))


def _join_rows(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two heading rows as one: a merged cell above stands over all its columns."""
    joined, carried = [], ""
    for number in range(max(len(above), len(below))):
        upper = above[number].strip() if number < len(above) else ""
        lower = below[number].strip() if number < len(below) else ""
        carried = upper or carried
        joined.append(f"{carried} {lower}" if lower and carried else lower or upper)
    return joined


def split_head(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The first lines as fields, one entry a line (a quoted line end is not looked across)."""
    rows = []
    for line in lines[:LOOKED_AT]:
        try:
            rows.append(next(csv.reader([line], delimiter=delimiter), []))
        except csv.Error:
            rows.append(line.split(delimiter))
    return rows


def find_delimiter(lines: Sequence[str], shape: Shape) -> tuple[str, Header]:
    """The separator under which the first lines best read as the shape's heading."""
    for delimiter in DELIMITERS:
        first = match_header(split_head(lines[:1], delimiter)[0] if lines else [], shape, row=0)
        if first.fits:
            return delimiter, first
    found = [(d, find_header(split_head(lines, d), shape)) for d in DELIMITERS]
    return max(found, key=lambda pair: (pair[1].score, len(pair[1].names)))
