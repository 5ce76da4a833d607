"""A made-up partnership for benchmarks: the tessellation drawn together, and a workspace over it.

100 km by 100 km, so that its 250 m cells stay below 200,000. Next door lies an authority that the
lookup knows and no boundary shows: records with its codes are known, and not ours.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import shapely
from tessellation import HIGH, SOUTH, WEST, WIDE, make_tessellation

from safercity.evidence.assess.setting_up import InitRequest, set_up_workspace
from safercity.evidence.geography import Areas, load_geography, make_areas

SIDE = 100_000.0
CORNER = (400_000.0, 300_000.0)
AUTHORITY, NEXT_DOOR = "E06000999", "E06000998"
NEXT_DOOR_AREAS = tuple(f"E0109{i:04d}" for i in range(500))
AREAS = 35_000
BUILD = Path(__file__).resolve().parents[1] / "build" / "bench"


def make_area(*, count: int = AREAS) -> Areas:
    """About `count` small areas in a square of 100 km."""
    wide = make_tessellation(1, count=count)
    scale = np.array([SIDE / WIDE, SIDE / HIGH])

    def draw_together(points: np.ndarray) -> np.ndarray:
        return np.round(((points - [WEST, SOUTH]) * scale + CORNER) * 8) / 8

    polygons = shapely.transform(wide.polygons, draw_together)
    assert shapely.is_valid(polygons).all()
    return make_areas("lsoa", dict(zip(wide.codes, polygons, strict=True)))


def find_workspace(areas: Areas) -> Path:
    """The folder of a workspace over these areas, made once; its caches are filled. Copy it."""
    made = BUILD / f"workspace-{len(areas)}"
    if (made / "workspace.json").is_file():
        return made
    source = BUILD / f"geography-{len(areas)}"
    shutil.rmtree(source, ignore_errors=True)
    (source / "boundaries").mkdir(parents=True)
    (source / "lookups").mkdir()
    _write_boundaries(source / "boundaries", areas)
    _write_lookup(source / "lookups" / "lookup_lsoa21_ltla24.csv", areas)
    request = InitRequest(made, (AUTHORITY,), "Made-up", source / "boundaries", source / "lookups")
    workspace, _ = set_up_workspace(request)
    geography = load_geography(workspace.geography)
    nowhere = np.array([0.0])
    geography.locate_area(nowhere, nowhere)
    geography.locate_small_area(nowhere, nowhere)
    return made


def copy_workspace(pristine: Path, copy: Path) -> Path:
    """A fresh copy to load into, in place of an earlier one."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(pristine, copy)
    return copy


def _write_boundaries(folder: Path, areas: Areas) -> None:
    small = zip(areas.codes, areas.polygons, strict=True)
    _write_features(folder / "lsoa21.geojson", "LSOA21", rows=list(small))
    whole = shapely.union_all(areas.polygons)
    _write_features(folder / "lad24.geojson", "LAD24", rows=[(AUTHORITY, whole)])


def _write_features(path: Path, prefix: str, *, rows: list[tuple]) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    head = json.dumps({"type": "FeatureCollection", "crs": crs})[:-1]
    told = ",\n".join(
        f'{{"type": "Feature", "properties": '
        f'{{"{prefix}CD": "{code}", "{prefix}NM": "{_name(code)}"}}, '
        f'"geometry": {shapely.to_geojson(polygon)}}}'
        for code, polygon in rows
    )
    path.write_text(f'{head}, "features": [\n{told}\n]}}\n')


def _write_lookup(path: Path, areas: Areas) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("LSOA21CD", "LSOA21NM", "LAD24CD", "LAD24NM"))
        writer.writerows((code, _name(code), AUTHORITY, "Made-up") for code in areas.codes)
        writer.writerows((code, _name(code), NEXT_DOOR, "Next door") for code in NEXT_DOOR_AREAS)


def _name(code: str) -> str:
    return f"Area {int(code[3:])}"
