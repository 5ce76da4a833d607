"""The who-sees-it strip: lettered squares in fixed order, each state told apart without colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safercity.documents.figures.colours import EDGE, FONT, INK, INK_2, PAPER
from safercity.documents.figures.svg import drawing, element, text_of

SIDE = 20
STEP = 22


@dataclass(frozen=True)
class Square:
    """One agency of the strip: its two letters, its name, and sees | not | missing | hidden |
    context.
    """

    letters: str
    name: str
    state: str


def draw_strip(squares: Sequence[Square]) -> str:
    """SVG of the strip: filled sees lasting demand, plain does not, hatched missing, dashed
    hidden.
    """
    drawn = [_draw_square(square, left=1 + STEP * index) for index, square in enumerate(squares)]
    return drawing(*drawn, width=STEP * max(1, len(squares)), height=SIDE + 2, class_="strip")


def _draw_square(square: Square, *, left: float) -> str:
    filled = square.state == "sees"
    box = element(
        "rect", x=left, y=1, width=SIDE, height=SIDE,
        fill=INK if filled else PAPER,
        stroke=INK if square.state in ("sees", "missing", "hidden") else EDGE,
        stroke_width=1,
        stroke_dasharray="2.5 2" if square.state in ("hidden", "context") else None,
    )  # fmt: skip
    letters = element(
        "text", text_of(square.letters), x=left + SIDE / 2, y=15, font_size=11, font_weight=600,
        text_anchor="middle", fill=PAPER if filled else INK if square.state == "missing" else INK_2,
        font_family=FONT,
    )  # fmt: skip
    hatch = draw_hatch(left, 1.0, side=SIDE) if square.state == "missing" else ""
    ground = _draw_letter_ground(left) if square.state == "missing" else ""
    return box + hatch + ground + letters


def _draw_letter_ground(left: float) -> str:
    return element("rect", x=left + 3, y=6, width=SIDE - 6, height=11, fill=PAPER)


def draw_hatch(left: float, top: float, *, side: float, gap: float = 4) -> str:
    """Diagonal lines across a square, as lines: a pattern would need an id unique on the whole
    page.
    """
    path = ""
    for offset in range(int(gap), int(2 * side), int(gap)):
        start, end = max(0.0, offset - side), min(side, float(offset))
        path += f"M{left + start:g} {top + offset - start:g}L{left + end:g} {top + offset - end:g}"
    return element("path", d=path, stroke=INK, stroke_width=0.8, fill="none")


def describe_strip(squares: Sequence[Square]) -> str:
    """The strip in words: "Seen by Police, Housing; not by Fire; extract missing: Health"."""
    said = (
        ("sees", "Seen by "), ("not", "not by "), ("missing", "extract missing: "),
        ("hidden", "you may not see: "), ("context", "small areas only: "),
    )  # fmt: skip
    parts = []
    for state, words in said:
        names = [square.name for square in squares if square.state == state]
        if names:
            parts.append(words + ", ".join(names))
    return "; ".join(parts) or "No agency counted"
