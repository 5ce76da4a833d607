"""What is planted in the city, fixed before any record is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.simulate.layout import City
from safercity.evidence.simulate.plan import MONTHS, POINT_AGENCIES, month_labels

RATIO = 3.0
SINGLE_RATIO = 4.0
# Between anchors, so that the nearest cells of two places are three cells apart.
APART_METRES = 1_450.0
EDGE_CELLS = 6  # an anchor has all its neighbours inside the city
SUMMER = (7, 8, 9)


@dataclass(frozen=True)
class Plant:
    """A planted place. `cells` are positions in the grid; months are positions 0..47, last
    included.

    `months_of_year` (1-12) limits a seasonal place. `effects` are
    (first month, change): -0.25 is a quarter less.
    """

    id: str
    kind: str
    cells: tuple[int, ...]
    agencies: tuple[str, ...]
    first: int
    last: int
    ratio: float
    months_of_year: tuple[int, ...] = tuple(range(1, 13))
    context: tuple[str, ...] = ()
    effects: tuple[tuple[int, float], ...] = ()
    town: int | None = None

    def factors(self) -> np.ndarray:
        """What the place multiplies expected counts by, per month (48)."""
        calendar = np.array([int(label[5:]) for label in month_labels()])
        month = np.arange(MONTHS)
        on = (month >= self.first) & (month <= self.last) & np.isin(calendar, self.months_of_year)
        factor = np.where(on, self.ratio, 1.0)
        for start, change in self.effects:
            factor = np.where(on & (month >= start), factor * (1 + change), factor)
        return factor


@dataclass(frozen=True)
class _Wish:
    kind: str
    count: int
    residents: float
    agencies: int


# Persistent places first: they take the densest ground. Three of the eight agencies or more see
# each.
_WISHES = (
    _Wish("persistent", 13, 190, 0),
    _Wish("emerging", 3, 140, 4),
    _Wish("fading", 3, 140, 4),
    _Wish("single_agency", 6, 120, 1),
    _Wish("seasonal", 2, 100, 3),
)


def plant_places(city: City) -> tuple[Plant, ...]:
    """The city's planted places: 13 persistent, 6 of one agency, 3 emerging, 3 fading, 2
    seasonal."""
    random = np.random.default_rng([city.seed, 4])
    ground = _Ground(city, random)
    plants: list[Plant] = []
    for wish in _WISHES:
        for number in range(wish.count):
            town = number if wish.kind == "persistent" and number < len(city.land.towns) else None
            cells = ground.take(wish.residents, town=town)
            plants.append(_make_plant(wish, number, cells=cells, town=town))
    return tuple(plants)


def planted_ratio(
    plants: tuple[Plant, ...], agency: str, *, cells: int, area_only: bool = False
) -> np.ndarray:
    """Factor per cell and month (cells x 48) for one agency; 1 where nothing is planted."""
    factor = np.ones((cells, MONTHS))
    for plant in plants:
        if agency in (plant.context if area_only else plant.agencies):
            factor[list(plant.cells)] *= plant.factors()
    return factor


def _make_plant(wish: _Wish, number: int, *, cells: tuple[int, ...], town: int | None) -> Plant:
    name = f"{wish.kind.replace('_', '-')}-{number + 1:02d}"
    few = wish.agencies or (5, 4, 3)[number % 3]
    agencies = _agencies(number, few)
    first, last, ratio, months = 0, MONTHS - 1, RATIO, tuple(range(1, 13))
    context: tuple[str, ...] = ()
    effects: tuple[tuple[int, float], ...] = ()
    if wish.kind == "persistent":
        first = (0, 12, 24, 18)[number % 4]
        context = (("children",), (), ("adults",), ("children", "adults"))[number % 4]
        if number in (6, 8):  # 4 before and 3 after: still as high as the others
            ratio, effects = 4.0, ((30 if number == 6 else 36, -0.25),)
            first = 0
    elif wish.kind == "single_agency":
        ratio = SINGLE_RATIO
    elif wish.kind == "emerging":
        first = MONTHS - (12, 12, 9)[number % 3]
    elif wish.kind == "fading":
        last = MONTHS - 1 - (9, 12, 15)[number % 3]
    elif wish.kind == "seasonal":
        ratio, months = SINGLE_RATIO, SUMMER
    return Plant(
        name, wish.kind, cells, agencies, first, last, ratio,
        months_of_year=months, context=context, effects=effects, town=town,
    )  # fmt: skip


def _agencies(number: int, count: int) -> tuple[str, ...]:
    """`count` of the point agencies, turning so that each has its turn; in the agencies' own
    order."""
    turned = [POINT_AGENCIES[(number * 5 + step) % len(POINT_AGENCIES)] for step in range(count)]
    return tuple(agency for agency in POINT_AGENCIES if agency in turned)


class _Ground:
    """Where places can still be planted: cells with all their neighbours, away from what is
    taken."""

    def __init__(self, city: City, random: np.random.Generator):
        self.at, self.towns, self.random = city.grid.centroids, city.land.towns, random
        self.indptr, self.indices = city.grid.neighbours
        self.free = np.flatnonzero(np.diff(self.indptr) == EDGE_CELLS)
        known = city.cell_residents
        self.lowest = np.array([known[[c, *self._around(c)]].min() for c in self.free.tolist()])

    def take(self, residents: float, *, town: int | None) -> tuple[int, ...]:
        """Seven or eight cells around a free anchor; near a town's centre, else at random."""
        while not (dense := self.lowest >= residents).any():
            residents *= 0.95  # dense ground is used up
        choice = self.free[dense]
        if town is None:
            anchor = int(choice[self.random.integers(len(choice))])
        else:
            anchor = int(choice[np.argmin(np.hypot(*(self.at[choice] - self.towns[town]).T))])
        clear = np.hypot(*(self.at[self.free] - self.at[anchor]).T) > APART_METRES
        self.free, self.lowest = self.free[clear], self.lowest[clear]
        ring = self._around(anchor)
        beyond = [cell for cell in self._around(int(ring[0])) if cell not in (*ring, anchor)]
        extra = beyond[: int(self.random.integers(2))]
        return tuple(sorted(int(cell) for cell in (anchor, *ring, *extra)))

    def _around(self, cell: int) -> np.ndarray:
        return self.indices[self.indptr[cell] : self.indptr[cell + 1]]
