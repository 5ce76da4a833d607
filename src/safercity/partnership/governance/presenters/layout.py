"""Where each body of the map stands, and which way each line runs. The same input, the same map.

Bodies stand on a fixed grid, so lines have lanes of their own: sideways between two rows, upwards
between two columns. A line therefore never crosses a box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from safercity.partnership.governance.models import Tier
from safercity.partnership.governance.structure import BodySeen, LineSeen, Structure

COLUMNS = 4
BOX, GUTTER, EDGE = 196, 38, 26  # widths in drawing units, a pixel each
WIDTH = 2 * EDGE + COLUMNS * BOX + (COLUMNS - 1) * GUTTER
LANE, PAD = 9, 14  # between two lines side by side; between a line and a box
PORT = 18  # from a box's middle to where its lines end or begin


@dataclass(frozen=True)
class Spot:
    """Where a body stands: row and column of the grid."""

    row: int
    column: int

    @property
    def middle(self) -> int:
        return EDGE + self.column * (BOX + GUTTER) + BOX // 2


@dataclass(frozen=True)
class Row:
    """A row of bodies; `opens` is the tier whose first row it is."""

    bodies: tuple[UUID, ...]
    opens: Tier | None = None


@dataclass(frozen=True)
class Bundle:
    """Lines that run together: to the same body, of the same kind."""

    to: UUID
    how: str
    is_inferred: bool


@dataclass(frozen=True)
class Route:
    """A line's lanes: it leaves upwards into lane `first`, changes at `gutter`, ends in `last`."""

    line: LineSeen
    bundle: Bundle
    first: int
    last: int
    gutter: int | None


def list_rows(structure: Structure) -> list[Row]:
    """The rows from the top: tier by tier, within a tier those who are answered to first."""
    rows = []
    for tier in Tier:
        bodies = [body for body in structure.current if body.tier == tier]
        levels = _find_levels(structure, bodies)
        opens: Tier | None = tier
        for level in sorted(set(levels.values())):
            at_level = [body.id for body in bodies if levels[body.id] == level]
            for start in range(0, len(at_level), COLUMNS):
                rows.append(Row(tuple(at_level[start : start + COLUMNS]), opens))
                opens = None
    return rows


def _find_levels(structure: Structure, bodies: list[BodySeen]) -> dict[UUID, int]:
    """How many bodies of its own tier stand above each. Those in a ring stand side by side."""
    inside = {body.id for body in bodies}
    levels = {body.id: 0 if body.is_top else 1 for body in bodies}
    for _round in bodies:  # the longest chain has no more links than there are bodies
        for line in structure.ordered_lines:
            if line.body in inside and line.to in inside and levels[line.to] < len(bodies):
                levels[line.body] = max(levels[line.body], levels[line.to] + 1)
    most = len(bodies)
    return {body: level if level < most else most for body, level in levels.items()}


def place_bodies(rows: list[Row], structure: Structure) -> dict[UUID, Spot]:
    """A row and column for each body: in a row, those stand left whose betters stand left."""
    spots: dict[UUID, Spot] = {}
    for number, row in enumerate(rows):
        ordered = sorted(row.bodies, key=lambda body: _wish(body, structure, spots))
        start = (COLUMNS - len(ordered)) // 2
        for column, body in enumerate(ordered, start):
            spots[body] = Spot(number, column)
    return spots


def _wish(body: UUID, structure: Structure, spots: dict[UUID, Spot]) -> tuple[float, str]:
    above = [spots[line.to].column for line in structure.lines_from(body) if line.to in spots]
    wish = sum(above) / len(above) if above else float(COLUMNS)
    return wish, structure.by_id[body].name


def route_lines(structure: Structure, spots: dict[UUID, Spot]) -> list[Route]:
    """The lanes of every line between bodies that are drawn."""
    return list(_route(structure, spots))


def _route(structure: Structure, spots: dict[UUID, Spot]) -> Iterator[Route]:
    for line in structure.ordered_lines:
        if line.body not in spots or line.to not in spots:
            continue
        below, above = spots[line.body], spots[line.to]
        bundle = Bundle(line.to, str(line.how), line.is_inferred)
        first, last = below.row, above.row + 1  # lane n runs over row n
        gutter = None if first == last else _choose_gutter(below.middle, above.middle)
        yield Route(line, bundle, first, last, gutter)


def _choose_gutter(x: int, to: int) -> int:
    """The space between two columns that is the least way round; the left one of equals."""
    return min(
        range(COLUMNS + 1), key=lambda n: abs(gutter_middle(n) - x) + abs(gutter_middle(n) - to)
    )


def gutter_middle(number: int) -> int:
    """Where the middle of a space between columns is; 0 is the left edge."""
    if number == 0:
        return EDGE // 2
    if number == COLUMNS:
        return WIDTH - EDGE // 2
    return EDGE + number * (BOX + GUTTER) - GUTTER // 2
