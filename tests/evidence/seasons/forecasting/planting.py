"""Planted truths: themes by ward, drawn before any method sees them, and scored on unseen months.

`draw_theme` makes a theme with a season of the made-up city, wards with uneven residents, levels
that wander and counts that scatter more than chance; `draw_city` takes the made-up city's own
records, kind by kind, with its missing months and its recording change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from safercity.evidence.findings import Basis, RecordingBreak
from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons.forecasting import (
    Forecast,
    Tree,
    add_up,
    expect_naive,
    find_scale,
    forecast,
)
from safercity.evidence.simulate.expected import draw_counts, expect_records, kind_factors
from safercity.evidence.simulate.layout import lay_out_city
from safercity.evidence.simulate.plan import (
    POINT_AGENCIES,
    RECORDING_CHANGE,
    SEASONS,
    STREAMS,
)
from safercity.evidence.simulate.plan import month_labels as city_months
from safercity.evidence.simulate.plants import plant_places
from safercity.evidence.types import month_labels, month_number

FIRST = month_number("2021-08")
SHAPES = tuple(SEASONS)
MEANS = (3.0, 10.0, 30.0, 60.0)
MONTH_SHAPE = 12.0  # gamma: each month has a deviation of 0.29 beyond Poisson, as in the city
WANDER = 0.03  # of the logarithm of a ward's level, a month
YEARLY = 0.05  # of the logarithm of a theme's level, a year: deviation of its steady change
RESIDENT_SHAPE = 3.0
AHEAD = 12


@dataclass(frozen=True)
class Planted:
    """A theme's counts by ward (`counts`, all months; the last twelve are not to be seen)."""

    name: str
    counts: Matrix
    basis: Basis

    @property
    def seen(self) -> Matrix:
        """What the method may see."""
        return Matrix(
            self.counts.values[:, :-AHEAD], self.counts.rows, self.counts.columns[:-AHEAD]
        )

    @property
    def unseen(self) -> np.ndarray:
        """What came: (wards, 12)."""
        return self.counts.values[:, -AHEAD:].astype(float)


@dataclass(frozen=True)
class Scored:
    """Of each series: mean absolute error over its in-sample naive error, ours and the naive; and
    whether the month of one horizon, chosen by its number, fell inside the interval."""

    mase: np.ndarray
    naive_mase: np.ndarray
    inside: np.ndarray


def draw_theme(seed: int, theme: int, *, wards: int = 40, months: int = 60) -> Planted:
    """One theme. Seasons and the usual ward's records a month go round by the theme's number."""
    random = np.random.default_rng([seed, theme])
    residents = random.gamma(RESIDENT_SHAPE, 1 / RESIDENT_SHAPE, wards)
    season = np.array(SEASONS[SHAPES[theme % len(SHAPES)]])
    own = season[None, :] ** random.uniform(0.6, 1.4, (wards, 1))
    size = months + AHEAD
    at = np.arange(FIRST, FIRST + size)
    steps = random.normal(0, WANDER, (wards, size)).cumsum(axis=1)
    trend = random.normal(0, YEARLY) * np.arange(size) / 12
    mean = MEANS[theme % len(MEANS)]
    expected = mean * residents[:, None] * own[:, at % 12] * np.exp(steps + trend)
    mild = random.gamma(MONTH_SHAPE, 1 / MONTH_SHAPE, expected.shape)
    labels = month_labels(FIRST, FIRST + size - 1)
    names = tuple(f"ward {ward}" for ward in range(wards))
    return Planted(
        f"theme {theme}", Matrix(random.poisson(expected * mild), names, labels), Basis()
    )


def draw_city(seed: int) -> Iterator[Planted]:
    """Every kind of every agency that gives points, by ward, over the made-up city's 48 months."""
    city = lay_out_city(seed)
    expected = expect_records(city, plant_places(city), seed=seed)
    random = np.random.default_rng([seed, 11])
    labels = city_months()
    for stream in (one for one in STREAMS if one.agency in POINT_AGENCIES):
        factors = kind_factors(stream)
        shares = factors / factors.sum(axis=0)
        for kind, share in zip(stream.kinds, shares, strict=True):
            drawn = draw_counts(expected.by_source[stream.source] * share, random=random)
            counts = np.zeros((len(city.wards.codes), len(labels)))
            np.add.at(counts, city.cell_ward, drawn)
            counts[:, [label in stream.missing for label in labels]] = np.nan
            changed = (stream.source, kind.name) == (RECORDING_CHANGE.source, RECORDING_CHANGE.kind)
            breaks = (RecordingBreak(RECORDING_CHANGE.start, "recorded more often"),)
            yield Planted(
                f"{stream.source} {kind.name}",
                Matrix(counts, tuple(city.wards.codes), labels),
                Basis(breaks=breaks if changed else (), missing=stream.missing),
            )


def score(planted: Planted, *, first: int = 0) -> Scored:
    """Forecast the unseen months. `first`: the number of the first series among all."""
    found = forecast(planted.seen, basis=planted.basis)
    return score_on(found, planted.unseen, first=first)


def score_larger_areas(planted: Planted, *, first: int = 0) -> Scored:
    """The same of four districts and the city that the wards lie in, made to add up."""
    wards = planted.counts.rows
    districts = {f"district {number}": "city" for number in range(4)}
    tree = Tree({ward: f"district {at % 4}" for at, ward in enumerate(wards)} | districts)
    found = forecast(planted.seen, basis=planted.basis, tree=tree)
    scored = score_on(found, add_up(planted.counts, tree).values[:, -AHEAD:], first=first)
    above = slice(len(wards), None)
    return Scored(scored.mase[above], scored.naive_mase[above], scored.inside[above])


def score_on(found: Forecast, unseen: np.ndarray, *, first: int = 0) -> Scored:
    """Score a forecast on what came (rows, months); NaN is not scored."""
    months = unseen.shape[1]
    begin = month_number(found.months[0])
    of_year = np.arange(begin, begin + len(found.months) + months) % 12
    naive = expect_naive(found.counts, of_year, horizon=months)[:, -1]
    scale = find_scale(found.counts, of_year)
    scale = np.where(scale > 0, scale, np.nan)
    known = ~np.isnan(unseen) & ~np.isnan(naive)
    ours, theirs = (
        np.where(known, np.abs(unseen - each), 0.0).sum(axis=1) / known.sum(axis=1) / scale
        for each in (found.expected[:, :months], naive)
    )
    rows = np.arange(len(unseen))
    one = (first + rows) % months
    came = unseen[rows, one]
    inside = (came >= found.low[rows, one]) & (came <= found.high[rows, one])
    return Scored(ours, theirs, inside)
