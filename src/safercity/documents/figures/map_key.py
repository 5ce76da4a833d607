"""The key of the map: the six steps of shade and the three outlines of certainty."""

from __future__ import annotations

import math

from safercity.documents.figures.colours import EDGE, FONT, INK, INK_2, STEPS
from safercity.documents.figures.places_map import OUTLINES
from safercity.documents.figures.svg import drawing, element, text_of

MEANINGS = {
    "firm": "Firm",
    "fairly firm": "Fairly firm",
    "tentative": "Tentative",
}
STEP_SIDE = 40.0


def draw_map_key(
    *, lowest: str = "lowest half", highest: str = "highest 1%", is_narrow: bool = False
) -> str:
    """SVG of the key: shade from `lowest` to `highest`, then an outlined hexagon for each
    certainty.

    `is_narrow` puts the two beneath each other, 343 units wide.
    """
    left, top = (0, 66) if is_narrow else (290, 0)
    shades = "".join(
        element("rect", x=STEP_SIDE * step, y=22, width=STEP_SIDE, height=14, fill=colour,
                stroke=EDGE, stroke_width=0.5)
        for step, colour in enumerate(STEPS)
    )  # fmt: skip
    ends = _words(lowest, x=0, y=51) + _words(highest, x=STEP_SIDE * 6, y=51, anchor="end")
    heads = _words("Shade: demand", x=0, y=14, weight=600)
    heads += _words("Outline: how sure we are", x=left, y=top + 14, weight=600)
    outlines = "".join(
        _hexagon(left + 12 + 108 * index, top + 31, sure=sure)
        + _words(MEANINGS[sure], x=left + 30 + 108 * index, y=top + 36)
        for index, sure in enumerate(OUTLINES)
    )
    width, height = (343, 118) if is_narrow else (640, 58)
    return drawing(heads, shades, ends, outlines, width=width, height=height, class_="key")


def _words(text: str, *, x: float, y: float, anchor: str = "start", weight: int = 400) -> str:
    return element("text", text_of(text), x=x, y=y, font_size=13.5, text_anchor=anchor,
                   font_weight=weight, fill=INK if weight > 400 else INK_2,
                   font_family=FONT)  # fmt: skip


def _hexagon(x: float, y: float, *, sure: str) -> str:
    corners = [
        (x + 10 * math.cos(math.pi / 3 * turn), y + 10 * math.sin(math.pi / 3 * turn))
        for turn in range(6)
    ]
    path = "M" + "L".join(f"{cx:.1f} {cy:.1f}" for cx, cy in corners) + "Z"
    return element("path", d=path, fill="none", stroke=INK, **OUTLINES[sure])
