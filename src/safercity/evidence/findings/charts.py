"""Charts as Vega-Lite specifications: one for page, PDF and DOCX. Plain dictionaries, no library.

Colour never carries meaning alone, axes begin at zero for counts, and each chart has a title that
says the finding and a description for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from safercity.evidence.findings.gaps import INK, MARK, draw_signs, mark_alone, tell_signs

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
QUIET, BAND = "#6b7780", "#b8cfe0"
WIDTH, HEIGHT = 560, 240
DASHES: tuple[list[int], ...] = ([1, 0], [5, 3], [2, 2])

Rows = Sequence[Mapping[str, object]]
Spec = dict[str, Any]


@dataclass(frozen=True)
class Caption:
    """A chart's title, which says the finding, and its description for those who do not see it."""

    title: str
    description: str


def draw_lines(rows: Rows, caption: Caption, *, x: str, y: Mapping[str, str]) -> Spec:
    """Lines over time. `x` names the column of periods ("2024-03"), `y` columns and their titles.

    Columns `low` and `high`, where rows have them, are drawn as a band; `marked` (true) as dots.
    A missing value (None) of the first column leaves a gap, with a cross on the axis, unless the
    row says that it is `ahead`; a zero is a ring on the axis, a lone point a dot.
    """
    first = next(iter(y))
    rows = mark_alone(rows, first)
    # A month is a month wherever the chart is drawn: not the one before, west of Greenwich.
    marks = {"format": "%b %Y" if _are_months(rows, x) else "%-d %b %Y", "labelOverlap": True}
    axis = {"field": x, "type": "temporal", "title": None, "scale": {"type": "utc"}, "axis": marks}
    layers: list[Spec] = []
    if any("low" in row for row in rows):
        band = {"x": axis, "y": _value("low", ""), "y2": {"field": "high"}}
        layers.append({"mark": {"type": "area", "color": BAND, "opacity": 0.6}, "encoding": band})
    shown = dict(zip(y.values(), DASHES, strict=False))
    for (column, label), dash in zip(y.items(), DASHES, strict=False):
        mark = {
            "type": "line",
            "color": MARK,
            "strokeDash": dash,
            "invalid": "break-paths-show-domains",
        }
        line = {"x": axis, "y": _value(column, label if len(y) == 1 else "")}
        if len(y) > 1:
            line["strokeDash"] = _key(label, shown)
        layers.append({"mark": mark, "encoding": line})
    if any(row.get("marked") for row in rows):
        layers.append(
            {
                "transform": [{"filter": "datum.marked"}],
                "mark": {"type": "point", "filled": True, "size": 60, "color": INK},
                "encoding": {"x": axis, "y": _value(first, y[first] if len(y) == 1 else "")},
            }
        )
    size = {"y": _value(first, y[first] if len(y) == 1 else "")}
    layers += draw_signs(rows, first, along={"x": axis}, size=size)
    caption = _say_signs(rows, first, caption=caption)
    return _chart(rows, {"layer": layers}, caption=caption)


def draw_bars(rows: Rows, caption: Caption, *, name: str, value: str) -> Spec:
    """Horizontal bars in the order of the rows: `name` and `value` are columns. Where there is no
    bar, a cross says that the value is missing (None), a ring that it is zero.
    """
    names, size = {"y": _names(name)}, {"x": _value(value, "")}
    bars = {"mark": {"type": "bar", "color": MARK}, "encoding": {**names, **size}}
    signs = draw_signs(rows, value, along=names, size=size)
    body = {"layer": [bars, *signs]} if signs else bars
    caption = _say_signs(rows, value, caption=caption)
    return _chart(rows, body, caption=caption, height={"step": 22})


def draw_intervals(rows: Rows, caption: Caption, *, name: str, value: str) -> Spec:
    """Dots with intervals (columns `low` and `high`), a row each, in the order of the rows."""
    names = _names(name)
    span = {"y": names, "x": _value("low", "", zero=False), "x2": {"field": "high"}}
    dots = {"y": names, "x": _value(value, "", zero=False)}
    layers = [
        {"mark": {"type": "rule", "color": QUIET, "strokeWidth": 2}, "encoding": span},
        {"mark": {"type": "point", "filled": True, "size": 70, "color": MARK}, "encoding": dots},
    ]
    return _chart(rows, {"layer": layers}, caption=caption,
                  height={"step": 22})  # fmt: skip


def draw_heat(rows: Rows, caption: Caption, *, across: str, down: str, says: str = "") -> Spec:
    """A grid of shaded cells from long rows: columns `across`, `down` and `value`.

    `says`: a column of short words that stand in the cells, in place of a key to the shades; the
    axes are then named as their columns.
    """
    at: dict[str, Spec] = {
        "x": {"field": across, "type": "ordinal", "sort": None, "title": None},
        "y": {"field": down, "type": "ordinal", "sort": None, "title": None},
    }
    shade: Spec = {"field": "value", "type": "quantitative", "title": None}
    shade["scale"] = {"scheme": "blues"}
    if not says:
        cells = {"mark": {"type": "rect"}, "encoding": {**at, "color": shade}}
        return _chart(rows, cells, caption=caption, height={"step": 20})
    # Ink is read on any of the shades only where the darkest of them is left out.
    pale = {**shade, "legend": None, "scale": {"range": ["#ffffff", BAND], "interpolate": "rgb"}}
    at["x"] |= {"title": across.capitalize(), "axis": {"labelAngle": 0}}
    at["y"] |= {"title": down.capitalize()}
    words = {**at, "text": {"field": says, "type": "nominal"}}
    layers = [
        {"mark": {"type": "rect", "stroke": QUIET}, "encoding": {**at, "color": pale}},
        {"mark": {"type": "text", "color": INK, "fontSize": 13}, "encoding": words},
    ]
    return _chart(rows, {"layer": layers}, caption=caption, height={"step": 30})


def _are_months(rows: Rows, column: str) -> bool:
    return all(len(str(row[column])) == len("2024-03") for row in rows)


def _key(label: str, dashes: Mapping[str, list[int]]) -> Spec:
    """A line's place in the key above the chart, which says what each kind of line is."""
    return {
        "datum": label,
        "type": "nominal",
        "scale": {"domain": list(dashes), "range": list(dashes.values())},
        "legend": {"title": None, "orient": "top", "symbolType": "stroke", "symbolSize": 600,
                   "symbolStrokeColor": MARK, "symbolStrokeWidth": 2, "columns": 3},
    }  # fmt: skip


def draw_funnel(points: Rows, caption: Caption, *, curves: Rows, axes: tuple[str, str]) -> Spec:
    """A funnel: dots (columns `x`, `y`, `name` and `marked`) among limits that narrow with size.

    `curves`: columns `x`, `middle`, and `inner_low`, `inner_high`, `outer_low`, `outer_high`.
    `axes`: titles of both. Marked dots are larger and named, so that colour is not needed.
    """
    x = {"field": "x", "type": "quantitative", "title": axes[0], "scale": {"zero": False}}
    lines = [("middle", [1, 0]), ("inner_low", [5, 3]), ("inner_high", [5, 3]),
             ("outer_low", [2, 2]), ("outer_high", [2, 2])]  # fmt: skip
    layers: list[Spec] = [
        {
            "data": {"values": [dict(row) for row in curves]},
            "mark": {"type": "line", "color": QUIET, "strokeDash": dash, "strokeWidth": 1},
            "encoding": {"x": x, "y": _value(column, axes[1])},
        }
        for column, dash in lines
    ]
    dots = {"x": x, "y": _value("y", axes[1])}
    layers.append({"mark": {"type": "point", "filled": True, "size": 30, "color": MARK},
                   "encoding": dots})  # fmt: skip
    marked = [{"filter": "datum.marked"}]
    layers.append(
        {
            "transform": marked,
            "encoding": dots,
            "mark": {"type": "point", "filled": True, "size": 90, "color": INK},
        }
    )
    names = {"type": "text", "align": "left", "dx": 7, "color": INK}
    layers.append({"transform": marked, "mark": names,
                   "encoding": dots | {"text": {"field": "name"}}})  # fmt: skip
    return _chart(points, {"layer": layers}, caption=caption)


def _say_signs(rows: Rows, column: str, *, caption: Caption) -> Caption:
    described = f"{caption.description} {tell_signs(rows, column)}".strip()
    return replace(caption, description=described)


def _value(column: str, label: str, *, zero: bool = True) -> Spec:
    return {
        "field": column,
        "type": "quantitative",
        "title": label or None,
        "scale": {"zero": zero},
    }


def _names(column: str) -> Spec:
    return {"field": column, "type": "nominal", "sort": None, "title": None}


def _chart(rows: Rows, body: Spec, *, caption: Caption, height: object = HEIGHT) -> Spec:
    return {
        "$schema": SCHEMA,
        "title": {"text": caption.title, "anchor": "start", "color": INK},
        "description": caption.description,
        "width": WIDTH,
        "height": height,
        "data": {"values": [dict(row) for row in rows]},
        "config": {
            "font": "'Source Sans 3', Arial, sans-serif",
            "axis": {"labelColor": QUIET, "titleColor": QUIET, "gridColor": "#e4e8eb"},
            "view": {"stroke": None},
        },
        **body,
    }
