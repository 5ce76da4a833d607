"""Which column of a partner's list says what, found by pattern, and what its numbers can be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Bare of case, spaces and signs; the earliest pattern that fits wins, each column once.
_PATTERNS: Mapping[str, str] = {
    "code": r"lsoa(\d\d)?(cd|code)?s?|lsoacodes?|areacodes?|smallareas?|smallareacodes?",
    "ward": r"ward|wardname|wd\d\dnm",
    "longitude": r"lon|long|lng|longitude",
    "latitude": r"lat|latitude",
    "easting": r"eastings?|east|x|xcoord(inate)?|oseast1m",
    "northing": r"northings?|north|y|ycoord(inate)?|osnrth1m",
    "radius": r"radius(m|metres|meters)?|buffer(m|metres)?|withinmetres|metres",
    "name": (
        r"(the)?(place|hotspot|location|site|area|street|road)?(name|title)|place|hotspot|location|"
        r"area|site|street|address|lsoa\d\dnm|hotspotarea|premises"
    ),
}
_GRID = (0, 700_000, 0, 1_300_000)
_DEGREES = (-9.5, 2.5, 49.0, 61.5)


@dataclass(frozen=True)
class Columns:
    """Positions of the columns found, by what they say."""

    at: Mapping[str, int]

    def value(self, row: Sequence[str], kind: str) -> str:
        """The cell of this kind, trimmed; "" where there is no such column or cell."""
        position = self.at.get(kind)
        return row[position].strip() if position is not None and position < len(row) else ""

    @property
    def is_enough(self) -> bool:
        """Whether a place could be found by these columns."""
        pairs = ({"longitude", "latitude"}, {"easting", "northing"}, {"code"}, {"name"})
        return any(pair <= set(self.at) for pair in pairs)


def find_columns(headings: Sequence[str]) -> Columns:
    """The columns of a heading row; the first column that fits a pattern is taken for it."""
    bare = [re.sub(r"[^a-z0-9]", "", heading.lower()) for heading in headings]
    found: dict[str, int] = {}
    for kind, pattern in _PATTERNS.items():
        fitting = [
            at
            for at, heading in enumerate(bare)
            if at not in found.values() and re.fullmatch(pattern, heading)
        ]
        if fitting:
            found[kind] = fitting[0]
    return Columns(found)


def read_number(text: str) -> float | None:
    """A number written with or without commas or a unit of metres; None where it is none."""
    bare = re.sub(r"\s*m(etres)?$", "", text.strip().lower()).replace(",", "").replace("−", "-")
    try:
        value = float(bare)
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None


def to_kind(heading: str, pair: tuple[float | None, float | None]) -> str:
    """What a pair of numbers is by its size: "degrees", "metres", "swapped" or "nowhere".

    Columns called x and y hold either; degrees that only fit the other way round are "swapped".
    """
    x, y = pair
    if x is None or y is None:
        return "nowhere"
    if _is_in(_DEGREES, x, y=y):
        return "degrees"
    if _is_in(_DEGREES, y, y=x):
        return "swapped"
    if _is_in(_GRID, x, y=y) and (abs(x) > 1000 or heading == "easting"):
        return "metres"
    return "nowhere"


def _is_in(box: tuple[float, float, float, float], x: float, *, y: float) -> bool:
    return box[0] <= x <= box[1] and box[2] <= y <= box[3]
