"""A tiny made-up town for tests: 4 x 4 small areas of a kilometre, four wards, one authority."""

import csv
import json
from datetime import date
from pathlib import Path

import numpy as np

from safercity.evidence.assess.setting_up import InitRequest, set_up_workspace
from safercity.evidence.geography import to_degrees
from safercity.evidence.runs import Run
from safercity.evidence.store.load import LoadRequest, load_extracts

WEST, SOUTH, SIDE = 390_000, 340_000, 1_000
AUTHORITY, CSP = "E06999901", "E22999901"
TODAY = date(2025, 6, 30)

# The first small area of 2011 was split into the first two of 2021.
NEW = [f"E019999{n:02d}" for n in range(16)]
OLD = {code: ("E01999950" if n < 2 else code) for n, code in enumerate(NEW)}
WARDS = {code: f"E059999{n // 4:02d}" for n, code in enumerate(NEW)}


def corner(number: int) -> tuple[int, int]:
    return WEST + number % 4 * SIDE, SOUTH + number // 4 * SIDE


def middle(number: int) -> tuple[float, float]:
    """Longitude and latitude of the middle of a small area."""
    east, north = corner(number)
    longitude, latitude = to_degrees(np.array([east + 500.0]), np.array([north + 500.0]))
    return float(longitude[0]), float(latitude[0])


def ring(west: float, south: float, east: float, north: float) -> list:
    xs, ys = np.array([west, east, east, west, west]), np.array([south, south, north, north, south])
    longitude, latitude = to_degrees(xs.astype(float), ys.astype(float))
    return [[round(x, 7), round(y, 7)] for x, y in zip(longitude, latitude, strict=True)]


def write_geojson(path: Path, features: list[tuple[dict, list]]) -> None:
    collection = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
        "features": [
            {
                "type": "Feature",
                "properties": about,
                "geometry": {"type": "Polygon", "coordinates": [points]},
            }
            for about, points in features
        ],
    }
    path.write_text(json.dumps(collection))


def write_csv(path: Path, rows: list[dict]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def write_geography(folder: Path) -> tuple[Path, Path]:
    """The folders that `init` is given: boundaries and lookups."""
    boundaries, lookups = folder / "boundaries", folder / "lookups"
    for one in (boundaries, lookups):
        one.mkdir(parents=True, exist_ok=True)
    end = (WEST + 4 * SIDE, SOUTH + 4 * SIDE)
    squares = [
        ({"lsoa21_code": code, "lsoa21_name": f"Tiny 00{n:X}"},
         ring(*corner(n), corner(n)[0] + SIDE, corner(n)[1] + SIDE))
        for n, code in enumerate(NEW)
    ]  # fmt: skip
    write_geojson(boundaries / "lsoa21.geojson", squares)
    old = [({"lsoa11_code": "E01999950", "lsoa11_name": "Tiny 000"},
            ring(WEST, SOUTH, WEST + 2 * SIDE, SOUTH + SIDE))]  # fmt: skip
    old += [({"lsoa11_code": a["lsoa21_code"], "lsoa11_name": a["lsoa21_name"]}, p)
            for a, p in squares[2:]]  # fmt: skip
    write_geojson(boundaries / "lsoa11.geojson", old)
    wards = [
        ({"ward24_code": f"E059999{n:02d}", "ward24_name": f"Ward {n}"},
         ring(WEST, SOUTH + n * SIDE, end[0], SOUTH + (n + 1) * SIDE))
        for n in range(4)
    ]  # fmt: skip
    write_geojson(boundaries / "wards24.geojson", wards)
    authority = {"ltla24_code": AUTHORITY, "ltla24_name": "Tiny"}
    write_geojson(boundaries / "lad24.geojson", [(authority, ring(WEST, SOUTH, *end))])
    _write_lookups(lookups)
    return boundaries, lookups


def _write_lookups(lookups: Path) -> None:
    here = {"ltla24_name": "Tiny", "ltla24_code": AUTHORITY}
    elsewhere = {"ltla24_name": "Other", "ltla24_code": "E06999902"}
    wards = [
        {"lsoa21_name": f"Tiny 00{n:X}", "lsoa21_code": code, "ward24_name": f"Ward {n // 4}",
         "ward24_code": WARDS[code], **here}
        for n, code in enumerate(NEW)
    ]  # fmt: skip
    wards.append(
        {"lsoa21_name": "Other 001A", "lsoa21_code": "E01999999", "ward24_name": "Elsewhere",
         "ward24_code": "E05999999", **elsewhere}
    )  # fmt: skip
    write_csv(lookups / "lsoa21_ward24_ltla24.csv", wards)
    write_csv(
        lookups / "lsoa11_lsoa21.csv",
        [
            {"lsoa11_name": "Tiny", "lsoa11_code": OLD.get(row["lsoa21_code"], row["lsoa21_code"]),
             "change_code": "S" if row["lsoa21_code"] in NEW[:2] else "U",
             "lsoa21_name": row["lsoa21_name"], "lsoa21_code": row["lsoa21_code"],
             "ltla22_name": row["ltla24_name"], "ltla22_code": row["ltla24_code"]}
            for row in wards
        ],
    )  # fmt: skip
    csps = [
        {"ltla24_code": one["ltla24_code"], "ltla24_name": one["ltla24_name"],
         "csp24_code": csp, "csp24_name": one["ltla24_name"],
         "pfa24_code": "E23999901", "pfa24_name": "Tinyshire"}
        for one, csp in ((here, CSP), (elsewhere, "E22999902"))
    ]  # fmt: skip
    write_csv(lookups / "ltla24_csp24_pfa24.csv", csps)
    write_csv(
        lookups / "residents.csv",
        [{"lsoa21_code": code, "total_residents": 1500} for code in NEW],
    )


def make_workspace(folder: Path, *, made_up: bool = False):
    """A workspace of the tiny town, without records."""
    boundaries, lookups = write_geography(folder / "given")
    request = InitRequest(
        folder / "town", (AUTHORITY,), "Tiny", boundaries, lookups, made_up=made_up
    )
    return set_up_workspace(request)[0]


def load(workspace, source: str, *paths: Path, vintage: date | None = None):
    """Load files, on a day that is always the same."""
    request = LoadRequest(source, tuple(paths), received=TODAY, vintage=vintage)
    return load_extracts(workspace, request, run=Run(threads=2))


STREET = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location",
    "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context",
)  # fmt: skip


def street_row(
    crime_id: str = "", *, month: str = "2025-01", area: int | None = 0, kind: str = "Burglary",
    outcome: str = "",
) -> dict:  # fmt: skip
    """A row as police.uk has it. `area`: number of the small area, None no place, -1 elsewhere."""
    place = {"Longitude": "", "Latitude": "", "LSOA code": "", "Location": "No Location"}
    if area is not None and area >= 0:
        longitude, latitude = middle(area)
        place = {"Longitude": f"{longitude:.6f}", "Latitude": f"{latitude:.6f}",
                 "LSOA code": NEW[area], "Location": f"On or near Lane {area}"}  # fmt: skip
    elif area == -1:
        place = {"Longitude": "-1.5", "Latitude": "52.5", "LSOA code": "E01999999",
                 "Location": "On or near Far Lane"}  # fmt: skip
    return dict.fromkeys(STREET, "") | place | {
        "Crime ID": crime_id, "Month": month, "Reported by": "Tiny Police",
        "Falls within": "Tiny Police", "LSOA name": "Tiny", "Crime type": kind,
        "Last outcome category": outcome,
    }  # fmt: skip


def write_street(path: Path, rows: list[dict]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, STREET)
        writer.writeheader()
        writer.writerows(rows)
    return path
