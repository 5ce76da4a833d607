"""The who-sees-it strip of a place as a table's cell, and the key that explains it."""

from __future__ import annotations

from collections.abc import Iterable

from safercity.documents.edition_view import Row
from safercity.documents.figures.strip import SIDE, STEP, Square, describe_strip, draw_strip
from safercity.documents.names import STRIP, Names
from safercity.documents.values import Cell, Mark

KEY = (
    "Who sees it: filled square, the agency sees lasting demand; plain, it does not; hatched, its "
    "extract is missing; dashed, it counts small areas only or may not be shown here."
)


def build_strip(place: Row, names: Names, *, in_part: bool = False) -> Cell:
    """The strip as a drawing whose alternative says it in words."""
    squares = list_squares(place, names, in_part=in_part)
    mark = Mark(draw_strip(squares), describe_strip(squares), STEP * len(squares), SIDE + 2)
    return Cell("", mark=mark)


def list_squares(place: Row, names: Names, *, in_part: bool = False) -> list[Square]:
    """The eight agencies in fixed order, and any other the edition speaks of.

    An agency of the eight that the edition does not know sent nothing: missing, never "does not
    see". Of an edition seen in part, those that it shows.
    """
    states = place.get("agency_states") or dict.fromkeys(place["agencies"], "sees")
    every = states if in_part else (*STRIP, *states)
    return [
        Square(names.two_letters(slug), names.agency(slug), states.get(slug, "missing"))
        for slug in names.in_order(every)
    ]


def list_letters(names: Names, shown: Iterable[str] = STRIP) -> str:
    """ "Po Police, As Anti-social behaviour team, …" for the key."""
    return ", ".join(f"{names.two_letters(slug)} {names.agency(slug)}" for slug in shown)
