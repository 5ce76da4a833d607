"""Small counts inside the partnership: below a source's threshold a count is not written out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Values = Mapping[str, Any]
NO_PEOPLE = frozenset(
    "rank likelihood impact phase place places period periods day days week weeks month months "
    "year years above".split()
)
"""A count whose name has one of these words tells nothing of anyone: it is never hidden."""
HIDDEN = "hidden "  # and the name of the count: a column of a chart's rows
SQUARE = {
    "type": "point", "shape": "square", "filled": True, "size": 45, "opacity": 1,
    "fill": "#ffffff", "stroke": "#1d2b36", "strokeWidth": 1.5,
}  # fmt: skip


def write_small(count: Any, *, below: int) -> Any:
    """The count, or "<5" for what lies from 1 to below a threshold of 5. Other values pass."""
    return f"<{below}" if is_small(count, below=below) else count


def read_small(count: Any) -> int:
    """The size to draw a count at: the threshold itself where it is hidden, 0 where unknown."""
    return int(count.removeprefix("<")) if isinstance(count, str) else int(count or 0)


def is_small(value: object, *, below: int) -> bool:
    """Whether it is a count that must not be written out."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 < value < below  # type: ignore[operator]


def hide_small(values: Values, *, below: int) -> Values:
    """A finding with its small counts as "<5" in the table, and as open squares in the chart.

    Hidden are columns of counts, but for those of `NO_PEOPLE`, in the table and under the same
    names in the chart.
    """
    if below <= 1:
        return values
    columns = values["table"]["columns"]
    hidden = [
        each["kind"] == "count" and not NO_PEOPLE & set(each["name"].split("_")) for each in columns
    ]
    counts = {each["name"] for each, is_hidden in zip(columns, hidden, strict=True) if is_hidden}
    rows = [
        [
            write_small(each, below=below) if is_hidden else each
            for each, is_hidden in zip(row, hidden, strict=True)
        ]
        for row in values["table"]["rows"]
    ]
    chart = _raise_small(values.get("chart") or {}, counts, below=below)
    return {**values, "table": {**values["table"], "rows": rows}, "chart": chart}


def _raise_small(spec: Values, counts: set[str], *, below: int) -> Values:
    rows = spec.get("data", {}).get("values")
    found = sorted({name for row in rows or () for name in counts
                    if is_small(row.get(name), below=below)})  # fmt: skip
    if not found:
        return spec
    raised = [_hide(row, found, below=below) for row in rows]
    told = f"{spec.get('description', '')} An open square: from 1 to {below - 1}."
    marked = _mark_small(spec, found)
    return {**marked, "data": {"values": raised}, "description": told.strip()}


def _hide(row: Values, names: list[str], *, below: int) -> Values:
    """The row with the middle of what is hidden in place of each small count, and marked so."""
    small = [name for name in names if is_small(row.get(name), below=below)]
    return {**row, **dict.fromkeys(small, below / 2), **{HIDDEN + name: True for name in small}}


def _mark_small(spec: Values, names: list[str]) -> Values:
    """The chart with an open square over each hidden count of its lines and bars."""
    body = {key: spec[key] for key in ("mark", "encoding") if key in spec}
    layers = list(spec.get("layer") or [body])
    squares = []
    for layer in layers:
        if _kind(layer) not in ("line", "bar"):
            continue
        at = {way: layer["encoding"][way] for way in ("x", "y")}
        for name in {each.get("field") for each in at.values()} & set(names):
            only = [{"filter": f"datum[{HIDDEN + name!r}]"}]
            squares.append({"transform": only, "mark": SQUARE, "encoding": at})
    if not squares:
        return spec
    around = {key: value for key, value in spec.items() if key not in body}
    return {**around, "layer": [*layers, *squares]}


def _kind(layer: Values) -> str:
    mark = layer.get("mark")
    return mark["type"] if isinstance(mark, Mapping) else str(mark)
