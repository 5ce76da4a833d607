"""The made-up city as laid out: wards, small areas of two vintages, a neighbour, the grid,
residents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from safercity.evidence.geography.grid import Grid
from safercity.evidence.simulate.land import (
    NEIGHBOUR_METRES,
    Land,
    cut_blocks,
    divide,
    join_blocks,
    make_land,
)
from safercity.evidence.simulate.names import invent_wards

CITY_CODE = "E06999901"
NEIGHBOUR_CODE = "E06999902"
CSP_CODE = "E22999901"
NEIGHBOUR_CSP_CODE = "E22999902"
FORCE_CODE = "E23999901"
WARDS = 34
ATOMS = 165  # pieces of which the small areas of both vintages are made
SPLIT_PAIRS = 5  # one small area in 2011, two in 2021
MERGED_PAIRS = 2  # two in 2011, one in 2021
NEIGHBOUR_AREAS = 24


@dataclass(frozen=True, eq=False)
class MadeAreas:
    """Codes, names and polygons (metres) of areas of one kind; `outer` is the code of what
    holds each."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    polygons: np.ndarray
    outer: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class City:
    """Everything that stays still: places and people, not yet any record.

    `cell_residents` (float, per cell) is what an analyst knows: each small area's residents
    spread evenly over its clipped cells. `cell_ward` and `cell_small_area` are the positions
    holding most
    of the cell.
    """

    seed: int
    land: Land
    wards: MadeAreas
    small_areas: MadeAreas
    small_areas_2011: MadeAreas
    links: tuple[tuple[str, str, str], ...]
    residents: np.ndarray
    neighbour: MadeAreas
    grid: Grid
    cell_residents: np.ndarray
    cell_ward: np.ndarray
    cell_small_area: np.ndarray


def lay_out_city(seed: int) -> City:
    """The city of this seed. Takes about two seconds; draw many sets of records from one layout."""
    random = np.random.default_rng([seed, 1])
    land = make_land(random)
    ward_of = divide(land.centres, land.residents, parts=WARDS, random=random)
    atom_of = _divide_wards(land, ward_of, random=random)
    wards = _name_wards(land, ward_of, random=random)
    atoms = join_blocks(land.blocks, atom_of)
    ward_of_atom = np.zeros(ATOMS, dtype=np.int64)
    ward_of_atom[atom_of] = ward_of
    older, newer, links = _two_vintages(atoms, ward_of_atom, wards=wards, random=random)
    of_code = _residents_of(newer, land)
    grid = Grid.over(land.outline, kind="hexagon", cell_metres=250)
    held = _overlaps(grid.polygons, newer.polygons)
    ward_position = {code: index for index, code in enumerate(wards.codes)}
    small_ward = np.array([ward_position[code] for code in newer.outer])
    main = _main_holder(held, len(grid.cells))
    return City(
        seed=seed, land=land, wards=wards, small_areas=newer, small_areas_2011=older, links=links,
        residents=of_code, neighbour=_make_neighbour(land, random), grid=grid,
        cell_residents=_spread_residents(held, of_code, areas=newer.polygons),
        cell_ward=small_ward[main], cell_small_area=main,
    )  # fmt: skip


def _divide_wards(land: Land, ward_of: np.ndarray, *, random: np.random.Generator) -> np.ndarray:
    weight = np.bincount(ward_of, land.residents)
    parts = np.full(WARDS, ATOMS // WARDS)
    parts[np.argsort(-weight, kind="stable")[: ATOMS - parts.sum()]] += 1
    atom_of = np.zeros(len(ward_of), dtype=np.int64)
    for ward, first in enumerate(np.cumsum(parts) - parts):
        inside = np.flatnonzero(ward_of == ward)
        labels = divide(
            land.centres[inside], land.residents[inside], parts=int(parts[ward]), random=random
        )
        atom_of[inside] = first + labels
    return atom_of


def _name_wards(land: Land, ward_of: np.ndarray, *, random: np.random.Generator) -> MadeAreas:
    names = invent_wards(WARDS, random=random)
    codes = tuple(f"E05999{number:03d}" for number in range(1, WARDS + 1))
    return MadeAreas(codes, names, join_blocks(land.blocks, ward_of), (CITY_CODE,) * WARDS)


def _two_vintages(
    atoms: np.ndarray, ward_of: np.ndarray, *, wards: MadeAreas, random: np.random.Generator
) -> tuple[MadeAreas, MadeAreas, tuple[tuple[str, str, str], ...]]:
    """Small areas of 2011 and 2021, and the links between them (older code, newer code, U | S
    | M)."""
    pairs = _neighbouring_pairs(atoms, ward_of, random=random)
    split, merged = pairs[:SPLIT_PAIRS], pairs[SPLIT_PAIRS : SPLIT_PAIRS + MERGED_PAIRS]
    code = [f"E01999{number:03d}" for number in range(1, ATOMS + 1)]
    older, newer = list(code), list(code)
    change = ["U"] * ATOMS
    for number, (first, second) in enumerate(split):
        older[second] = older[first]
        newer[first], newer[second] = f"E01999{801 + 2 * number}", f"E01999{802 + 2 * number}"
        change[first] = change[second] = "S"
    for number, (first, second) in enumerate(merged):
        newer[first] = newer[second] = f"E01999{901 + number}"
        change[first] = change[second] = "M"
    links = tuple(zip(older, newer, change, strict=True))
    ward_codes = [wards.codes[ward] for ward in ward_of]
    return (
        _vintage(atoms, older, outer=ward_codes),
        _vintage(atoms, newer, outer=ward_codes),
        tuple(sorted(set(links))),
    )


def _vintage(atoms: np.ndarray, codes: list[str], *, outer: list[str]) -> MadeAreas:
    kept = tuple(sorted(set(codes)))
    position = {code: index for index, code in enumerate(kept)}
    labels = np.array([position[code] for code in codes])
    holder = dict(zip(codes, outer, strict=True))
    groups = sorted({holder[code] for code in kept})
    seen: dict[str, int] = {}
    names = []
    for code in kept:
        seen[holder[code]] = seen.get(holder[code], -1) + 1
        letter = chr(ord("A") + seen[holder[code]])
        names.append(f"Ambersley {groups.index(holder[code]) + 1:03d}{letter}")
    polygons = join_blocks(atoms, labels)
    return MadeAreas(kept, tuple(names), polygons, tuple(holder[code] for code in kept))


def _neighbouring_pairs(
    atoms: np.ndarray, ward_of: np.ndarray, *, random: np.random.Generator
) -> list[tuple[int, int]]:
    """Pairs of atoms side by side in one ward, at most one pair a ward, in random order."""
    pairs = []
    for ward in random.permutation(WARDS):
        inside = np.flatnonzero(ward_of == ward)
        first, second = int(inside[0]), int(inside[1])
        if shapely.length(shapely.intersection(atoms[first], atoms[second])) > 100:
            pairs.append((first, second))
    return pairs


def _residents_of(areas: MadeAreas, land: Land) -> np.ndarray:
    tree = shapely.STRtree(areas.polygons)
    block, area = tree.query(shapely.point_on_surface(land.blocks), predicate="within")
    return np.round(np.bincount(area, land.residents[block], len(areas.codes))).astype(np.int64)


def _overlaps(cells: np.ndarray, areas: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every meeting of a cell and an area: their positions and the square metres shared."""
    tree = shapely.STRtree(areas)
    cell, area = tree.query(cells, predicate="intersects")
    return cell, area, shapely.area(shapely.intersection(cells[cell], areas[area]))


def _main_holder(held: tuple[np.ndarray, np.ndarray, np.ndarray], cells: int) -> np.ndarray:
    cell, area, shared = held
    order = np.lexsort((area, shared, cell))
    main = np.zeros(cells, dtype=np.int64)
    main[cell[order]] = area[order]
    return main


def _spread_residents(
    held: tuple[np.ndarray, np.ndarray, np.ndarray], residents: np.ndarray, *, areas: np.ndarray
) -> np.ndarray:
    cell, area, shared = held
    return np.bincount(cell, shared * (residents / shapely.area(areas))[area])


def _make_neighbour(land: Land, random: np.random.Generator) -> MadeAreas:
    around = shapely.difference(
        shapely.set_precision(shapely.buffer(land.outline, NEIGHBOUR_METRES, quad_segs=4), 0.01),
        land.outline,
        grid_size=0.01,
    )
    blocks = cut_blocks(around, spacing=1_100.0, random=random)
    centres = shapely.get_coordinates(shapely.centroid(blocks))
    labels = divide(centres, np.ones(len(centres)), parts=NEIGHBOUR_AREAS, random=random)
    codes = tuple(f"E01998{number:03d}" for number in range(1, NEIGHBOUR_AREAS + 1))
    names = tuple(f"Farrowdale {number:03d}A" for number in range(1, NEIGHBOUR_AREAS + 1))
    outer = tuple(f"E05998{1 + number // 4:03d}" for number in range(NEIGHBOUR_AREAS))
    return MadeAreas(codes, names, join_blocks(blocks, labels), outer)
