"""Writes the city's boundaries, lookups, residents, gazetteer and protected premises, in
published styles."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import shapely

from safercity.evidence.geography.projection import to_degrees
from safercity.evidence.simulate.files import Style, Table, write_csv
from safercity.evidence.simulate.layout import (
    CITY_CODE,
    CSP_CODE,
    FORCE_CODE,
    NEIGHBOUR_CODE,
    NEIGHBOUR_CSP_CODE,
    City,
    MadeAreas,
)
from safercity.evidence.simulate.names import CITY, FIRE_SERVICE, LANDMARKS, NEIGHBOUR, TOWNS
from safercity.evidence.simulate.spots import Spots
from safercity.evidence.simulate.streets import Streets

FIRE_CODE = "E31999901"
DEGREE_PLACES = 6
PEOPLE_PER_HOME = 2.34
_PUBLISHED = Style(quoted=True, line_end="\n")
_PROTECTED = (
    ("Refuge", "refuge", 150),
    ("Children's home", "childrens_home", 100),
    ("Asylum accommodation", "asylum_accommodation", 150),
    ("Night shelter", "hostel", 100),
    ("Clinic", "clinic", 100),
    ("Place of worship", "place_of_worship", 75),
)


def write_boundaries(folder: Path, city: City) -> None:
    """Four GeoJSON files in degrees (CRS84): authorities, wards, and small areas of 2011 and
    2021."""
    neighbour = shapely.union_all(city.neighbour.polygons, grid_size=0.01)
    authorities = MadeAreas(
        (CITY_CODE, NEIGHBOUR_CODE), (CITY, NEIGHBOUR),
        np.array([city.land.outline, neighbour]), ("", ""),
    )  # fmt: skip
    for name, prefix, areas in (
        ("ambersley_force_lad24", "ltla24", (authorities,)),
        ("ambersley_wards24", "ward24", (city.wards,)),
        ("ambersley_force_lsoa11", "lsoa11", (city.small_areas_2011, city.neighbour)),
        ("ambersley_force_lsoa21", "lsoa21", (city.small_areas, city.neighbour)),
    ):
        features = [feature for part in areas for feature in _features(part, prefix)]
        _write_features(folder / f"{name}.geojson", features)


def to_geojson(polygons: np.ndarray) -> list[dict]:
    """GeoJSON geometries (degrees, six places) of polygons in metres."""
    metres = shapely.get_coordinates(polygons)
    longitude, latitude = to_degrees(metres[:, 0].copy(), metres[:, 1].copy())
    degrees = np.round(np.column_stack([longitude, latitude]), DEGREE_PLACES)
    moved = shapely.set_coordinates(np.array(polygons, dtype=object).copy(), degrees)
    return [json.loads(text) for text in shapely.to_geojson(moved)]


def write_lookups(folder: Path, city: City, *, spots: Spots) -> None:
    """Lookups and residents with the headings of the published files, and postcode centroids."""
    _write_vintage_lookup(folder / "lookup_lsoa11_lsoa21_ltla22.csv", city)
    _write_ward_lookup(folder / "lookup_lsoa21_ward24_ltla24.csv", city)
    _write_rows(
        folder / "lookup_ltla24_csp24_pfa24.csv",
        ("ltla24_code", "ltla24_name", "csp24_code", "csp24_name", "pfa24_code", "pfa24_name"),
        rows=[
            (CITY_CODE, CITY, CSP_CODE, CITY, FORCE_CODE, CITY),
            (NEIGHBOUR_CODE, NEIGHBOUR, NEIGHBOUR_CSP_CODE, NEIGHBOUR, FORCE_CODE, CITY),
        ],
    )
    _write_rows(
        folder / "lookup_ltla24_fra24.csv",
        ("ltla24_name", "ltla24_code", "fra24_name", "fra24_code"),
        rows=[(name, code, FIRE_SERVICE, FIRE_CODE) for name, code in _authorities()],
    )
    people = [*city.residents.tolist(), *[1_500] * len(city.neighbour.codes)]
    codes = (*city.small_areas.codes, *city.neighbour.codes)
    _write_rows(
        folder / "census2021_lsoa21_residents_households.csv",
        ("lsoa21_code", "total_residents", "total_households"),
        rows=[(code, n, round(n / PEOPLE_PER_HOME)) for code, n in zip(codes, people, strict=True)],
    )
    columns = (spots.postcode, spots.easting, spots.northing)
    _write_rows(
        folder / "postcode_centroids.csv",
        ("pcds", "oseast1m", "osnrth1m"),
        rows=list(zip(*(column.tolist() for column in columns), strict=True)),
    )


def write_gazetteer(folder: Path, city: City, *, streets: Streets) -> None:
    """`place_names.csv` (towns, wards, landmarks), `streets.csv`: name, kind, easting, northing."""
    header = ("name", "kind", "easting", "northing")
    towns = [(name, "town", *_whole(at)) for name, at in zip(TOWNS, city.land.towns, strict=True)]
    middles = shapely.get_coordinates(shapely.point_on_surface(city.wards.polygons))
    wards = [
        (name, "district", *_whole(at)) for name, at in zip(city.wards.names, middles, strict=True)
    ]
    random = np.random.default_rng([city.seed, 7])
    spots = random.choice(len(streets.cell), len(LANDMARKS), replace=False)
    landmarks = [
        (name, "landmark", int(streets.easting[spot]), int(streets.northing[spot]))
        for name, spot in zip(LANDMARKS, spots, strict=True)
    ]
    _write_rows(folder / "place_names.csv", header, rows=towns + wards + landmarks)
    order = np.argsort(streets.street, kind="stable")
    first = order[np.unique(streets.street[order], return_index=True)[1]]
    names = [streets.names[number] for number in streets.street[first]]
    easting, northing = streets.easting[first].tolist(), streets.northing[first].tolist()
    named = zip(names, ["street"] * len(names), easting, northing, strict=True)
    _write_rows(folder / "streets.csv", header, rows=sorted(named))


def write_protected(path: Path, city: City, *, streets: Streets) -> None:
    """Invented protected premises with the radius in metres that must never be named or shown."""
    random = np.random.default_rng([city.seed, 8])
    spots = random.choice(len(streets.cell), len(_PROTECTED), replace=False)
    rows = [
        (name, kind, int(streets.easting[spot]), int(streets.northing[spot]), radius)
        for (name, kind, radius), spot in zip(_PROTECTED, spots, strict=True)
    ]
    _write_rows(path, ("name", "kind", "easting", "northing", "radius_metres"), rows=rows)


def ward_of_neighbour(city: City) -> dict[str, str]:
    """Ward codes and names of the neighbouring authority."""
    return {code: f"Farrow Ward {int(code[-3:])}" for code in sorted(set(city.neighbour.outer))}


def _authorities() -> tuple[tuple[str, str], ...]:
    return ((CITY, CITY_CODE), (NEIGHBOUR, NEIGHBOUR_CODE))


def _whole(at: np.ndarray) -> tuple[int, int]:
    return round(float(at[0])), round(float(at[1]))


def _features(areas: MadeAreas, prefix: str) -> list[dict]:
    geometries = to_geojson(areas.polygons)
    return [
        {
            "type": "Feature",
            "properties": {f"{prefix}_name": name, f"{prefix}_code": code, "made_up": True},
            "geometry": geometry,
        }
        for name, code, geometry in zip(areas.names, areas.codes, geometries, strict=True)
    ]


def _write_features(path: Path, features: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    head = json.dumps({"type": "FeatureCollection", "name": path.stem, "crs": crs})[:-1]
    lines = ",\n".join(json.dumps(feature) for feature in features)
    path.write_text(f'{head}, "features": [\n{lines}\n]}}\n', encoding="utf-8", newline="\n")


def _write_rows(path: Path, header: tuple[str, ...], *, rows: list[tuple]) -> None:
    write_csv(path, Table(header, list(zip(*rows, strict=True))), style=_PUBLISHED)


def _write_vintage_lookup(path: Path, city: City) -> None:
    old = dict(zip(city.small_areas_2011.codes, city.small_areas_2011.names, strict=True))
    new = dict(zip(city.small_areas.codes, city.small_areas.names, strict=True))
    rows = [(old[a], a, change, new[b], b, CITY, CITY_CODE) for a, b, change in city.links]
    beside = zip(city.neighbour.codes, city.neighbour.names, strict=True)
    rows += [(name, code, "U", name, code, NEIGHBOUR, NEIGHBOUR_CODE) for code, name in beside]
    header = (
        "lsoa11_name", "lsoa11_code", "change_code", "lsoa21_name", "lsoa21_code",
        "ltla22_name", "ltla22_code",
    )  # fmt: skip
    _write_rows(path, header, rows=rows)


def _write_ward_lookup(path: Path, city: City) -> None:
    wards = dict(zip(city.wards.codes, city.wards.names, strict=True)) | ward_of_neighbour(city)
    rows = []
    for areas, name, code in (
        (city.small_areas, CITY, CITY_CODE),
        (city.neighbour, NEIGHBOUR, NEIGHBOUR_CODE),
    ):
        each = zip(areas.names, areas.codes, areas.outer, strict=True)
        rows += [(title, lsoa, wards[ward], ward, name, code) for title, lsoa, ward in each]
    header = (
        "lsoa21_name", "lsoa21_code", "ward24_name", "ward24_code", "ltla24_name", "ltla24_code",
    )  # fmt: skip
    _write_rows(path, header, rows=rows)
