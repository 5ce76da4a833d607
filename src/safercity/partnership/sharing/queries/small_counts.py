"""Small counts inside the partnership: below a source's threshold a count is not written out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from safercity.documents.words import read_small as read_small

Values = Mapping[str, Any]
NO_PEOPLE = frozenset(
    "rank likelihood impact phase place places period periods hour day days week weeks month "
    "months year years above fifth met known".split()
)
"""A count whose name has one of these words tells nothing of anyone: it is never hidden."""
OF_THINGS = NO_PEOPLE | frozenset(
    "count number n of hot cold types tested clear agencies least entries pooled placed zeros need "
    "able counted bands themes distinct units areas times series groups expected low high".split()
)
"""The same for the values of a sentence: what they count is places, months and tests, never
records. A name that is not here is taken for records, so that a new sentence is hidden in doubt.
"""
RECORDS = frozenset({"records", "value", "observed"})
"""Columns of figures that are records all the same: spread over hours, or a series of counts."""
SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z0-9])")
WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
HIDDEN = "hidden "  # and the name of the count: a column of a chart's rows
SQUARE = {
    "type": "point", "shape": "square", "filled": True, "size": 45, "opacity": 1,
    "fill": "#ffffff", "stroke": "#1d2b36", "strokeWidth": 1.5,
}  # fmt: skip


def write_small(count: Any, *, below: int) -> Any:
    """The count, or "<5" for what lies from 1 to below a threshold of 5. Other values pass."""
    return f"<{below}" if is_small(count, below=below) else count


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
        _tells_records(each, [row[at] for row in values["table"]["rows"]])
        for at, each in enumerate(columns)
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
    told = {**values, "table": {**values["table"], "rows": rows}, "chart": chart}
    return _drop_small_sentences(told, below=below)


def speaks_small(said: Values, *, below: int) -> bool:
    """Whether a statement or limit writes out a small count of records."""
    return bool(_list_small(said, below=below))


def _list_small(said: Values, *, below: int) -> list[int]:
    told = (said.get("values") or {}).items()
    return [
        int(value)
        for name, value in told
        if is_small(value, below=below)
        and float(value).is_integer()
        and not OF_THINGS & set(name.split("_"))
    ]


def _tells_records(column: Values, cells: list[Any]) -> bool:
    if column["kind"] == "count":
        return not NO_PEOPLE & set(column["name"].split("_"))
    if column["kind"] != "figure" or column["name"] not in RECORDS:
        return False
    known = [cell for cell in cells if isinstance(cell, int | float)]
    return column["name"] == "records" or all(float(cell).is_integer() for cell in known)


def _drop_small_sentences(values: Values, *, below: int) -> Values:
    """Sentences with a small count go, from the prose and from beside the chart too."""
    kept: dict[str, Any] = {}
    gone: list[Values] = []
    for kind in ("statements", "limits"):
        said = values.get(kind) or []
        gone += [one for one in said if speaks_small(one, below=below)]
        kept[kind] = [one for one in said if not speaks_small(one, below=below)]
    if not gone:
        return values
    numbers = {number for one in gone for number in _list_small(one, below=below)}
    text = values.get("text") or ""
    for one in gone:
        text = text.replace(one.get("text", ""), "")
    chart = values.get("chart") or {}
    return {**values, **kept, "text": " ".join(text.split()), "chart": _quiet(chart, numbers)}


def _quiet(spec: Values, numbers: Iterable[int]) -> Values:
    """The chart without the sentences of its title and description that say these numbers."""
    either = "|".join(f"{number}|{WORDS[number] if number < 10 else number}" for number in numbers)
    said = re.compile(rf"(?<![\d.,])(?:{either})(?![\d.,]*\d)\b", re.IGNORECASE)

    def drop(text: str) -> str:
        return " ".join(one for one in SENTENCE.split(text) if not said.search(one))

    return quiet_chart(spec, drop)


def quiet_chart(spec: Values, drop: Callable[[str], str]) -> dict[str, Any]:
    """The chart with what `drop` leaves of its title and description."""
    quiet: dict[str, Any] = {
        key: drop(spec[key]) for key in ("description",) if isinstance(spec.get(key), str)
    }
    title = spec.get("title")
    if isinstance(title, str):
        quiet["title"] = drop(title)
    elif isinstance(title, Mapping):
        quiet["title"] = {
            key: drop(each) if key in ("text", "subtitle") and isinstance(each, str) else each
            for key, each in title.items()
        }
    return {**spec, **quiet}


def _raise_small(spec: Values, counts: set[str], *, below: int) -> Values:
    rows = spec.get("data", {}).get("values")
    if rows and "records" in counts and "records" not in rows[0]:
        counts = counts | {"value"}  # a chart of one figure calls it so
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
