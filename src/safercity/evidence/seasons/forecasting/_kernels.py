"""Levels and seasons of many short series, from every month in the past at once, compiled.

A level is a discounted Poisson-gamma rate: `above` records in `below` usual months, both forgotten
at the same pace, so that a gap forgets without saying anything. Sums run in one order only, and
nothing here takes a logarithm or a power: the same bits on every machine.
"""

from __future__ import annotations

from math import isnan, nan, sqrt

import numpy as np
from numba import njit

SHIFT = 0.375  # sqrt(count + 3/8) varies alike for all sizes (Anscombe 1948)
SEASON_KEEPS = 0.93  # of the level that the seasons are told from: about a year to either side
SEASON_BORROWS = 40.0
FEWEST_FREE = 6.0  # months beyond the first of their kind, to tell noise from season
ROUNDS, FIRST_ROUNDS = 3, 10


@njit(cache=True)
def find_level(counts, exposure, segments, keeps):  # pragma: no cover - compiled
    """Records and usual months behind the level after the last month; a break starts anew.

    `counts`, `exposure` already weighted; the first month known after a break forgets all before.
    """
    above, below, segment = 0.0, 0.0, -1
    for t in range(counts.size):
        above *= keeps
        below *= keeps
        if isnan(counts[t]):
            continue
        if segment >= 0 and segments[t] != segment:
            above, below = 0.0, 0.0
        segment = segments[t]
        above += counts[t]
        below += exposure[t]
    return above, below


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
    """One row's records by calendar month, and what its levels with `season` expect. (12,), (12,)"""
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
def expect_row(  # pragma: no cover - compiled
    counts, exposure, days, segments, of_year, season, common, seen, due, borrows, keeps, ahead
):
    """Fill `ahead` (horizon,) with expected counts after the last month; the usual months behind.

    `common` (n,): the movement shared by all rows, within which the row has its own level.
    """
    n = counts.size
    mine, usual = np.empty(12), np.empty(n)
    for month in range(12):
        mine[month] = season[month] * borrow(seen[month], due[month], borrows)
    for t in range(n):
        usual[t] = exposure[t] * mine[of_year[t]] * common[t]
    above, below = find_level(counts, usual, segments, keeps)
    level = above / below * common[n - 1] if below > 0 else 0.0
    for h in range(ahead.size):
        ahead[h] = level * days[n + h] * mine[of_year[n + h]]
    return below / common[n - 1] if common[n - 1] > 0 else below


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


@njit(cache=True)
def score_choices(  # pragma: no cover - compiled
    counts, weighted, exposure, days, segments, of_year, seasons, common, is_origin,
    borrowed, keeps, horizon,
):  # fmt: skip
    """How far each choice was off: squares of the difference of roots, by row and month told of.

    Choices: kind of common movement x borrowed x keeps, the last running fastest. Returns losses
    (choices, rows, months) and numbers of forecasts (rows, months).
    """
    rows, months = counts.shape
    each = borrowed.size * keeps.size
    losses = np.zeros((common.shape[0] * each, rows, months))
    pairs = np.zeros((rows, months))
    ahead = np.empty(horizon)
    together = np.zeros(months, dtype=np.int64)
    for row in range(rows):
        for n in range(1, months):
            if not is_origin[row, n]:
                continue
            past, share = weighted[row, :n], exposure[:n]
            seen, due = own_seasons(past, share, segments[:n], of_year[:n], seasons[n])
            last = min(horizon, months - n)
            for h in range(last):
                if not isnan(counts[row, n + h]):
                    pairs[row, n + h] += 1
            for choice in range(losses.shape[0]):
                kind, rest = choice // each, choice % each
                expect_row(
                    past, share, days, segments[:n] if kind == 0 else together[:n], of_year,
                    seasons[n], common[kind, n, :n], seen, due,
                    borrowed[rest // keeps.size], keeps[rest % keeps.size], ahead,
                )  # fmt: skip
                for h in range(last):
                    if not isnan(counts[row, n + h]):
                        off = sqrt(counts[row, n + h] + SHIFT) - sqrt(ahead[h] + SHIFT)
                        losses[choice, row, n + h] += off * off
    return losses, pairs


@njit(cache=True)
def expect_all(  # pragma: no cover - compiled
    weighted, exposure, days, segments, of_year, seasons, common, is_origin,
    borrowed, keeps, choices, horizon,
):  # fmt: skip
    """Expected counts from every origin with the choice made there, the end of the data last.

    Returns expected (rows, months + 1, horizon), NaN where there is no origin, and the usual months
    behind each level (rows, months + 1).
    """
    rows, months = weighted.shape
    each = borrowed.size * keeps.size
    expected = np.full((rows, months + 1, horizon), nan)
    behind = np.full((rows, months + 1), nan)
    together = np.zeros(months, dtype=np.int64)
    for row in range(rows):
        for n in range(1, months + 1):
            if not is_origin[row, n]:
                continue
            past, share = weighted[row, :n], exposure[:n]
            kind, rest = choices[row, n] // each, choices[row, n] % each
            seen, due = own_seasons(past, share, segments[:n], of_year[:n], seasons[n])
            behind[row, n] = expect_row(
                past, share, days, segments[:n] if kind == 0 else together[:n], of_year,
                seasons[n], common[kind, n, :n], seen, due,
                borrowed[rest // keeps.size], keeps[rest % keeps.size], expected[row, n],
            )  # fmt: skip
    return expected, behind
