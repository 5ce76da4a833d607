"""A small invented city's edition, in the edition format, for tests of pages and papers.

`write_sample_edition(folder)` writes manifest.json and its tables and returns the folder. All of
it comes from one seed and a little hexagon arithmetic; nothing was computed by the method, so it
tests drawing, not findings.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
from pathlib import Path

import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry import mapping

from tests.partnership.sample_city import (
    LATITUDE,
    LONGITUDE,
    METRES_EAST,
    METRES_NORTH,
    draw_city,
    to_degrees,
)
from tests.partnership.sample_manifest import (
    AGENCIES,
    MISSING,
    MONTHS,
    QUARTERS,
    STARTS,
    make_manifest,
    months_of,
)

# name, centre (metres from the middle), radius of its cells, kind, how sure, who sees it
PLACES = [
    ("Market Cross and Tanner Street", 300, 250, 520, "persistent", "firm", "Po As En Ho Ad Fr He"),
    ("Interchange and Coronet Lane", 800, -250, 400, "persistent", "firm", "Po As En Ho Fr He"),
    ("Salter Parade", -1500, 1400, 400, "persistent", "firm", "Po As En Ho Ad He"),
    ("Foundry Walk and Beacon Row", 1700, 1500, 300, "persistent", "firm", "Po As En Fr"),
    ("Quarry Road shops", -1900, -700, 300, "persistent", "firm", "Po As Ho Ch"),
    ("Larkspur Square", 700, -2100, 300, "persistent", "fairly firm", "As En Ho Ch Ad"),
    ("College Hill", -450, 1000, 260, "seasonal", "fairly firm", "Po As En"),
    ("Weir Park", -900, -1500, 400, "seasonal", "fairly firm", "As En Fr"),
    ("Canal Bridge and Wharf Street", 2350, -650, 260, "persistent", "fairly firm", "Po En He"),
    ("Ropewalk", -250, 2350, 260, "emerging", "tentative", "Po As En"),
    ("Hollin Estate", 1900, -1900, 300, "emerging", "tentative", "As Ho Ch"),
    ("Old Depot", -2500, 600, 200, "former", "tentative", "Po En Fr"),
    ("Ring Road retail park", 2700, 500, 260, "single_agency", "firm", "Po"),
    ("Bottle Bank, Alder Close", -1200, -2500, 200, "single_agency", "fairly firm", "En"),
]
LETTERS = dict(zip("Po As En Ho Ch Ad Fr He".split(), AGENCIES, strict=True))
TOWNS = [("Brackenford", 200, 450), ("Saltersley", -1650, 1950), ("Lower Weir", 900, -1650)]
THEMES = (
    "asb",
    "environmental_crime",
    "violence_public_place",
    "acquisitive_crime",
    "drugs",
)


def write_sample_edition(folder: Path, *, names: dict[int, str] | None = None, **manifest) -> Path:
    """Write the edition into `folder`. `names` go by position; keywords replace manifest keys."""
    chance = random.Random(20240401)
    boundary, wards, cells = draw_city(chance)
    scores = [_score_at(polygon.centroid, chance) for polygon in cells.values()]
    places = _make_places(cells, wards, chance)
    for position, name in (names or {}).items():
        places[position]["name"] = name
    multi = [place for place in places if place["class"] != "single_agency"]
    tables = {
        "places": {"as_of": "2025-09", "places": places},
        "cells": {"unit": "cell", "cells": _make_cells(cells, scores, wards)},
        "geometry": _make_geometry(boundary, wards, cells),
        "coverage": _make_coverage(),
        "capture": {
            "of": len(multi),
            "missed": {slug: sum(p["missed_by"][slug] for p in multi) for slug in AGENCIES},
        },
        "score": _make_score(),
    }
    return _write(folder, tables, manifest)


def _write(folder: Path, tables: dict, replaced: dict) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    digests = {key: hashlib.sha256(_canonical(table)).hexdigest() for key, table in tables.items()}
    edition = hashlib.sha256(_canonical(digests)).hexdigest()[:16]
    for name, table in tables.items():
        (folder / f"{name}.json").write_bytes(_canonical(table))
    manifest = make_manifest(edition, digests) | replaced
    (folder / "manifest.json").write_bytes(_canonical(manifest))
    return folder


def replace_table(folder: Path, name: str, table: dict) -> None:
    """Give a sample edition another table, and its manifest the digest that goes with it."""
    (folder / f"{name}.json").write_bytes(_canonical(table))
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["tables"][name]["digest"] = hashlib.sha256(_canonical(table)).hexdigest()
    (folder / "manifest.json").write_bytes(_canonical(manifest))


def add_table(folder: Path, name: str, table: dict) -> None:
    """Give a sample edition one table more, of the same standing as its scores."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["tables"][name] = dict(manifest["tables"]["score"])
    (folder / "manifest.json").write_bytes(_canonical(manifest))
    replace_table(folder, name, table)


def _canonical(value) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _score_at(point: Point, chance: random.Random) -> float:
    heat = sum(
        (1.2 - 0.06 * rank) * math.exp(-((point.distance(Point(x, y)) / (size * 0.9)) ** 2))
        for rank, (_, x, y, size, *_rest) in enumerate(PLACES)
    )
    return round(min(1.0, heat * 0.8 + chance.random() ** 3 * 0.25), 4)


def _make_cells(cells: dict, scores: list[float], wards: dict) -> list[dict]:
    ordered = sorted(scores)
    cuts = [ordered[int(len(ordered) * share)] for share in (0.5, 0.75, 0.9, 0.95, 0.99)]
    return [
        {
            "id": label,
            "score": score,
            "step": sum(score >= cut for cut in cuts),
            "agencies": min(7, int(score * 8)),
            "ward": _ward_of(polygon.centroid, wards),
        }
        for (label, polygon), score in zip(cells.items(), scores, strict=True)
    ]


def _ward_of(point: Point, wards: dict) -> str:
    return min(wards, key=lambda name: wards[name].distance(point))


def _make_geometry(boundary: Polygon, wards: dict, cells: dict) -> dict:
    def feature(polygon, **properties):
        return {
            "type": "Feature",
            "properties": properties,
            "geometry": mapping(to_degrees(polygon)),
        }

    def collection(features):
        return {"type": "FeatureCollection", "features": features}

    return {
        "cells": collection([feature(cell, id=label) for label, cell in cells.items()]),
        "wards": collection([feature(ward, name=name) for name, ward in wards.items()]),
        "boundary": collection([feature(boundary, name="Brackenford")]),
        "towns": collection([feature(Point(x, y), name=name) for name, x, y in TOWNS]),
    }


def _make_places(cells: dict, wards: dict, chance: random.Random) -> list[dict]:
    return [
        _make_place(rank, spec, cells=cells, wards=wards, chance=chance)
        for rank, spec in enumerate(PLACES, start=1)
    ]


def _make_place(rank: int, spec: tuple, *, cells: dict, wards: dict, chance: random.Random) -> dict:
    name, x, y, radius, kind, sure, letters = spec
    centre = Point(x, y)
    inside = [label for label, cell in cells.items() if cell.centroid.distance(centre) <= radius]
    inside = inside or [min(cells, key=lambda label: cells[label].distance(centre))]
    shape = shapely.union_all([cells[label].buffer(0.01) for label in inside])
    shape = shape if isinstance(shape, MultiPolygon) else MultiPolygon([shape])
    seen = [LETTERS[letter] for letter in letters.split()]
    stability = {"firm": 0.99, "fairly firm": 0.88, "tentative": 0.7}[sure] - rank * 0.002
    spread = {"firm": 2, "fairly firm": 6, "tentative": 12}[sure]
    return {
        "id": f"p-{hashlib.sha256(name.encode()).hexdigest()[:8]}",
        "name": name,
        "ward": _ward_of(centre, wards),
        "town": min(TOWNS, key=lambda t: centre.distance(Point(t[1], t[2])))[0],
        "rank": rank,
        "rank_low": max(1, rank - spread // 2),
        "rank_high": rank + spread + rank // 4,
        "class": kind,
        "sure": sure,
        "agencies": seen,
        "themes": list(THEMES[: 2 + rank % 3]),
        "since": {"emerging": "2025-01", "seasonal": "2024-05"}.get(kind, "2023-10"),
        "stability": round(stability, 3),
        "missed_by": {slug: slug not in seen or chance.random() < 0.1 for slug in AGENCIES},
        "unplaced_share": 0.04 + rank / 500,
        "geometry": mapping(to_degrees(shape.simplify(1))),
        "cells": inside,
        "unit": "cell",
        "centre": [round(x / METRES_EAST + LONGITUDE, 6), round(y / METRES_NORTH + LATITUDE, 6)],
        "area_km2": round(shape.area / 1e6, 3),
        "agency_states": _states_of(rank, seen),
        "quarters": QUARTERS,
        "by_agency": {slug: _history(slug, slug in seen, chance) for slug in AGENCIES},
        "by_theme": {theme: int(400 / (k + 1) / rank**0.5) for k, theme in enumerate(THEMES)},
        "flags": ["near_hospital"] if rank == 2 else [],
        "rates": {},
    }


def _states_of(rank: int, seen: list[str]) -> dict[str, str]:
    states = {slug: "sees" if slug in seen else "not" for slug in AGENCIES}
    if rank in (3, 4) and states["fire"] == "not":
        states["fire"] = "missing"
    if rank in (1, 5) and states["children"] == "not":
        states["children"] = "hidden"
    if states["adults"] == "not":
        states["adults"] = "context"
    return states


def _history(slug: str, sees: bool, chance: random.Random) -> dict:
    level = {"police": 55, "asb_team": 24, "environment": 26, "housing": 9}.get(slug, 5)
    counts, states = [], []
    for position, quarter in enumerate(QUARTERS):
        if quarter in MISSING.get(slug, ()) or quarter < STARTS.get(slug, ""):
            counts.append(None)
            states.append("missing")
            continue
        high = sees and (position >= 3 or chance.random() < 0.4)
        counts.append(round(level * (1 if high else 0.12) * chance.uniform(0.6, 1.4)))
        states.append("high" if high else "not")
    return {"counts": counts, "states": states, "rank": chance.randint(1, 20) if sees else None}


def _make_coverage() -> dict:
    return {
        "months": MONTHS,
        "agencies": {
            slug: [month not in months_of(MISSING.get(slug, ())) for month in MONTHS]
            for slug in AGENCIES
        },
    }


def _make_score() -> dict:
    return {
        "as_of": "2025-03",
        "months_seen": 6,
        "area_share": 0.026,
        "demand_share": 0.19,
        "pai": {"value": 7.3, "low": 6.6, "high": 8.1},
        "pei": {"value": 0.71, "low": 0.66, "high": 0.76},
        "rivals": {"last_year": {"demand_share": 0.16}, "kde": {"demand_share": 0.15}},
    }
