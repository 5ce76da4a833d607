"""What reading an extract is told besides its shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

FIRST_DAY = date(2000, 1, 1)
"""No record is of an earlier day."""


@dataclass(frozen=True)
class ReadContext:
    """What reading needs besides the shape.

    `secret` keys the pseudonyms; `flags` gives each flag's bit; a record after `last_day` is in
    the future. `categories` adds words to the shape's map. `known_areas`: kind -> valid codes; a
    kind that is missing or empty is not checked. `corrections`: what a person corrected in this
    file, by row and column; an empty text empties the field.
    """

    secret: bytes
    flags: Mapping[str, int]
    last_day: date
    first_day: date = FIRST_DAY
    categories: Mapping[str, str] = field(default_factory=dict)
    known_areas: Mapping[str, frozenset[str]] = field(default_factory=dict)
    corrections: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


def area_table(kind: str, codes: frozenset[str]) -> str:
    """The name of the table that holds just these codes, within this process."""
    return f"known_{kind}_{hash(codes) & 0xFFFFFFFFFFFF:x}"
