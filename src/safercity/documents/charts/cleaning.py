"""From the drawing library's SVG to one that may stand inside a page: shapes and words alone.

Kept are the elements and attributes named here; so no script, no style, no address and no picture
from elsewhere passes, whatever a specification held, and the page's policy has nothing to refuse.
"""

from __future__ import annotations

import hashlib
import re
from xml.etree import ElementTree

from safercity.documents.figures.svg import element, text_of

FONT = "'Source Sans 3', Arial, sans-serif"  # without its quotes the 3 makes it no name at all
SPACE = "{http://www.w3.org/2000/svg}"
ELEMENTS = frozenset(
    "svg g path line rect circle text tspan defs linearGradient stop clipPath".split()
)
ATTRIBUTES = frozenset(
    "d x y x1 x2 y1 y2 dx dy r cx cy rx ry width height viewBox transform fill fill-opacity "
    "stroke stroke-width stroke-dasharray stroke-dashoffset stroke-opacity stroke-linecap "
    "stroke-linejoin stroke-miterlimit opacity text-anchor font-size font-weight "
    "font-style id offset stop-color gradientUnits clip-path".split()
)
NO_LENGTHS = frozenset("offset opacity fill-opacity stroke-opacity".split())  # kept as fine as told
SAID_ANYWAY = {("opacity", "1"), ("stroke-width", "1"), ("transform", "translate(0,0)")}
_FINE = re.compile(r"-?\d+\.\d{2,}")  # finer than a tenth of a unit
_ID = re.compile(r'\sid="([\w-]+)"')
_INSIDE = re.compile(r"^url\(#([\w-]+)\)$")


def clean_svg(drawn: str, *, name: str, says: str) -> str:
    """The drawing with `name` and what it `says` for those who do not see it."""
    drawn = _number_ids(drawn)
    root = ElementTree.fromstring(drawn)
    mark = hashlib.sha256(drawn.encode()).hexdigest()[:8]  # ids of two drawings never meet
    told = [element(tag, text_of(text)) for tag, text in (("title", name), ("desc", says)) if text]
    inside = (_write(child, mark=mark) for child in root)
    kept = _attributes(root, mark=mark)
    about = {"xmlns": SPACE[1:-1], "class_": "chart", "role": "img", "font-family": FONT}
    return element("svg", *told, *inside, **about, **kept)


def _number_ids(drawn: str) -> str:
    """The library counts ids on from drawing to drawing; ours begin anew with each."""
    for at, old in enumerate(_ID.findall(drawn)):
        new = f"part-{at}"
        drawn = drawn.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    return drawn


def _write(node: ElementTree.Element, *, mark: str) -> str:
    tag = str(node.tag).removeprefix(SPACE)
    if tag not in ELEMENTS or _is_unseen(node):
        return ""
    inside = [text_of(node.text)] if node.text and tag in ("text", "tspan") else []
    inside += [_write(child, mark=mark) for child in node]
    attributes = _attributes(node, mark=mark)
    if tag == "g" and not (attributes and any(inside)):
        return "".join(inside)
    return element(tag, *inside, **attributes)


def _is_unseen(node: ElementTree.Element) -> bool:
    """Words that gave way to others, and the grounds without colour under each group."""
    is_ground = node.get("class") in ("background", "foreground")
    is_bare = is_ground and node.get("fill") is None and node.get("stroke") is None
    return is_bare or node.get("display") == "none" or node.get("opacity") == "0"


def _attributes(node: ElementTree.Element, *, mark: str) -> dict[str, str]:
    kept = {}
    for key, value in node.attrib.items():
        inside = _INSIDE.match(value)
        if key not in ATTRIBUTES or ("url(" in value and not inside) or (key, value) in SAID_ANYWAY:
            continue
        if key == "id":
            value = f"{mark}-{value}"
        elif inside:
            value = f"url(#{mark}-{inside[1]})"
        kept[key] = value if key in NO_LENGTHS else _FINE.sub(_shorten, value)
    return kept


def _shorten(found: re.Match[str]) -> str:
    return f"{float(found[0]):.1f}".removesuffix(".0")
