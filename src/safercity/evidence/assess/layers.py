"""The overlay on each kind of unit, and the places found in it."""

from __future__ import annotations

from dataclasses import dataclass

import shapely

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.counting import count_agency, lay_units
from safercity.evidence.geography import Geography
from safercity.evidence.overlay import AgencyDemand, Units, lay_over
from safercity.evidence.places import PlacesFound, find_places
from safercity.evidence.runs import Run
from safercity.evidence.store import Unit


@dataclass(frozen=True)
class Layer:
    """One kind of unit: its shapes (metres) by label, the demand counted on it, what was found."""

    unit: Unit
    units: Units
    polygons: dict[str, shapely.Geometry]
    demand: tuple[AgencyDemand, ...]
    result: PlacesFound


def find_layers(basis: Basis, *, run: Run) -> tuple[Layer, Layer]:
    """The layer of the main list, and the one on small areas, where every agency counts.

    The list runs on cells, unless fewer than two agencies' records bear them while more could be
    counted on small areas: the finest unit that the counted agencies support.
    """
    areas = _find_layer(basis, "small_area", run=run)
    bearing = sum(one.supports == "cell" for one in basis.agencies)
    if bearing >= min(2, len(basis.agencies)):
        return _find_layer(basis, "cell", run=run), areas
    return areas, areas


def _find_layer(basis: Basis, unit: Unit, *, run: Run) -> Layer:
    store = basis.store
    run.step(f"Counting by {unit.replace('_', ' ')}")
    demand = tuple(
        count_agency(
            store,
            one,
            unit=unit if one.supports == "cell" else "small_area",
            months=basis.months,
        )
        for one in basis.agencies
    )
    run.step("Finding places")
    units = lay_units(store, unit)
    overlay = lay_over(demand, units, settings=basis.settings, run=run)
    counted = tuple(one for one in demand if one.counts.rows == units.labels)
    polygons = unit_polygons(store.geography, unit)
    return Layer(unit, units, polygons, counted, find_places(overlay, run=run))


def unit_polygons(geography: Geography, unit: str) -> dict[str, shapely.Geometry]:
    """The shapes of every unit of a kind, by label, in metres."""
    if unit == "cell":
        return dict(zip(geography.grid.ids, geography.grid.polygons, strict=True))
    return dict(zip(geography.units.labels, geography.units.polygons, strict=True))
