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
    """A finding with its small counts written as "<5" in the table, and drawn as 5 in the chart.

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
    if not rows or not any(is_small(row.get(name), below=below) for row in rows for name in counts):
        return spec
    raised = [
        {
            key: below if key in counts and is_small(each, below=below) else each
            for key, each in row.items()
        }
        for row in rows
    ]
    told = f"{spec.get('description', '')} From 1 to {below - 1} is drawn as {below}."
    return {**spec, "data": {"values": raised}, "description": told.strip()}
