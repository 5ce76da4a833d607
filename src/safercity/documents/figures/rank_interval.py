"""A rank with its interval as a line with a disc: filled firm, open fairly firm, dashed
tentative.
"""

from __future__ import annotations

from safercity.documents.figures.colours import EDGE, INK, PAPER
from safercity.documents.figures.svg import drawing, element

WIDTH, HEIGHT = 112, 14


def draw_rank_interval(rank: int, between: tuple[int, int], *, last: int, sure: str) -> str:
    """SVG of a rank and its interval on a scale from 1st to `last`, with marks at both ends and
    middle.
    """
    low, high = between
    ticks = "".join(_tick(rank, last) for rank in (1, (1 + last) / 2, last))
    axis = f"M{_x(1, last):g} 7H{_x(last, last):g}{ticks}"
    line = element(
        "path",
        d=f"M{_x(low, last):.1f} 7H{_x(max(high, low), last):.1f}",
        stroke=INK,
        stroke_width=1.6 if sure == "firm" else 1.2,
        stroke_dasharray="2.5 2" if sure == "tentative" else None,
    )
    disc = element(
        "circle", cx=_x(rank, last), cy=7, r=3.4, stroke=INK, stroke_width=1.4,
        fill=INK if sure == "firm" else PAPER,
    )  # fmt: skip
    scale = element("path", d=axis, stroke=EDGE, stroke_width=0.5)
    return drawing(scale, line, disc, width=WIDTH, height=HEIGHT, class_="interval")


def _x(rank: float, last: int) -> float:
    inside = min(max(rank, 1), last)
    return 6 + (WIDTH - 12) * (inside - 1) / max(1, last - 1)


def _tick(rank: float, last: int) -> str:
    return f"M{_x(rank, last):g} 4V10"
