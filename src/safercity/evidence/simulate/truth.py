"""`truth.json`: what was planted, written before any record is drawn; then what became of the
rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import shapely

from safercity.evidence.simulate.boundaries import to_geojson
from safercity.evidence.simulate.counts import cell_labels
from safercity.evidence.simulate.layout import City
from safercity.evidence.simulate.names import CITY, TOWNS
from safercity.evidence.simulate.plan import (
    RECORDING_CHANGE,
    SEASONS,
    STREAMS,
    month_labels,
)
from safercity.evidence.simulate.plants import Plant
from safercity.evidence.simulate.records import NEAR_REPEATS

# A small area belongs to a place where they share at least half of the smaller of the two; where
# none does, the one that shares most.
SMALL_AREA_SHARE = 0.5


@dataclass(frozen=True)
class Fate:
    """What should become of one source's rows. `held`, `outside` and `repeated` do not overlap.

    `unplaced`: accepted records without a place, each once. `repeated`: rows whose record stands
    in two files of an increment. `superseded`: rows of a slice that was sent again, whole.
    """

    rows: int
    held: int
    outside: int
    unplaced: int
    repeated: int = 0
    superseded: int = 0


def describe_truth(city: City, plants: tuple[Plant, ...]) -> dict:
    """Everything fixed before records are drawn, as plain values."""
    labels = cell_labels(city)
    months = month_labels()
    return {
        "seed": city.seed,
        "city": CITY,
        "made_up": True,
        "months": list(months),
        "places": [_describe_place(city, plant, labels=labels) for plant in plants],
        "interventions": _describe_interventions(plants, labels),
        "seasonality": {
            name: {str(month + 1): factor for month, factor in enumerate(factors)}
            for name, factors in SEASONS.items()
        },
        "kinds": {
            stream.source: {k.name: {"share": k.share, "season": k.season} for k in stream.kinds}
            for stream in STREAMS
        },
        "near_repeats": asdict(NEAR_REPEATS),
        "recording_change": asdict(RECORDING_CHANGE),
        "missing_months": {
            stream.agency: list(stream.missing) for stream in STREAMS if stream.missing
        },
    }  # fmt: skip


def write_truth(path: Path, truth: dict, *, expected: Mapping[str, Fate] | None = None) -> None:
    """Write the truth; with `expected`, again, with what should become of every source's rows."""
    whole = dict(truth)
    if expected is not None:
        whole["expected"] = {source: asdict(fate) for source, fate in expected.items()}
    path.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8", newline="\n")


def _describe_place(city: City, plant: Plant, *, labels: tuple[str, ...]) -> dict:
    months = month_labels()
    shape = shapely.union_all(city.grid.polygons[list(plant.cells)], grid_size=0.01)
    place = {
        "id": plant.id,
        "kind": plant.kind,
        "cells": [labels[cell] for cell in plant.cells],
        "small_areas": _small_areas(city, shape),
        "agencies": list(plant.agencies),
        "area_agencies": list(plant.context),
        "from": months[plant.first],
        "to": months[plant.last],
        "rate_ratio": plant.ratio * float(np.prod([1 + change for _, change in plant.effects])),
        "months_of_year": list(plant.months_of_year),
        "geometry": to_geojson(np.array([shape]))[0],
    }
    if plant.town is not None:
        place["town"] = TOWNS[plant.town]
    if plant.effects:
        place["rate_ratio_before"] = plant.ratio
    return place


def _small_areas(city: City, shape: shapely.Geometry) -> list[str]:
    areas = city.small_areas.polygons
    shared = shapely.area(shapely.intersection(areas, shape))
    least = SMALL_AREA_SHARE * np.minimum(shapely.area(areas), shape.area)
    belong = (shared >= least) | (shared >= shared.max())
    return [city.small_areas.codes[index] for index in np.flatnonzero(belong)]


def _describe_interventions(plants: tuple[Plant, ...], labels: tuple[str, ...]) -> list[dict]:
    kinds = ("alley gates and lighting", "joint patrols and youth work")
    treated = [plant for plant in plants if plant.effects]
    return [
        {
            "place": plant.id, "kind": kind, "from": month_labels()[start], "effect": effect,
            "agencies": list(plant.agencies), "cells": [labels[cell] for cell in plant.cells],
        }
        for plant, kind in zip(treated, kinds, strict=True)
        for start, effect in plant.effects
    ]  # fmt: skip
