"""Counts without files: the same city, fast, for tests of methods against planted truths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from safercity.evidence.matrix import Matrix
from safercity.evidence.simulate.expected import draw_counts, expect_records
from safercity.evidence.simulate.layout import City
from safercity.evidence.simulate.plan import AGENCIES, POINT_AGENCIES, STREAMS, month_labels
from safercity.evidence.simulate.plants import Plant, plant_places


@dataclass(frozen=True, eq=False)
class SimulatedDemand:
    """One agency's counts, with the fields that the overlay asks of an agency's demand."""

    agency: str
    counts: Matrix
    present: tuple[bool, ...]
    supports: str
    unplaced_share: float
    themes: Mapping[str, Matrix] | None = None


@dataclass(frozen=True, eq=False)
class SimulatedUnits:
    """The cells, with the fields that the overlay asks of its units. `exposure` is residents
    per cell."""

    kind: str
    labels: tuple[str, ...]
    exposure: np.ndarray
    exposure_kind: str
    indptr: np.ndarray
    indices: np.ndarray
    centroids: np.ndarray

    def neighbours(self, unit: int) -> np.ndarray:
        """Positions of the cells adjoining the cell at this position."""
        return self.indices[self.indptr[unit] : self.indptr[unit + 1]]


@dataclass(frozen=True, eq=False)
class SimulatedCounts:
    """What a method may see (`demand`, `units`), and what it may not (`plants`)."""

    demand: tuple[SimulatedDemand, ...]
    units: SimulatedUnits
    plants: tuple[Plant, ...]


def simulate_counts(
    city: City,
    *,
    seed: int,
    null: bool = False,
    ratio: float | None = None,
    planted: tuple[Plant, ...] | None = None,
) -> SimulatedCounts:
    """Counts of cells by months for each agency that gives points, drawn from `seed`. About 0.1 s.

    `null` plants nothing: the city's own uneven residents and reporting stay. `ratio`
    replaces the rate ratio of every persistent place (for recall curves). `planted` replaces
    the city's planted
    places.
    """
    plants = () if null else planted if planted is not None else plant_places(city)
    if ratio is not None:
        plants = tuple(_with_ratio(plant, ratio) for plant in plants)
    expected = expect_records(city, plants, seed=seed)
    random = np.random.default_rng([seed, 6])
    labels = cell_labels(city)
    demand = []
    for agency in POINT_AGENCIES:
        streams = [s for s in STREAMS if s.agency == agency]
        present = [not any(label in s.missing for s in streams) for label in month_labels()]
        placed = sum(expected.by_source[s.source] * (1 - s.unplaced) for s in streams)
        counts = draw_counts(placed * np.array(present), random=random)
        share = sum(s.volume * s.unplaced for s in streams) / sum(s.volume for s in streams)
        matrix = Matrix(counts, labels, month_labels())
        demand.append(SimulatedDemand(agency, matrix, tuple(present), "cell", share))
    return SimulatedCounts(tuple(demand), describe_cells(city, labels), plants)


def cell_labels(city: City) -> tuple[str, ...]:
    """Text ids of the city's cells, in the grid's order."""
    return tuple(city.grid.text_id(packed) for packed in city.grid.cells.tolist())


def describe_cells(city: City, labels: tuple[str, ...]) -> SimulatedUnits:
    """The city's cells as units of analysis."""
    indptr, indices = city.grid.neighbours
    return SimulatedUnits(
        kind="cell", labels=labels, exposure=city.cell_residents, exposure_kind="residents",
        indptr=indptr, indices=indices, centroids=city.grid.centroids,
    )  # fmt: skip


def _with_ratio(plant: Plant, ratio: float) -> Plant:
    return replace(plant, ratio=ratio, effects=()) if plant.kind == "persistent" else plant


__all__ = ["AGENCIES", "SimulatedCounts", "SimulatedDemand", "SimulatedUnits", "simulate_counts"]
