"""Made-up cities to watch: quiet ones, and ones with something planted. Fixed before the method.

Places are as uneven as a real city's (gamma rates), days have a week and a year, and records come
late. In a quiet city every place keeps its share of everything.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.findings import Basis
from safercity.evidence.matrix import Matrix
from safercity.evidence.watch import (
    Delays,
    Events,
    ThemeRecords,
    Visits,
    WatchedArea,
    estimate_delays,
)
from safercity.evidence.watch.periods import day_label, day_number

START = day_number("2019-01-01")
BASIS = Basis(sources=("force-crimes",), location="property", time="day")
WEEK = np.array([0.9, 0.9, 0.95, 1.0, 1.1, 1.25, 0.9])


@dataclass(frozen=True)
class City:
    """Records of one theme in order of day: `place`, `day`, `received` (day numbers), `x`, `y`,
    `house`. `area` they lie in; `rates` (places,): a place's share times the mean per day."""

    area: WatchedArea
    place: np.ndarray
    day: np.ndarray
    received: np.ndarray
    x: np.ndarray
    y: np.ndarray
    house: np.ndarray
    houses: int
    rates: np.ndarray

    def known(self, look: int) -> np.ndarray:
        """Records that had arrived by the evening of a day."""
        return self.received <= look

    def counts(self, look: int, *, days: int) -> Matrix:
        """Places by the `days` days up to `look`, as known then."""
        kept = self.known(look) & (self.day > look - days) & (self.day <= look)
        values = np.zeros((len(self.area.labels), days))
        np.add.at(values, (self.place[kept], self.day[kept] - (look - days + 1)), 1)
        columns = tuple(day_label(day) for day in range(look - days + 1, look + 1))
        return Matrix(values, self.area.labels, columns)

    def records(self, look: int, *, days: int, delays: Delays | None = None) -> ThemeRecords:
        """One theme as known on a day."""
        known = self.known(look)
        near = known & (self.day > look - 365)
        houses = tuple(f"house {number}" for number in range(self.houses))
        return ThemeRecords(
            theme="burglary",
            counts=self.counts(look, days=days),
            basis=BASIS,
            events=Events(self.x[near], self.y[near], self.day[near]),
            visits=Visits(
                self.house[known],
                self.day[known],
                self.houses,
                look - days + 1,
                look,
                self.received[known],
            ),
            visit_labels=houses,
            delays=delays,
        )

    def delays(self, look: int) -> Delays:
        return estimate_delays(self.day, self.received, as_of=look)


def make_area(draws: np.random.Generator, *, places: int) -> WatchedArea:
    xy = np.round(draws.uniform(0, 12_000, (places, 2)))
    labels = tuple(f"E{number:04d}" for number in range(places))
    wards = {
        label: f"ward {int(x // 3000)}-{int(y // 3000)}"
        for label, (x, y) in zip(labels, xy, strict=True)
    }
    return WatchedArea(labels, xy, wards)


def make_city(seed: int, *, places: int = 120, days: int = 800, per_day: float = 6.0) -> City:
    """A quiet city. Seven in ten records come the same day, the rest within weeks."""
    draws = np.random.default_rng([77, seed])
    area = make_area(draws, places=places)
    share = draws.gamma(1.5, 1.0, places)
    share /= share.sum()
    time = np.arange(days)
    year = 1 + 0.2 * np.sin(2 * np.pi * time / 365.25)
    expected = per_day * WEEK[(START + time + 3) % 7] * year
    number = draws.poisson(expected)
    day = np.repeat(START + time, number)
    place = draws.choice(places, size=day.size, p=share)
    late = np.where(draws.random(day.size) < 0.7, 0, draws.geometric(0.15, day.size))
    houses = 40 * places
    house = place * 40 + np.minimum(draws.geometric(0.08, day.size) - 1, 39)
    spots = area.centroids[place] + draws.normal(0, 150, (day.size, 2))
    return City(
        area, place, day, day + late, spots[:, 0], spots[:, 1], house, houses, share * per_day
    )


@dataclass(frozen=True)
class Planted:
    """Counts with a cluster in its newest days: `places` of it, and where it is."""

    counts: Matrix
    centroids: np.ndarray
    places: tuple[str, ...]
    length: int


def plant_cluster(
    seed: int, *, cases: int, per_day: float = 20.0, as_scanned: bool = True
) -> Planted:
    """A year of a quiet city of 150 places with exactly `cases` where 3 (within 5%) are expected:
    in a place and its nearest, in the newest 1 to 7 days. The area is always the same.

    Expected `as_scanned`: by the place's share of the year and the days' share, the planted cases
    among them; else by the places' rates before anything is planted, of which the scan, not knowing
    them, sees less: on a day of 20 the planted 15 are a good part of the day.
    """
    fixed, draws = np.random.default_rng(78), np.random.default_rng([78, seed])
    area = make_area(fixed, places=150)
    share = fixed.gamma(1.5, 1.0, 150)
    rates = share / share.sum() * per_day
    while True:
        values = draws.poisson(rates[:, None] * np.ones(365)).astype(float)
        centre, length = int(draws.integers(150)), int(draws.integers(1, 8))
        away = ((area.centroids - area.centroids[centre]) ** 2).sum(axis=1)
        order = np.argsort(away, kind="stable")
        due = np.cumsum(rates[order]) * length
        if as_scanned:
            due = _expect(values[order], length=length, cases=cases)
        size = int(np.argmin(np.abs(due - 3.0))) + 1
        if abs(due[size - 1] - 3.0) < 0.15:
            break
    zone = order[:size]
    values[zone, -length:] = 0
    at = draws.choice(zone, cases, p=rates[zone] / rates[zone].sum())
    np.add.at(values, (at, draws.integers(365 - length, 365, cases)), 1)
    columns = tuple(day_label(START + day) for day in range(365))
    places = tuple(area.labels[place] for place in zone)
    return Planted(Matrix(values, area.labels, columns), area.centroids, places, length)


def _expect(values: np.ndarray, *, length: int, cases: int) -> np.ndarray:
    """What the scan expects of the first 1, 2, ... rows once `cases` stand there instead."""
    recent = np.cumsum(values[:, -length:].sum(axis=1))
    around = np.cumsum(values.sum(axis=1)) - recent + cases
    moved = cases - recent
    everywhere, total = values[:, -length:].sum() + moved, values.sum() + moved
    return around * everywhere / total
