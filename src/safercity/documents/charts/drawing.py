"""Drawing a specification at a given width, without its title: that stands beside it in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from safercity.documents.charts.cleaning import clean_svg
from safercity.documents.charts.engine import convert_spec, rasterise

Spec = Mapping[str, Any]

WIDE, NARROW = 640, 343
"""Units of a drawing for a page or paper, and for a phone (375 less its margins)."""

STEP_AT_LEAST = 26
# The library measures words in fonts that it brings along; others it guesses, a third too wide.
MEASURED_IN = "Liberation Sans"
TYPE_SIZE = 13
NAMES_SHARE = 0.4  # of the width that names of rows may take
MARK_EACH = 80  # units along an axis of time


def draw_svg(spec: Spec, *, width: int = WIDE) -> str:
    """The chart as SVG, `width` units over all, that scales and fetches and runs nothing.

    It says what it shows (`description`) as its name, and the finding (`title`) as its
    description. Same specification and width, same text. Errors: `ChartNotDrawn`.
    """
    drawn = convert_spec(_fit(spec, width=width))
    return clean_svg(drawn, name=str(spec.get("description") or ""), says=_title(spec))


def draw_png(spec: Spec, *, scale: float = 2.0, width: int = WIDE) -> bytes:
    """The same drawing as PNG without a ground, `scale` dots to a unit. Errors: `ChartNotDrawn`."""
    return rasterise(draw_svg(spec, width=width), scale=scale)


def _fit(spec: Spec, *, width: int) -> dict[str, Any]:
    kept = {key: value for key, value in spec.items() if key not in ("title", "description")}
    config = kept.get("config") or {}
    return {
        **kept,
        "width": width,
        "height": _choose_height(kept.get("height")),
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": _join(config, _style(width)),
    }


def _choose_height(told: object) -> object:
    if isinstance(told, Mapping):
        return {"step": max(float(told.get("step", 0)), STEP_AT_LEAST)}
    return told


def _style(width: int) -> dict[str, Any]:
    ticks = width // MARK_EACH
    sizes = {"labelFontSize": TYPE_SIZE, "titleFontSize": TYPE_SIZE, "titleFontWeight": 400}
    return {
        "background": None,
        "padding": 2,
        "font": MEASURED_IN,
        "axis": {**sizes, "labelLimit": round(NAMES_SHARE * width)},
        # Where names of columns would lie upon each other, every other one stands.
        "axisXDiscrete": {"labelOverlap": "parity"},
        "axisTemporal": {"grid": False, "labelFlush": True, "labelBound": True, "tickCount": ticks},
        "legend": {**sizes, "labelLimit": round(width * 0.9)},
    }


def _join(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Two configurations, key by key; where both speak, the other."""
    joined = dict(one)
    for key, value in other.items():
        both = isinstance(value, Mapping) and isinstance(joined.get(key), Mapping)
        joined[key] = _join(joined[key], value) if both else value
    return joined


def _title(spec: Spec) -> str:
    title = spec.get("title") or ""
    text = title.get("text", "") if isinstance(title, Mapping) else title
    return " ".join(text) if isinstance(text, list | tuple) else str(text)
