"""How deprived the small areas of the city are made to be: poorer where places were planted, and
where neighbours are poor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely

from safercity.evidence.simulate.files import Table, write_csv
from safercity.evidence.simulate.layout import CITY_CODE, NEIGHBOUR_CODE, City
from safercity.evidence.simulate.names import CITY, NEIGHBOUR
from safercity.evidence.simulate.plants import Plant
from safercity.evidence.simulate.truth import Fate

SOURCE = "deprivation"
NATION = 33_755  # small areas of England in the indices of 2025
SKEW = 1.8  # of the ranks: about three small areas in ten lie in the nation's poorest tenth
OF_WARD, OF_AREA, OF_PLANT = 1.0, 0.6, 1.5  # standard deviations of a score, and a plant's share
HEADER = (
    "LSOA code (2021)",
    "LSOA name (2021)",
    "Local Authority District code (2024)",
    "Local Authority District name (2024)",
    "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
)


def write_deprivation(
    folder: Path, city: City, *, plants: tuple[Plant, ...], random: np.random.Generator
) -> Fate:
    """The table as the indices of 2025 are published, next door's small areas among them."""
    inside = _rank_areas(city, plants, random=random)
    beside = np.sort(random.choice(np.arange(1, NATION), len(city.neighbour.codes), replace=False))
    ranks = [*inside.tolist(), *beside.tolist()]
    codes = [*city.small_areas.codes, *city.neighbour.codes]
    names = [*city.small_areas.names, *city.neighbour.names]
    ours, theirs = len(city.small_areas.codes), len(city.neighbour.codes)
    districts = [CITY_CODE] * ours + [NEIGHBOUR_CODE] * theirs
    district_names = [CITY] * ours + [NEIGHBOUR] * theirs
    deciles = [1 + (rank - 1) * 10 // NATION for rank in ranks]
    table = Table(HEADER, [codes, names, districts, district_names, ranks, deciles])
    write_csv(folder / "IoD2025 made up.csv", table)
    return Fate(len(codes), held=0, outside=theirs, unplaced=0)


def _rank_areas(
    city: City, plants: tuple[Plant, ...], *, random: np.random.Generator
) -> np.ndarray:
    """Ranks among the nation's small areas (int64, per small area), each once."""
    ward = {code: position for position, code in enumerate(city.wards.codes)}
    of_ward = random.normal(0, OF_WARD, len(city.wards.codes))
    score = of_ward[[ward[code] for code in city.small_areas.outer]]
    score = score + random.normal(0, OF_AREA, len(score)) + OF_PLANT * _share_planted(city, plants)
    order = np.argsort(np.argsort(-score, kind="stable"), kind="stable")
    share = ((order + 0.5) / len(order)) ** SKEW
    return 1 + np.floor(share * (NATION - 1)).astype(np.int64)


def _share_planted(city: City, plants: tuple[Plant, ...]) -> np.ndarray:
    """1 where a planted place's middle lies in the small area, else 0."""
    cells = city.grid.polygons
    middles = [shapely.union_all(cells[list(plant.cells)], grid_size=0.01) for plant in plants]
    points = shapely.centroid(np.array(middles, dtype=object))
    inside = shapely.contains(city.small_areas.polygons[:, None], points[None, :])
    return inside.any(axis=1).astype(float)
