"""Everything a record can say about where it was: one row for each street point, and for points
next door."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from safercity.evidence.geography.projection import to_degrees
from safercity.evidence.simulate.layout import City
from safercity.evidence.simulate.names import GENERIC_SNAPS
from safercity.evidence.simulate.streets import Streets, invent_postcodes

NEXT_DOOR = 400
GENERIC_SHARE = 0.02
_FIRST_BEYOND = 28_800  # postcodes next door are those of district ZY9
AWAY_METRES = 120.0  # points next door stay this far from the border: no rounding brings them in


@dataclass(frozen=True, eq=False)
class Spots:
    """Texts as agencies write them, by position. The first `inside` spots are the city's
    street points."""

    inside: int
    easting: np.ndarray
    northing: np.ndarray
    longitude: np.ndarray
    latitude: np.ndarray
    grid_reference: np.ndarray
    postcode: np.ndarray
    street: np.ndarray
    small_area: np.ndarray
    small_area_2011: np.ndarray
    ward: np.ndarray


def list_spots(city: City, streets: Streets) -> Spots:
    """All spots of a city: its street points in order, then 400 points of the neighbouring
    authority."""
    random = np.random.default_rng([city.seed, 9])
    outside, area = _next_door(city, random)
    easting = np.concatenate([streets.easting, outside[:, 0]]).astype(np.int64)
    northing = np.concatenate([streets.northing, outside[:, 1]]).astype(np.int64)
    longitude, latitude = to_degrees(easting.astype(float), northing.astype(float))
    codes, older = np.array(city.small_areas.codes), np.array(city.small_areas_2011.codes)
    beside = np.array(city.neighbour.codes)[area]
    wards = dict(zip(city.wards.codes, city.wards.names, strict=True))
    beyond = invent_postcodes(_FIRST_BEYOND + np.arange(NEXT_DOOR))
    ward = np.array([wards[code] for code in city.small_areas.outer])[streets.small_area]
    return Spots(
        inside=len(streets.cell),
        easting=easting.astype(str), northing=northing.astype(str),
        longitude=np.char.mod("%.6f", longitude), latitude=np.char.mod("%.6f", latitude),
        grid_reference=write_grid_references(easting, northing),
        postcode=np.concatenate([streets.postcodes, beyond]),
        street=np.concatenate([_street_texts(streets, random), np.full(NEXT_DOOR, "Farrow Road")]),
        small_area=np.concatenate([codes[streets.small_area], beside]),
        small_area_2011=np.concatenate([older[streets.small_area_2011], beside]),
        ward=np.concatenate([ward, np.full(NEXT_DOOR, "Farrowdale")]),
    )  # fmt: skip


def write_grid_references(easting: np.ndarray, northing: np.ndarray) -> np.ndarray:
    """Grid references to a metre ("NT 85500 03500") of whole metres."""
    letters = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
    east, north = easting // 100_000, northing // 100_000
    first = (19 - north) - (19 - north) % 5 + (east + 10) // 5
    second = (19 - north) * 5 % 25 + east % 5
    table = np.array(list(letters))
    square = np.char.add(table[first], table[second])
    numbers = np.char.add(
        np.char.mod(" %05d", easting % 100_000), np.char.mod(" %05d", northing % 100_000)
    )
    return np.char.add(square, numbers)


def _next_door(city: City, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    areas = city.neighbour.polygons
    west, south, east, north = shapely.total_bounds(areas)
    draws = np.round(random.uniform((west, south), (east, north), (NEXT_DOOR * 6, 2)))
    tree = shapely.STRtree(areas)
    point, area = tree.query(shapely.points(draws), predicate="within")
    far = shapely.distance(shapely.points(draws[point]), city.land.outline) > AWAY_METRES
    return draws[point[far]][:NEXT_DOOR], area[far][:NEXT_DOOR]


def _street_texts(streets: Streets, random: np.random.Generator) -> np.ndarray:
    """Street names; a few points bear a generic name that names no place, as snap points do."""
    texts = np.array(streets.names)[streets.street].astype("<U40")
    generic = random.random(len(texts)) < GENERIC_SHARE
    texts[generic] = random.choice(np.array(GENERIC_SNAPS), int(generic.sum()))
    return texts
