"""A list or map of places scored on later months, as a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Caption,
    Column,
    Statement,
    Table,
    draw_intervals,
    say_all,
)
from safercity.evidence.places.score_words import MESSAGES

Figure = tuple[float | None, float | None, float | None]  # value, low, high
COLUMNS = (
    Column("map", "Map"),
    Column("area_share", "Share of area", "share"),
    Column("demand_share", "Share of later records", "share"),
    *(
        Column(f"{name}{end}", f"{name.upper()}{title}", "figure")
        for name in ("pai", "pei", "rri")
        for end, title in (("", ""), ("_low", ", likely from"), ("_high", " to"))
    ),
)
NAMES = {"last_year": "Most records before", "kde": "Kernel density"}


@dataclass(frozen=True)
class Unseen:
    """What a list is held against, a value per unit (n,).

    `later`: counts of months the list did not see, `earlier`: counts of months it saw.
    `area`: square metres. `centroids`: (n, 2) metres.
    """

    later: np.ndarray
    earlier: np.ndarray
    area: np.ndarray
    centroids: np.ndarray


@dataclass(frozen=True)
class MapScore:
    """One map: shares of area and of later demand held, 0 to 1; PAI, PEI and RRI, each with its
    95% interval, None where it cannot be told."""

    area_share: float
    demand_share: float | None
    pai: Figure
    pei: Figure
    rri: Figure


@dataclass(frozen=True)
class ScoreSettings:
    """`bandwidth_metres` of the rival kernel density; `resamples` behind the difference."""

    bandwidth_metres: float = 500.0
    resamples: int = 2000


@dataclass(frozen=True)
class PlacesScore:
    """The list, its rivals on the same area, and for each rival the difference in PAI (list minus
    rival) with its 95% interval. `later`: records it was scored on."""

    ours: MapScore
    rivals: Mapping[str, MapScore]
    difference: Mapping[str, Figure]
    later: int
    settings: ScoreSettings = field(default_factory=ScoreSettings)
    statements: tuple[Statement, ...] = field(default=())
    limits: tuple[Statement, ...] = field(default=())

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES, titles=NAMES)

    def table(self) -> Table:
        """The map first, then its rivals."""
        maps = {"ours": self.ours, **self.rivals}
        rows = tuple(
            (name, one.area_share, one.demand_share, *one.pai, *one.pei, *one.rri)
            for name, one in maps.items()
        )
        return Table("places_score", COLUMNS, rows)

    def chart(self) -> dict[str, Any]:
        """PAI of the map and its rivals, with intervals."""
        maps = {"This map": self.ours} | {NAMES[key]: one for key, one in self.rivals.items()}
        rows = [
            dict(zip(("map", "pai", "low", "high"), (name, *one.pai), strict=True))
            for name, one in maps.items()
        ]
        about = "How many times its share of area each map held of later records, with intervals."
        caption = Caption(f"Held against {self.later:,} later records", about)
        return draw_intervals(rows, caption, name="map", value="pai")
