"""A row of squares, the first of them filled: small whole numbers to be counted by eye."""

from __future__ import annotations

from safercity.documents.figures.colours import EDGE, INK, PAPER
from safercity.documents.figures.svg import drawing, element

SIDE, STEP = 10, 12


def draw_tally(count: int, *, of: int) -> str:
    """SVG of `of` squares with `count` filled."""
    squares = [
        element("rect", x=1 + STEP * at, y=1, width=SIDE, height=SIDE, stroke_width=0.8,
                fill=INK if at < count else PAPER, stroke=INK if at < count else EDGE)
        for at in range(of)
    ]  # fmt: skip
    return drawing(*squares, width=STEP * of + 1, height=SIDE + 2, class_="tally")
