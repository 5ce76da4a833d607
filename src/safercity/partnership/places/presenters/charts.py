"""Charts for pages: drawn once for each way of seeing an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from safercity.partnership.places.presenters.drawing import write_ring
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import Place, Reading
from safercity.partnership.sharing.queries import WAYS_KEPT

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """The chart of a finding, where it has one, with the table of its numbers."""

    figure: Figure | None
    numbers: Table | None


@lru_cache(maxsize=256)
def draw_theme(reading: Reading, slug: str) -> Shown | None:
    """The chart, with its numbers, of a theme that clearly rises or falls; None for another."""
    themes = list_clear(list_themes(reading))
    found = next((theme for theme in themes if theme["theme"] == slug), None)
    return _draw_theme(found["trend"], found["title"]) if found else None


def _draw_theme(values: Values, title: str) -> Shown:
    spec = values["chart"]
    alt = f"{title}. {spec.get('description', '')}"
    figure = Figure(draw_svg(spec), alt, narrow=draw_svg(spec, width=NARROW))
    return Shown(figure, write_table(values["table"], caption=name_numbers(title)))


@dataclass(frozen=True)
class Sketch:
    """A theme's months as two paths, silent beside its words: the chart is on its own page."""

    told: str
    expected: str


SKETCH_WIDE, SKETCH_HIGH = 300, 60


@lru_cache(maxsize=WAYS_KEPT)
def sketch_themes(reading: Reading) -> Mapping[str, Sketch]:
    """A sketch of every theme that clearly rises or falls."""
    return {
        theme["theme"]: _sketch(theme["trend"]["chart"]["data"]["values"])
        for theme in list_clear(list_themes(reading))
    }


def _sketch(months: Sequence[Values]) -> Sketch:
    names = ("count", "expected")
    top = max((month[name] or 0 for month in months for name in names if name in month), default=0)
    told, expected = (_line([month.get(name) for month in months], top or 1) for name in names)
    return Sketch(told, expected)


def _line(values: Sequence[float | None], top: float) -> str:
    """A path over the months, with a gap where nothing is known."""
    across = SKETCH_WIDE / max(1, len(values) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((across * at, SKETCH_HIGH * (1 - value / top)))
    return "".join(write_ring(run) for run in runs if len(run) > 1)


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
    """A finding as the papers have it: small counts were hidden at the door."""
    return write_finding(values, heading, titles=names().agencies)
