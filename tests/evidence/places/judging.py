"""Found places held against planted ones. The rules are fixed here, before any method is run.

A planted place is *found* if places of its kind hold at least half of its cells.
A place found is *right* if at least half of its cells are in one planted place of its kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safercity.evidence.overlay import PlaceSettings, lay_over
from safercity.evidence.places import FoundPlace, PlacesFound, find_places
from safercity.evidence.runs import Run
from tests.evidence.places.arrays import City, Planted

MULTI = ("persistent", "emerging", "seasonal")
HALF = 0.5


@dataclass(frozen=True)
class Judgement:
    """Planted and found of one kind, with the share of planted cells that were reached."""

    planted: int
    found: int
    listed: int
    right: int
    cells_planted: int
    cells_found: int


def find_in(city: City, *, seed: int = 20240401, **settings: object) -> PlacesFound:
    run = Run(seed=seed)
    overlay = lay_over(city.demand, city.units, settings=PlaceSettings(**settings), run=run)
    return find_places(overlay, run=run)


def judge(city: City, found: PlacesFound, *, kind: str) -> Judgement:
    class_ = {"single": "single_agency"}.get(kind, kind)
    planted = [set(one.cells) for one in city.planted if one.kind == kind]
    listed = [cells_of(city, place) for place in found.places if place.class_ == class_]
    together = set().union(*listed) if listed else set()
    reached = [len(cells & together) for cells in planted]
    right = [any(len(p & cells) >= HALF * len(p) for cells in planted) for p in listed]
    return Judgement(
        planted=len(planted),
        found=sum(n >= HALF * len(cells) for n, cells in zip(reached, planted, strict=True)),
        listed=len(listed),
        right=sum(right),
        cells_planted=sum(len(cells) for cells in planted),
        cells_found=sum(reached),
    )


def add(judgements: Sequence[Judgement]) -> Judgement:
    names = Judgement.__dataclass_fields__
    return Judgement(**{name: sum(getattr(one, name) for one in judgements) for name in names})


def cells_of(city: City, place: FoundPlace) -> set[int]:
    position = {label: at for at, label in enumerate(city.units.labels)}
    return {position[unit] for unit in place.units}


def mistaken_for_several(city: City, found: PlacesFound) -> int:
    """Planted single-agency places that hold a place called multi-agency."""
    several = [cells_of(city, place) for place in found.places if place.class_ in MULTI]
    singles: list[Planted] = [one for one in city.planted if one.kind == "single"]
    return sum(
        any(len(cells & set(one.cells)) >= HALF * len(cells) for cells in several)
        for one in singles
    )
