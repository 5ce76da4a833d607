"""A made-up town in the style of the published files: small areas, wards, authorities."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from safercity.evidence.geography import to_degrees

WEST, SOUTH, SIDE, ACROSS = 388_000, 347_000, 500, 6
TOWN, NEXT_TOWN, PARTNERSHIP = "E06000901", "E07000902", "E22000901"
DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


def square(column, row, *, side=SIDE):
    """The small area in a column and row of the town, in metres."""
    return shapely.box(
        WEST + column * side,
        SOUTH + row * side,
        WEST + (column + 1) * side,
        SOUTH + (row + 1) * side,
    )


def write_geojson(path, rows, *, crs="urn:ogc:def:crs:OGC:1.3:CRS84", in_degrees=True):
    """Features of (properties, polygon in metres), in degrees unless told otherwise."""
    features = []
    for properties, polygon in rows:
        if in_degrees:
            polygon = shapely.transform(polygon, lambda xy: np.column_stack(to_degrees(*xy.T)))
        geometry = shapely.geometry.mapping(polygon)
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    document = {"type": "FeatureCollection", "features": features}
    if crs:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document))
    return path


def small_areas_2021():
    """36 squares; the last is the half of one that was split, so codes run to 37."""
    cells = [(c, r) for r in range(ACROSS) for c in range(ACROSS)]
    areas = {f"E0190{i:04d}": square(c, r) for i, (c, r) in enumerate(cells[:-1])}
    west, south, east, north = square(*cells[-1]).bounds
    areas["E01900035"] = shapely.box(west, south, west + SIDE / 2, north)
    areas["E01900036"] = shapely.box(west + SIDE / 2, south, east, north)
    return areas


def small_areas_2011():
    """As in 2021, but the two halves are still one area, under an older code."""
    areas = small_areas_2021()
    halves = [areas.pop("E01900035"), areas.pop("E01900036")]
    return areas | {"E01800035": shapely.union_all(halves)}


def ward_of(code):
    """West and east: two wards."""
    return "E05000901" if min(int(code[-2:]), 35) % ACROSS < ACROSS // 2 else "E05000902"


@pytest.fixture
def town(tmp_path):
    """Folders `boundaries` and `lookups` of the town, and of a neighbour to be left out."""
    new, old = small_areas_2021(), small_areas_2011()
    beside = {"E01700000": square(ACROSS, 0), "E01700001": square(ACROSS, 1)}
    folder = tmp_path / "boundaries"
    for year, areas in (("11", old), ("21", new)):
        rows = [
            ({f"LSOA{year}CD": code, f"LSOA{year}NM": f"Town {code[-3:]}"}, polygon)
            for code, polygon in (areas | beside).items()
        ]
        write_geojson(folder / f"small{year}.geojson", rows)
    whole = shapely.union_all(list(new.values()))
    outer = [(TOWN, "Town", whole), (NEXT_TOWN, "Next", shapely.union_all(list(beside.values())))]
    write_geojson(
        folder / "authorities.geojson", [({"LAD24CD": c, "LAD24NM": n}, p) for c, n, p in outer]
    )
    wards = [
        ({"WD24CD": ward, "WD24NM": ward[-1]},
         shapely.union_all([p for code, p in new.items() if ward_of(code) == ward]))
        for ward in ("E05000901", "E05000902")
    ]  # fmt: skip
    write_geojson(folder / "wards.geojson", wards)
    _write_lookups(tmp_path / "lookups", new=new, old=old, beside=beside)
    return tmp_path


def _write_lookups(folder, *, new, old, beside):
    folder.mkdir(parents=True)
    links = [(code, code, "U") for code in (*new, *beside) if code in (*old, *beside)]
    links += [("E01800035", "E01900035", "S"), ("E01800035", "E01900036", "S")]
    home = dict.fromkeys((*new, *old), TOWN) | dict.fromkeys(beside, NEXT_TOWN)
    write_csv(
        folder / "years.csv", "LSOA11CD,LSOA21CD,CHGIND,LAD22CD",
        [(a, b, change, home[b]) for a, b, change in links],
    )  # fmt: skip
    write_csv(
        folder / "places.csv", "LSOA21CD,WD24CD,LAD24CD",
        [(c, ward_of(c) if c in new else "E05000999", home[c]) for c in (*new, *beside)],
    )  # fmt: skip
    write_csv(
        folder / "partnerships.csv", "LAD24CD,CSP24CD",
        [(TOWN, PARTNERSHIP), (NEXT_TOWN, "E22000902")],
    )  # fmt: skip
    counts = [(code, 1500 + i, 640) for i, code in enumerate((*new, *beside))]
    write_csv(folder / "people.csv", "lsoa21_code,total_residents,total_households", counts)


def write_csv(path, header, rows):
    """A quoted CSV, as the published ones are."""
    lines = [header, *(",".join(f'"{value}"' for value in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n")
    return path
