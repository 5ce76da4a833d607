"""Concentration as a finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from safercity.evidence.findings import Caption, Column, Statement, Table, say_all
from safercity.evidence.findings.charts import MARK, QUIET, SCHEMA, WIDTH
from safercity.evidence.places.concentration.words import MESSAGES

DRAWN = 200
COLUMNS = (
    Column("measure", "Measure", "id"),
    Column("title", "Measure"),
    Column("value", "Value", "figure"),
    Column("low", "Likely from", "figure"),
    Column("high", "to", "figure"),
)


@dataclass(frozen=True)
class ConcentrationSettings:
    """`shares`: of records, whose share of places is told. `draws`: deals by chance alone."""

    shares: tuple[float, ...] = (0.25, 0.5, 0.8)
    draws: int = 199


@dataclass(frozen=True)
class Index:
    """An index with the ends of its 95% interval, all 0 to 1."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Concentration:
    """`places` known and their `total`; the `gini` and `generalised` index; `chance`, what places
    alike would give of the generalised one; `needed`, (share of records, share of places that
    holds it); `curve`, the Lorenz curve from the fullest place down. None: cannot be told."""

    places: int
    total: float
    gini: Index | None
    generalised: Index | None
    chance: Index | None
    needed: tuple[tuple[float, float], ...]
    curve: tuple[np.ndarray, np.ndarray]
    settings: ConcentrationSettings
    statements: tuple[Statement, ...] = field(default=())
    limits: tuple[Statement, ...] = field(default=())

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """The indices, then the share of places that holds each share of the records."""
        named = (
            ("generalised_gini", "Gini index, allowing for few records", self.generalised),
            ("gini", "Gini index", self.gini),
            ("generalised_gini_by_chance", "The same of places alike, by chance", self.chance),
        )
        rows: list[tuple[object, ...]] = [
            (name, title, index.value, index.low, index.high) for name, title, index in named
            if index
        ]  # fmt: skip
        rows += [
            (f"places_holding_{percent}_percent", f"Share of places with {percent}% of records",
             of, None, None)
            for percent, of in ((f"{100 * share:g}", of) for share, of in self.needed)
        ]  # fmt: skip
        return Table("concentration", COLUMNS, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """The Lorenz curve beside an even spread."""
        places, records = self.curve
        at = np.unique(np.linspace(0, len(places) - 1, DRAWN).astype(int))
        rows = [{"places": float(places[i]), "records": float(records[i])} for i in at]
        about = (
            "Share of records against share of places, the fullest first; the straight line is an "
            "even spread."
        )
        return _draw_curve(rows, Caption(f"{self.total:,.0f} on {self.places:,} places", about))


def _draw_curve(rows: list[dict[str, float]], caption: Caption) -> dict[str, Any]:
    axes = {
        way: {"field": name, "type": "quantitative", "title": title, "axis": {"format": "%"}}
        for way, name, title in (
            ("x", "places", "Share of places"),
            ("y", "records", "Share of records"),
        )
    }
    even = {**axes, "y": {**axes["y"], "field": "places"}}
    return {
        "$schema": SCHEMA,
        "title": {"text": caption.title, "anchor": "start"},
        "description": caption.description,
        "width": WIDTH // 2,
        "height": WIDTH // 2,
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "line", "color": QUIET, "strokeDash": [4, 4]}, "encoding": even},
            {"mark": {"type": "line", "color": MARK}, "encoding": axes},
        ],
    }
