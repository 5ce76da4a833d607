"""Expected records per cell and month: residents, reporting, chance differences, seasons and
plants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from safercity.evidence.simulate.layout import City
from safercity.evidence.simulate.plan import (
    AGENCIES,
    MONTHS,
    RECORDING_CHANGE,
    STREAMS,
    Stream,
    month_labels,
)
from safercity.evidence.simulate.plants import Plant, planted_ratio

REPORTING_SPREAD = 0.18  # of the logarithm: wards report between about 0.7 and 1.4 of the average
REPORTING_BOUNDS = (0.7, 1.4)
PLACE_SHAPE = 25.0  # gamma: each agency's lasting difference of a cell has a deviation of 0.2
MONTH_SHAPE = 12.0  # gamma: each cell's month has a deviation of 0.29 beyond Poisson
PASSERS_PER_KM2 = 60.0  # people who are there without living there


@dataclass(frozen=True, eq=False)
class Expected:
    """Expected records per source (cells x 48), nothing taken out for missing places or months."""

    city: City
    by_source: Mapping[str, np.ndarray]


def expect_records(city: City, plants: tuple[Plant, ...], *, seed: int) -> Expected:
    """Expected records of every source. `seed` draws the cells' chance differences; reporting
    is the city's."""
    reporting = draw_reporting(city)
    random = np.random.default_rng([seed, 5])
    people = city.cell_residents + PASSERS_PER_KM2 * city.grid.area_m2 / 1e6
    found: dict[str, np.ndarray] = {}
    for number, agency in enumerate(AGENCIES):
        chance = random.gamma(PLACE_SHAPE, 1 / PLACE_SHAPE, len(people))
        weight = people * reporting[number, city.cell_ward] * chance
        weight /= weight.sum()
        for stream in (s for s in STREAMS if s.agency == agency):
            ratio = planted_ratio(plants, agency, cells=len(people), area_only=stream.by_area)
            monthly = stream.volume / MONTHS * kind_factors(stream).sum(axis=0)
            found[stream.source] = weight[:, None] * monthly * ratio
    return Expected(city, found)


def draw_reporting(city: City) -> np.ndarray:
    """How readily each ward reports to each agency (agencies x wards), about 1."""
    random = np.random.default_rng([city.seed, 3])
    spread = random.normal(0, REPORTING_SPREAD, (len(AGENCIES), len(city.wards.codes)))
    return np.clip(np.exp(spread), *REPORTING_BOUNDS)


def kind_factors(stream: Stream) -> np.ndarray:
    """Share x season x recording change of each category (kinds x 48); columns add up to
    about 1."""
    factor = stream.share()[:, None] * stream.season()
    if stream.source == RECORDING_CHANGE.source:
        kind = [k.name for k in stream.kinds].index(RECORDING_CHANGE.kind)
        factor[kind, month_labels().index(RECORDING_CHANGE.start) :] *= RECORDING_CHANGE.factor
    return factor


def draw_counts(expected: np.ndarray, *, random: np.random.Generator) -> np.ndarray:
    """Counts (int64, same shape): Poisson about the expected, with mild gamma overdispersion."""
    mild = random.gamma(MONTH_SHAPE, 1 / MONTH_SHAPE, expected.shape)
    return random.poisson(expected * mild)
