"""A partnership's logo as a drawing that every kind of paper can set."""

from __future__ import annotations

import base64
import re

from safercity.documents.figures.svg import drawing, element

TALL = 100  # units
TALL_MM, WIDEST_MM = 13.0, 70.0  # on paper
SLIMMEST, BROADEST = 0.1, 20.0  # width by height of a frame: beyond, renderers of papers give up
_WIDE = re.compile(r'viewBox="0 0 ([\d.]+) ')


def frame_logo(content: bytes, *, kind: str, breadth: float) -> str:
    """The image in a frame of its own shape; `breadth` is width by height.

    One that is but a line stands whole in the middle of the slimmest or broadest frame. Inside
    nothing of the file can run or reach the paper, and PNG and SVG are set alike.
    """
    wide = TALL * min(max(breadth, SLIMMEST), BROADEST)
    source = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    image = element("image", width=wide, height=float(TALL), href=source)
    return drawing(image, width=wide, height=float(TALL))


def measure_logo(framed: str) -> float:
    """How wide a framed logo stands on paper, in millimetres."""
    found = _WIDE.search(framed)
    wide = float(found[1]) if found else float(TALL)
    return min(WIDEST_MM, wide / TALL * TALL_MM)
