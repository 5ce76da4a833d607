"""Seasons of many short series as each month in the past knew them, compiled.

Levels here are told from the months on both sides, so that what is left is the time of year. Sums
run in one order only, and nothing takes a logarithm or a power: the same bits on every machine.
"""

from __future__ import annotations

from math import isnan, nan

import numpy as np
from numba import njit

SEASON_KEEPS = 0.93  # of the level that the seasons are told from: about a year to either side
SEASON_BORROWS = 40.0
FEWEST_FREE = 6.0  # months beyond the first of their kind, to tell noise from season
ROUNDS, FIRST_ROUNDS = 3, 10


@njit(cache=True)
def find_levels_around(counts, exposure, segments, keeps):  # pragma: no cover - compiled
    """The level at each month from the months on both sides of it, within its segment. (n,)"""
    n = counts.size
    above, below = np.zeros(n), np.zeros(n)
    for way in (1, -1):
        most, least, segment = 0.0, 0.0, -1
        for step in range(n):
            t = step if way == 1 else n - 1 - step
            most *= keeps
            least *= keeps
            if segment >= 0 and segments[t] != segment:
                most, least = 0.0, 0.0
            segment = segments[t]
            if way == -1:
                above[t] += most
                below[t] += least
            if not isnan(counts[t]):
                most += counts[t]
                least += exposure[t]
            if way == 1:
                above[t] += most
                below[t] += least
    for t in range(n):
        above[t] = above[t] / below[t] if below[t] > 0 else 0.0
    return above


@njit(cache=True)
def add_due(counts, exposure, segments, of_year, season, seen, due):  # pragma: no cover - compiled
    """Add one row's records, and what its levels expect but for the season, month by month."""
    n = counts.size
    usual = np.empty(n)
    for t in range(n):
        usual[t] = exposure[t] * season[of_year[t]]
    levels = find_levels_around(counts, usual, segments, SEASON_KEEPS)
    for t in range(n):
        if not isnan(counts[t]):
            seen[t] += counts[t]
            due[t] += levels[t] * exposure[t]


@njit(cache=True)
def by_calendar(values, of_year):  # pragma: no cover - compiled
    """Sums by calendar month. (12,)"""
    found = np.zeros(12)
    for t in range(values.size):
        found[of_year[t]] += values[t]
    return found


@njit(cache=True)
def pool_seasons(counts, exposure, segments, of_year, begin, rounds):  # pragma: no cover
    """Seasonal indices (12,), mean 1, of all rows together; 1 where a calendar month is unknown."""
    season, n = begin.copy(), counts.shape[1]
    for _ in range(rounds):
        seen, due = np.zeros(n), np.zeros(n)
        for row in range(counts.shape[0]):
            add_due(counts[row], exposure, segments, of_year, season, seen, due)
        season = calm_seasons(seen, due, exposure, of_year)
        season *= 12 / season.sum()
    return season


@njit(cache=True)
def calm_seasons(seen, due, exposure, of_year):  # pragma: no cover - compiled
    """Ratios of calendar months drawn to 1 as far as years differ among themselves.

    A month's ratio of several years is drawn by noise / (noise + years x season), the two variances
    by moments (Efron & Morris 1975); with next to no month seen twice, as if they were equal.
    """
    above, below = by_calendar(seen, of_year), by_calendar(due, of_year)
    years, times = np.zeros(12), np.zeros(12)
    for t in range(seen.size):
        if due[t] > 0:
            years[of_year[t]] += exposure[t]
            times[of_year[t]] += 1
    noise, free = 0.0, 0.0
    for t in range(seen.size):
        month = of_year[t]
        if due[t] > 0 and times[month] > 1:
            off = seen[t] / due[t] - above[month] / below[month]
            noise += exposure[t] * off * off
            free += exposure[t] * (1 - 1 / times[month])
    spread, chance, told = 0.0, 0.0, 0.0
    for month in range(12):
        if below[month] > 0:
            told += 1
            spread += (above[month] / below[month] - 1) ** 2
            chance += 1 / years[month]
    draw = 1.0
    if free >= FEWEST_FREE:
        season_variance = (spread - chance * noise / free) / max(told, 1.0)
        draw = noise / free / season_variance if season_variance > 0 else 1e6
    found = np.ones(12)
    for month in range(12):
        if below[month] > 0:
            ratio = above[month] / below[month]
            found[month] = (years[month] * ratio + draw) / (years[month] + draw)
    return found


@njit(cache=True)
def own_seasons(counts, exposure, segments, of_year, season):  # pragma: no cover - compiled
    """A row's records by calendar month, and what its levels and `season` expect. (12,) each"""
    mine = season.copy()
    seen, due = np.zeros(12), np.zeros(12)
    for _ in range(ROUNDS):
        seen_at, due_at = np.zeros(counts.size), np.zeros(counts.size)
        add_due(counts, exposure, segments, of_year, mine, seen_at, due_at)
        seen, due = by_calendar(seen_at, of_year), by_calendar(due_at, of_year)
        for month in range(12):
            due[month] *= season[month]
            mine[month] = borrow(seen[month], due[month], SEASON_BORROWS) * season[month]
    return seen, due


@njit(cache=True)
def borrow(seen, due, weight):  # pragma: no cover - compiled
    """A ratio of counts drawn to 1 with the weight of so many expected records (gamma-Poisson)."""
    return (weight + seen) / (weight + due)


@njit(cache=True)
def find_seasons(weighted, exposure, segments, of_year, first):  # pragma: no cover - compiled
    """Pooled indices as known after n months, for n from `first` on. (months + 1, 12)"""
    months = weighted.shape[1]
    found = np.ones((months + 1, 12))
    season, rounds = np.ones(12), FIRST_ROUNDS
    for n in range(first, months + 1):
        season = pool_seasons(
            weighted[:, :n], exposure[:n], segments[:n], of_year[:n], season, rounds
        )
        found[n] = season
        rounds = ROUNDS
    return found


@njit(cache=True)
def find_common(  # pragma: no cover - compiled
    weighted, exposure, segments, of_year, seasons, keeps, first
):
    """The movement that all rows share, as known after n months. (1 + keeps, months + 1, months)

    About 1; exactly 1 for the first, in which each row moves by itself.
    """
    rows, months = weighted.shape
    found = np.ones((1 + keeps.size, months + 1, months))
    size, known = np.zeros(rows), np.zeros(rows)
    for n in range(1, months + 1):
        for row in range(rows):
            if not isnan(weighted[row, n - 1]):
                size[row] += weighted[row, n - 1]
                known[row] += exposure[n - 1]
        if n < first:
            continue
        above, below = np.full(n, nan), np.zeros(n)
        for t in range(n):
            total, usual = 0.0, 0.0
            for row in range(rows):
                if not isnan(weighted[row, t]):
                    total += weighted[row, t]
                    usual += size[row] / known[row]
            if usual > 0:
                above[t] = total
                below[t] = usual * exposure[t] * seasons[n, of_year[t]]
        for kind in range(keeps.size):
            levels = find_levels_around(above, below, segments[:n], keeps[kind])
            for t in range(n):
                found[1 + kind, n, t] = levels[t] if levels[t] > 0 else 1.0
    return found
