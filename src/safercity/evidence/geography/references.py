"""Ordnance Survey grid references: "SJ 883 475" is a point in metres, and a square around it."""

from __future__ import annotations

import re

_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_REFERENCE = re.compile(r"([A-HJ-Z])([A-HJ-Z])(\d*)(?:[ ,]+(\d+))?$")
MOST_DIGITS = 5


def read_grid_reference(text: str) -> tuple[float, float, float] | None:
    """Easting and northing of the middle of the square a reference names, and the square's side.

    Metres. "SJ 883 475", "SJ883475" and "sj 88345 47512" (one to five digits each way; none names
    the whole 100 km square). None where the text is no reference on the National Grid of Great
    Britain: the Irish grid has one letter, and is not it.
    """
    match = _REFERENCE.match(" ".join(text.upper().split()).replace(" ", "", 1))
    if not match:
        return None
    first, second, east, north = match[1], match[2], match[3], match[4]
    if north is None:
        east, north = east[: len(east) // 2], east[len(east) // 2 :]
    if len(east) != len(north) or len(east) > MOST_DIGITS:
        return None
    corner = _corner_of(first, second)
    if corner is None:
        return None
    side = 10.0 ** (MOST_DIGITS - len(east))
    return (
        corner[0] + int(east or 0) * side + side / 2,
        corner[1] + int(north or 0) * side + side / 2,
        side,
    )


def _corner_of(first: str, second: str) -> tuple[int, int] | None:
    """South-west corner of a 100 km square: letters run west to east, north to south, in fives."""
    big, small = _LETTERS.index(first), _LETTERS.index(second)
    east = (big % 5 - 2) * 5 + small % 5
    north = (3 - big // 5) * 5 + 4 - small // 5
    if not (0 <= east < 7 and 0 <= north < 13):
        return None
    return east * 100_000, north * 100_000
