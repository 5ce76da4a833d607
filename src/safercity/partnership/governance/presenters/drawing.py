"""The map of bodies as values for an inline SVG: boxes with words, lines, arrows. No styles."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from uuid import UUID

from django.utils.translation import gettext as _

from safercity.partnership.governance.marks import Mark, count_marks
from safercity.partnership.governance.models import Tier
from safercity.partnership.governance.presenters.layout import (
    BOX,
    LANE,
    PAD,
    PORT,
    WIDTH,
    Bundle,
    Route,
    Row,
    Spot,
    gutter_place,
    list_rows,
    place_bodies,
    route_lines,
)
from safercity.partnership.governance.structure import BodySeen, Structure

LETTERS = 21  # of a name in a line of a box
SMALL_LETTERS = 27
NAME, SMALL = 18, 17  # heights of lines
HEAD = 26  # room for a tier's name


@dataclass(frozen=True)
class Words:
    """A line of text in a box; `mark` is the kind of mark drawn before it."""

    x: int
    y: int
    text: str
    mark: str = ""
    is_name: bool = False

    @property
    def glyph(self) -> str:
        """Where the mark's corner is."""
        return f"translate({self.x - 20} {self.y - 12})"


@dataclass(frozen=True)
class Box:
    """A body's box. `kinds`: its marks' kinds, as class names."""

    x: int
    y: int
    width: int
    height: int
    kinds: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Drawing:
    """The whole map: its size, tier names, lines with their kind, arrow heads, boxes."""

    width: int
    height: int
    tiers: tuple[tuple[int, str], ...]
    lines: tuple[tuple[str, str], ...]
    arrows: tuple[str, ...]
    boxes: tuple[Box, ...]
    says: str


def draw_bodies(structure: Structure, marks: list[Mark]) -> Drawing:
    """The map of one day."""
    rows = list_rows(structure)
    spots = place_bodies(rows, structure)
    routes = route_lines(structure, spots)
    by_body: dict[UUID, list[Mark]] = {}
    for mark in marks:
        if mark.body:
            by_body.setdefault(mark.body, []).append(mark)
    texts = {
        body: _write(structure, structure.by_id[body], marks=by_body.get(body, []))
        for body in spots
    }
    grid = _Grid(
        rows, spots, routes=routes, heights={body: _height(text) for body, text in texts.items()}
    )
    boxes = tuple(
        _box(structure.by_id[body], grid, text=texts[body], marks=by_body.get(body, []))
        for body in spots
    )
    return Drawing(
        WIDTH,
        grid.height,
        tuple(
            (grid.lane_top(n) + 16, str(row.opens.label)) for n, row in enumerate(rows) if row.opens
        ),
        tuple((grid.path(route), _kind(route.bundle)) for route in routes),
        tuple(grid.arrow(bundle) for bundle in sorted({r.bundle for r in routes}, key=_order)),
        boxes,
        _say(structure, marks),
    )


def _kind(bundle: Bundle) -> str:
    return bundle.how + (" supposed" if bundle.is_inferred else "")


def _order(bundle: Bundle) -> tuple[str, str, bool]:
    return str(bundle.to), bundle.how, bundle.is_inferred


Text = list[tuple[str, str, bool]]  # words, mark, whether it is the name


def _write(structure: Structure, body: BodySeen, *, marks: list[Mark]) -> Text:
    text: Text = [(line, "", True) for line in wrap(body.name, LETTERS)]
    subjects = structure.subjects_of(body.id)
    codes = ", ".join(each.number or each.title for each in subjects)
    if codes:
        text += [(line, "", False) for line in wrap(_("answers for %s") % codes, SMALL_LETTERS)]
    for mark in marks:
        first, *rest = wrap(mark.short, SMALL_LETTERS - 3)
        text.append((first, str(mark.kind), False))
        text += [(line, "goes-on", False) for line in rest]
    return text


def _height(text: Text) -> int:
    return 20 + sum(NAME if is_name else SMALL for _words, _mark, is_name in text)


def _box(body: BodySeen, grid: _Grid, *, text: Text, marks: list[Mark]) -> Box:
    spot = grid.spots[body.id]
    x, y = spot.middle - BOX // 2, grid.row_top(spot.row)
    words, at = [], y + 6
    for line, mark, is_name in text:
        at += NAME if is_name else SMALL
        words.append(
            Words(x + (30 if mark else 12), at, line, mark.replace("goes-on", ""), is_name)
        )
    kinds = sorted({str(mark.kind) for mark in marks}) + (["board"] if body.is_board else [])
    return Box(x, y, BOX, grid.row_height(spot.row), " ".join(kinds), tuple(words))


def _port(lines: int) -> int:
    """How far apart lines begin on half of a box, so that all of them do."""
    return min(PORT, (BOX // 2 - 6) // lines)


class _Grid:
    """Heights of rows and lanes, once it is known how many lines run in each."""

    def __init__(
        self,
        rows: list[Row],
        spots: dict[UUID, Spot],
        *,
        routes: list[Route],
        heights: dict[UUID, int],
    ):
        self.rows, self.spots, self.routes, self.heights = rows, spots, routes, heights
        order = {
            bundle: (spots[bundle.to].row, spots[bundle.to].column, _order(bundle))
            for bundle in {r.bundle for r in routes}
        }
        self.lanes = [
            sorted({r.bundle for r in routes if n in (r.first, r.last)}, key=lambda b: order[b])
            for n in range(len(rows) + 1)
        ]
        self.gutters: dict[int, list[Bundle]] = {}
        for route in routes:
            if route.gutter is not None:
                self.gutters.setdefault(route.gutter, []).append(route.bundle)
        self.gutters = {n: sorted(set(b), key=lambda b: order[b]) for n, b in self.gutters.items()}
        self.tops = self._measure()

    def _measure(self) -> list[int]:
        """Where each lane begins, from the top; the last entry is the foot of the map."""
        tops, at = [], 0
        for number in range(len(self.rows)):
            tops.append(at)
            at += self._lane_height(number) + self.row_height(number)
        return [*tops, at]

    def _lane_height(self, number: int) -> int:
        opens = number < len(self.rows) and self.rows[number].opens
        return (HEAD if opens else 0) + 2 * PAD + LANE * len(self.lanes[number])

    def row_height(self, number: int) -> int:
        return max(self.heights[body] for body in self.rows[number].bodies)

    def lane_top(self, number: int) -> int:
        return self.tops[number]

    def row_top(self, number: int) -> int:
        return self.tops[number] + self._lane_height(number)

    @property
    def height(self) -> int:
        return self.tops[-1] + self._lane_height(len(self.rows))

    def _lane(self, number: int, bundle: Bundle) -> int:
        opens = number < len(self.rows) and self.rows[number].opens
        place = self.lanes[number].index(bundle)
        return self.tops[number] + (HEAD if opens else 0) + PAD + LANE * place

    def _end(self, bundle: Bundle) -> tuple[int, int]:
        """Where a bundle ends: at the foot of its body's box, right of the middle."""
        spot = self.spots[bundle.to]
        mine = [b for b in self.lanes[spot.row + 1] if b.to == bundle.to]
        x = spot.middle + _port(len(mine)) * (mine.index(bundle) + 1)
        return x, self.row_top(spot.row) + self.row_height(spot.row)

    def _start(self, route: Route) -> tuple[int, int]:
        """Where a line begins: on top of its body's box, left of the middle."""
        spot = self.spots[route.line.body]
        mine = [r for r in self.routes if r.line.body == route.line.body]
        x = spot.middle - _port(len(mine)) * (mine.index(route) + 1)
        return x, self.row_top(spot.row)

    def path(self, route: Route) -> str:
        """A line as a path of an SVG: upwards, sideways, perhaps along a gutter, upwards."""
        x, y = self._start(route)
        to, end = self._end(route.bundle)
        first = self._lane(route.first, route.bundle)
        if route.gutter is None:
            return f"M{x} {y}V{first}H{to}V{end}"
        mine = self.gutters[route.gutter]
        beside = gutter_place(route.gutter, mine.index(route.bundle), of=len(mine))
        return f"M{x} {y}V{first}H{beside}V{self._lane(route.last, route.bundle)}H{to}V{end}"

    def arrow(self, bundle: Bundle) -> str:
        x, y = self._end(bundle)
        return f"M{x} {y}l-5 9h10z"


def _say(structure: Structure, marks: list[Mark]) -> str:
    """What the map shows, for who does not see it. The list under it has every body."""
    told = []
    for tier in Tier:
        names = [body.name for body in structure.current if body.tier == tier]
        if names:
            told.append(f"{tier.label}: {', '.join(names)}.")
    told.append(
        _("Marked: %(gap)s gaps, %(overlap)s overlaps, %(nowhere)s that report nowhere.")
        % count_marks(marks)
    )
    return " ".join(told)
