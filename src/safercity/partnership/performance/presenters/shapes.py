"""The marks of a chart as paths, and where its labels stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

LINE_HEIGHT = 16.0


@dataclass(frozen=True)
class Label:
    """Words beside the last value. `kind`: "last", "usual" or "target"."""

    y: float
    words: str
    kind: str


@dataclass(frozen=True)
class Spot:
    """Where the point of a period may be pressed: the whole height above its part of the axis."""

    label: str
    left: int
    width: int
    say: Callable[[], str]

    @property
    def words(self) -> str:
        """What it tells; asked for where a point has a link of its own."""
        return self.say()


def spread_labels(labels: Sequence[Label], *, lowest: float) -> tuple[Label, ...]:
    """The labels in order of height, none over another, all above `lowest`."""
    placed: list[Label] = []
    for one in sorted(labels, key=lambda label: label.y):
        least = placed[-1].y + LINE_HEIGHT if placed else 12.0
        placed.append(Label(max(one.y, least), one.words, one.kind))
    for at in range(len(placed) - 1, -1, -1):
        most = lowest if at == len(placed) - 1 else placed[at + 1].y - LINE_HEIGHT
        placed[at] = Label(min(placed[at].y, most), placed[at].words, placed[at].kind)
    return tuple(Label(round(one.y + 4.5, 1), one.words, one.kind) for one in placed)


def _dot(x: float, y: float) -> str:
    return f"M{x:.0f} {y:.0f}h0"  # a round cap makes it a disc


def draw_ring(x: float, y: float) -> str:
    """An open circle."""
    return f"M{x - 4:.0f} {y:.0f}a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"


def _standing_ring(x: float, y: float) -> str:
    return draw_ring(x, y - 4)


def _diamond(x: float, y: float) -> str:
    return f"M{x:.0f} {y - 5.5:.0f}l5.5 5.5-5.5 5.5-5.5-5.5z"


def _triangle(x: float, y: float) -> str:
    return f"M{x:.0f} {y - 5.5:.0f}l5.5 9.5h-11z"


def _cross(x: float, y: float) -> str:
    return f"M{x - 4:.0f} {y - 12:.0f}l8 8m0-8l-8 8"


def _square(x: float, y: float) -> str:
    return f"M{x - 3.5:.0f} {y - 3.5:.0f}h7v7h-7z"


def _dash(x: float, y: float) -> str:
    return f"M{x - 4:.0f} {y - 8:.0f}h8"


SHAPES: dict[str, Callable[[float, float], str]] = {
    "dots": _dot,
    "better": _dot,
    "worse": _diamond,
    "care": _triangle,
    "missing": _cross,
    "zero": _standing_ring,
    "hidden": _square,
    "uncollected": _dash,
}


@dataclass(frozen=True)
class Frame:
    """The room of a drawing, in its own units. `most`: the periods shown, the newest ones."""

    width: int = 343
    height: int = 136
    right: int = 92
    most: int = 25


@dataclass(frozen=True)
class Drawing:
    """The marks of a chart as paths; empty ones are not drawn. `words`: its text alternative."""

    frame: Frame
    axis: float
    band: str = ""
    centre: str = ""
    target: str = ""
    line: str = ""
    beside: str = ""
    dots: str = ""
    better: str = ""
    worse: str = ""
    care: str = ""
    missing: str = ""
    zero: str = ""
    hidden: str = ""
    uncollected: str = ""
    hollow: str = ""
    hollow_kind: str = ""
    labels: tuple[Label, ...] = ()
    spots: tuple[Spot, ...] = ()
    first: str = ""
    last: str = ""
    words: str = ""

    @property
    def periods(self) -> str:
        """Where each period's spot begins, as points.mjs reads it: "2 2026-01;16 2026-02"."""
        return ";".join(f"{one.left} {one.label}" for one in self.spots)

    @property
    def label_x(self) -> int:
        return self.frame.width - self.frame.right + 10

    @property
    def plot_right(self) -> int:
        return self.frame.width - self.frame.right + 4

    @property
    def text_y(self) -> int:
        return self.frame.height - 6
