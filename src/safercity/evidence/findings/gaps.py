"""What a line or a bar cannot show: a period that was not sent, a count of none, a lone point.

Missing is a cross, zero a ring that stands on the axis: never one for the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

INK, MARK = "#1d2b36", "#1f5d8c"
CROSS = "M-1,-1L1,1M-1,1L1,-1"
SIZE, RADIUS = 45, 4
AHEAD, ALONE = "ahead", "alone"
"""Columns that rows may have (true): what is still to come is not missing; no line reaches what is
known between two that are not."""
MISSING, ZERO = "A cross: nothing was sent.", "A ring on the axis: none."

Rows = Sequence[Mapping[str, object]]
Spec = dict[str, Any]


def tell_signs(rows: Rows, column: str) -> str:
    """What the crosses and rings of a chart of `column` stand for; "" where it has none."""
    has_missing = any(row.get(column) is None and not row.get(AHEAD) for row in rows)
    has_zero = any(row.get(column) == 0 for row in rows)
    return " ".join([MISSING] * has_missing + [ZERO] * has_zero)


def mark_alone(rows: Rows, column: str) -> list[dict[str, object]]:
    """The rows, with `ALONE` true in those that are known where both beside them are not."""
    known = [False, *(row.get(column) is not None for row in rows), False]
    return [
        {**row, ALONE: True} if is_known and not (before or after) else dict(row)
        for row, before, is_known, after in zip(rows, known, known[1:], known[2:], strict=False)
    ]


def draw_signs(rows: Rows, column: str, *, along: Spec, size: Spec) -> list[Spec]:
    """Layers of crosses, rings and lone points, those that there are: `along` and `size` are the
    channels of what the rows are of (a month, a name) and of their figure."""
    (way,) = size
    at_zero = {way: {"datum": 0, "type": "quantitative", "title": size[way].get("title")}}
    value = f"datum[{column!r}]"
    said = tell_signs(rows, column)
    layers = []
    # Beside the axis, or its line would hide half of each sign.
    sign = {"type": "point", "filled": False, "size": SIZE, "strokeWidth": 1.5, "opacity": 1}
    sign |= {"yOffset": -RADIUS} if way == "y" else {"xOffset": RADIUS}
    if MISSING in said:
        cross = sign | {"shape": CROSS, "color": INK}
        only = f"!isValid({value}) && !datum.{AHEAD}"
        layers.append(_layer(only, cross, encoding={**along, **at_zero}))
    if ZERO in said:
        layers.append(_layer(f"{value} === 0", sign | {"color": MARK}, encoding={**along, **size}))
    if any(row.get(ALONE) for row in rows):
        dot = {"type": "point", "filled": True, "size": 25, "color": MARK, "opacity": 1}
        layers.append(_layer(f"datum.{ALONE} && {value} !== 0", dot, encoding={**along, **size}))
    return layers


def _layer(only: str, mark: Spec, *, encoding: Spec) -> Spec:
    return {"transform": [{"filter": only}], "mark": mark, "encoding": encoding}
