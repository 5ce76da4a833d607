"""A city as arrays, quick enough to make by the hundred: hexagons, residents, agencies' counts.

Nothing here is real. What is planted is known, so what is found can be judged.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from safercity.evidence.matrix import Matrix
from safercity.evidence.overlay import AgencyDemand, Units

AGENCIES = ("police", "asb_team", "environment", "housing", "fire", "health")
SHARES = (0.34, 0.18, 0.14, 0.12, 0.12, 0.10)
MONTHS = 48
ROWS = 400_000
RESIDENTS = 258_000
CELLS, WARDS, SMALL_AREAS, TOWNS = 1750, 37, 172, 6


@dataclass(frozen=True)
class Planted:
    """A truth: cells, agencies that see it, rate ratio, months in which it holds (48 booleans)."""

    kind: str
    cells: tuple[int, ...]
    agencies: tuple[str, ...]
    ratio: float
    months: np.ndarray


@dataclass(frozen=True)
class Recipe:
    """How many of each kind to plant, how strongly, and how uneven the city is."""

    ratio: float = 3.0
    persistent: int = 8
    single: int = 5
    emerging: int = 2
    former: int = 2
    seasonal: int = 1
    cells: tuple[int, int] = (7, 12)
    within_small_areas: float = 0.0  # log spread of residents inside small areas, unknown to us
    wobble: float = 10.0  # gamma shape of unexplained unevenness, each agency its own
    reporting: tuple[float, float] = (0.7, 1.35)
    shape: str = "round"


@dataclass(frozen=True)
class City:
    """Units, demand and truths."""

    units: Units
    demand: list[AgencyDemand]
    planted: list[Planted] = field(default_factory=list)


def month_labels(number: int = MONTHS, *, last: str = "2025-12") -> tuple[str, ...]:
    end = int(last[:4]) * 12 + int(last[5:]) - 1
    return tuple(f"{m // 12}-{m % 12 + 1:02d}" for m in range(end - number + 1, end + 1))


def make_units(rng: np.random.Generator, recipe: Recipe) -> tuple[Units, np.ndarray, np.ndarray]:
    """(units with the residents we know, residents there really are, ward of every cell)."""
    points, indptr, indices = _hexagons(CELLS)
    towns = points[rng.choice(CELLS, TOWNS, replace=False)]
    near = np.sqrt(((points[:, None] - towns[None]) ** 2).sum(axis=2)).min(axis=1)
    area_of = _nearest(points, rng.choice(CELLS, SMALL_AREAS, replace=False))
    ward_of = _nearest(points, rng.choice(CELLS, WARDS, replace=False))
    density = np.exp(-near / 1500) + 0.05
    density *= np.exp(rng.normal(0, 0.6, SMALL_AREAS))[area_of]
    real = density * np.exp(rng.normal(0, recipe.within_small_areas, CELLS))
    real *= RESIDENTS / real.sum()
    known = np.bincount(area_of, real)[area_of] / np.bincount(area_of)[area_of]
    if recipe.within_small_areas == 0:
        known = real
    labels = tuple(f"h250-{at:04d}" for at in range(CELLS))
    units = Units("cell", labels, known, "residents", indptr, indices, points)
    return units, real, ward_of


def make_city(seed: int, recipe: Recipe | None = None) -> City:
    """A city of six agencies and 48 months; the same seed gives the same city."""
    recipe = recipe or Recipe()
    rng = np.random.default_rng([20240401, seed])
    units, residents, ward_of = make_units(rng, recipe)
    planted = _plant(rng, units, residents, recipe=recipe)
    season = 1 + 0.12 * np.sin(2 * np.pi * np.arange(MONTHS) / 12)
    demand = []
    for agency, share in zip(AGENCIES, SHARES, strict=True):
        rate = residents * rng.uniform(*recipe.reporting, WARDS)[ward_of]
        rate = rate * rng.gamma(recipe.wobble, 1 / recipe.wobble, CELLS)
        mean = rate[:, None] * season[None, :]
        mean *= share * ROWS / mean.sum()
        for one in planted:
            if agency in one.agencies:
                mean[np.ix_(one.cells, np.flatnonzero(one.months))] *= one.ratio
        counts = Matrix(rng.poisson(mean), units.labels, month_labels())
        demand.append(AgencyDemand(agency, counts, (True,) * MONTHS, "cell"))
    return City(units, demand, planted)


def grow(rng: np.random.Generator, units: Units, start: int, *, size: int, shape: str) -> list[int]:
    """A connected set of cells: "round" takes whole rings, "ragged" any adjoining cell."""
    cells = [start]
    while len(cells) < size:
        ring = sorted({o for c in cells for o in units.neighbours(c).tolist()} - set(cells))
        if shape == "round":
            origin = units.centroids[start]
            ring = sorted(ring, key=lambda o: ((units.centroids[o] - origin) ** 2).sum())
            cells.append(ring[0])
        else:
            cells.append(int(rng.choice(ring)))
    return cells


def _plant(
    rng: np.random.Generator, units: Units, residents: np.ndarray, *, recipe: Recipe
) -> list[Planted]:
    quarter = np.arange(MONTHS) // 3
    last = quarter.max() + 1
    kinds = (
        [("persistent", np.ones(MONTHS, dtype=bool))] * recipe.persistent
        + [("single", np.ones(MONTHS, dtype=bool))] * recipe.single
        + [("emerging", quarter >= last - 4)] * recipe.emerging
        + [("former", quarter < last - 5)] * recipe.former
        + [("seasonal", quarter % 4 == 2)] * recipe.seasonal
    )
    lived_in = np.flatnonzero(residents >= np.median(residents)).tolist()
    blocked: set[int] = set()
    planted = []
    for kind, months in kinds:
        size = int(rng.integers(recipe.cells[0], recipe.cells[1] + 1))
        cells = _free_cells(rng, units, lived_in, blocked=blocked, want=(size, recipe.shape))
        near = {o for c in cells for o in units.neighbours(c).tolist()}
        blocked |= near | {o for c in near for o in units.neighbours(c).tolist()}
        number = 1 if kind == "single" else int(rng.integers(3, 6))
        agencies = tuple(rng.choice(AGENCIES, number, replace=False).tolist())
        planted.append(Planted(kind, tuple(cells), agencies, recipe.ratio, months))
    return planted


def _free_cells(
    rng: np.random.Generator,
    units: Units,
    lived_in: list[int],
    *,
    blocked: set[int],
    want: tuple[int, str],
) -> list[int]:
    while True:
        start = int(rng.choice(lived_in))
        cells = grow(rng, units, start, size=want[0], shape=want[1])
        if not blocked.intersection(cells):
            return cells


def _hexagons(number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    width, axial = 250.0, []
    for q in range(-40, 41):
        for r in range(-40, 41):
            x, y = width * (q + r / 2), width * r * np.sqrt(3) / 2
            axial.append((x * x / 1.6 + y * y * 1.6, q, r, x, y))
    chosen = sorted(axial)[:number]
    at = {(q, r): i for i, (_, q, r, _, _) in enumerate(chosen)}
    indptr, indices = [0], []
    for _, q, r, _, _ in chosen:
        for step in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)):
            other = at.get((q + step[0], r + step[1]))
            if other is not None:
                indices.append(other)
        indptr.append(len(indices))
    points = np.array([(x, y) for _, _, _, x, y in chosen])
    return points, np.array(indptr), np.array(indices)


def _nearest(points: np.ndarray, seeds: np.ndarray) -> np.ndarray:
    return ((points[:, None] - points[seeds][None]) ** 2).sum(axis=2).argmin(axis=1)
