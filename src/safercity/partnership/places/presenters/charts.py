"""Charts for pages: drawn once an edition from the values it keeps, small counts never told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from safercity.documents.charts import NARROW, draw_svg
from safercity.documents.edition_view import own_key, read_table
from safercity.documents.findings import (
    Heading,
    holds_data,
    name_numbers,
    write_finding,
    write_table,
)
from safercity.documents.high_demand_places.changes import list_clear, list_themes
from safercity.documents.values import Figure, Section, Table
from safercity.partnership.places import queries
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.presenters.heat import SMALL
from safercity.partnership.places.queries import Place, Reading

Values = Mapping[str, Any]
NO_PEOPLE = frozenset(
    "rank likelihood impact phase place places period periods day days week weeks month months "
    "year years above".split()
)
"""A count whose name has one of these words tells nothing of anyone: it is never hidden."""

LOW = 130  # units of height of a chart that stands among others


@dataclass(frozen=True)
class Shown:
    """The chart of a finding, where it has one, with the table of its numbers."""

    figure: Figure | None
    numbers: Table | None


@lru_cache(maxsize=2)
def draw_themes(reading: Reading) -> Mapping[str, Shown]:
    """A small chart, with its numbers, of every theme that clearly rises or falls."""
    is_open = queries.is_open(reading)
    return {
        theme["theme"]: _draw_theme(hide_small(theme["trend"], is_open=is_open), theme["title"])
        for theme in list_clear(list_themes(reading))
    }


def _draw_theme(values: Values, title: str) -> Shown:
    spec = values["chart"]
    alt = f"{title}. {spec.get('description', '')}"
    figure = Figure(draw_svg(spec, width=NARROW, height=LOW), alt)
    return Shown(figure, write_table(values["table"], caption=name_numbers(title)))


def draw_place(reading: Reading, place: Place) -> Shown | None:
    """The records of a place by month with their trend; None where the edition keeps none."""
    return _draw_place(reading, own_key(place))


@lru_cache(maxsize=256)
def _draw_place(reading: Reading, key: str) -> Shown | None:
    values = read_table(reading, "place_trends").get("places", {}).get(key)
    if not values or not holds_data(values["chart"]):
        return None
    blocks = present_finding(reading, values, heading=Heading(key, "Month by month")).blocks
    return Shown(
        next((each for each in blocks if isinstance(each, Figure)), None),
        next((each for each in blocks if isinstance(each, Table)), None),
    )


def present_finding(reading: Reading, values: Values, *, heading: Heading) -> Section:
    """A finding as the papers have it, but for small counts."""
    told = hide_small(values, is_open=queries.is_open(reading))
    return write_finding(told, heading, titles=names().agencies)


def hide_small(values: Values, *, is_open: bool) -> Values:
    """The same, with counts from 1 to 4 written as "<5" and drawn as 5 where records are not open.

    Hidden are columns of counts, but for those of `NO_PEOPLE`, in the table and under the same
    names in the chart.
    """
    if is_open:
        return values
    columns = values["table"]["columns"]
    hidden = [
        each["kind"] == "count" and not NO_PEOPLE & set(each["name"].split("_")) for each in columns
    ]
    counts = {each["name"] for each, is_hidden in zip(columns, hidden, strict=True) if is_hidden}
    rows = [
        [
            f"<{SMALL}" if is_hidden and _is_small(each) else each
            for each, is_hidden in zip(row, hidden, strict=True)
        ]
        for row in values["table"]["rows"]
    ]
    return {
        **values,
        "table": {**values["table"], "rows": rows},
        "chart": _raise_small(values.get("chart") or {}, counts),
    }


def _raise_small(spec: Values, counts: set[str]) -> Values:
    rows = spec.get("data", {}).get("values")
    if not rows or not any(_is_small(row.get(name)) for row in rows for name in counts):
        return spec
    raised = [
        {key: SMALL if key in counts and _is_small(each) else each for key, each in row.items()}
        for row in rows
    ]
    told = f"{spec.get('description', '')} From 1 to {SMALL - 1} is drawn as {SMALL}."
    return {**spec, "data": {"values": raised}, "description": told.strip()}


def _is_small(value: object) -> bool:
    return isinstance(value, int | float) and 0 < value < SMALL
