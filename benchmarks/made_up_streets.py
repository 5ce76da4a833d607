"""Files in the form of police.uk's street files, every row of them made up, as many as asked.

Of a hundred rows: 25 without a Crime ID, 1 that repeats the one before, 1 without a place, 2 next
door, and of two thousand 3 that must be held (an unknown type, degrees swapped).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import numpy as np
from made_up_area import BUILD, NEXT_DOOR_AREAS, SIDE
from tessellation import scatter_points

from safercity.evidence.geography import AreaIndex, Areas, to_degrees, to_metres
from safercity.evidence.types import month_label, month_number

SPOTS = 38_792
FILES = 24
FIRST_MONTH = "2023-01"
TYPES = (
    "Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs",
    "Other crime", "Other theft", "Possession of weapons", "Public order", "Robbery", "Shoplifting",
    "Theft from the person", "Vehicle crime", "Violence and sexual offences",
)  # fmt: skip
UNKNOWN = len(TYPES)
SHARES = (25, 1, 4, 8, 2, 2, 7, 1, 7, 1, 6, 2, 6, 28)
OUTCOMES = ("Under investigation", "Unable to prosecute suspect", "Awaiting court outcome")


def find_street_files(areas: Areas, *, rows: int, distinct: bool, files: int = FILES) -> list[Path]:
    """Paths of the files, made once: one a month. `distinct`: no two rows share a coordinate."""
    kind = "distinct" if distinct else "spots"
    folder = BUILD / f"streets-{kind}-{rows}-{files}"
    if not folder.is_dir():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        spots = _make_spots(areas, count=rows if distinct else SPOTS)
        for number in range(files):
            first, last = rows * number // files, rows * (number + 1) // files
            chosen = _make_rows(range(first, last), spots, distinct=distinct)
            month = month_label(month_number(FIRST_MONTH) + number)
            _write_file(part / f"{month}-made-up-street.csv", chosen, spots=spots, month=month)
        part.rename(folder)
    return sorted(folder.glob("*.csv"))


def _make_spots(areas: Areas, *, count: int) -> dict[str, np.ndarray]:
    """Where records lie: degrees of six decimals, the small area's code, next door's at the end."""
    x, y = scatter_points(areas, 2, count=count)
    beside = max(1, count // 50)
    x[-beside:] -= SIDE  # west of everything
    longitude, latitude = (np.round(values, 6) for values in to_degrees(x, y))
    found = AreaIndex.build(areas).locate(*to_metres(longitude, latitude))
    codes = np.array([*areas.codes, ""])[found]
    lost = found < 0
    codes[lost] = np.array(NEXT_DOOR_AREAS)[np.arange(lost.sum()) % len(NEXT_DOOR_AREAS)]
    return {"longitude": longitude, "latitude": latitude, "code": codes}


def _make_rows(numbers: range, spots: dict[str, np.ndarray], *, distinct: bool) -> dict:
    """Which spot and type each row has; repeats copy the row before."""
    random = np.random.default_rng([5, numbers.start, len(numbers)])
    count, all_spots = len(numbers), len(spots["code"])
    spot = np.arange(numbers.start, numbers.stop)
    if not distinct:
        # Some spots have a hundred times the records of others, as town centres do.
        spot = (all_spots * random.random(count) ** 1.7).astype(np.int64)
        spot = np.random.default_rng(6).permutation(all_spots)[spot]
    kind = random.choice(len(TYPES), count, p=np.array(SHARES) / sum(SHARES))
    kind[random.random(count) < 0.001] = UNKNOWN
    rows = {
        "number": np.arange(numbers.start, numbers.stop),
        "spot": spot,
        "kind": kind,
        "placed": random.random(count) >= 0.01,
        "swapped": random.random(count) < 0.0005,
    }
    repeats = np.flatnonzero(random.random(count) < 0.01)
    repeats = repeats[repeats > 0]
    for values in rows.values():
        values[repeats] = values[repeats - 1]
    return rows


def _write_file(path: Path, rows: dict, *, spots: dict, month: str) -> None:
    spot, placed, swapped = rows["spot"], rows["placed"], rows["swapped"]
    longitude, latitude = spots["longitude"][spot], spots["latitude"][spot]
    table = {
        "number": rows["number"],
        "spot": spot,
        "kind": rows["kind"].astype(np.int32),
        "placed": placed,
        "x": np.where(swapped, latitude, longitude),
        "y": np.where(swapped, longitude, latitude),
        "code": spots["code"][spot].astype(object),
    }
    types = ", ".join(f"'{name}'" for name in (*TYPES, "Something else"))
    outcomes = ", ".join(f"'{name}'" for name in OUTCOMES)
    with duckdb.connect() as connection:
        connection.register("rows", table)
        connection.execute(
            f"""COPY (SELECT
                CASE WHEN kind > 0 THEN sha256('made up ' || number) END AS "Crime ID",
                '{month}' AS "Month", 'Made-up Police' AS "Reported by",
                'Made-up Police' AS "Falls within",
                CASE WHEN placed THEN printf('%.6f', x) END AS "Longitude",
                CASE WHEN placed THEN printf('%.6f', y) END AS "Latitude",
                CASE WHEN placed THEN 'On or near Made-up Street ' || (spot % 9973)
                    ELSE 'No Location' END AS "Location",
                CASE WHEN placed THEN code END AS "LSOA code",
                CASE WHEN placed THEN 'Made-up ' || right(code, 4) END AS "LSOA name",
                ([{types}])[kind + 1] AS "Crime type",
                CASE WHEN kind > 0 THEN ([{outcomes}])[(number % 3) + 1] END
                    AS "Last outcome category",
                NULL AS "Context" FROM rows) TO '{path}' (HEADER)"""
        )
