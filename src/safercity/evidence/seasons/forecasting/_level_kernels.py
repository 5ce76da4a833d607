"""Levels of many short series and what they lead to expect, from every month in the past, compiled.

A level is a discounted Poisson-gamma rate: `above` records in `below` usual months, both forgotten
at the same pace, so that a gap forgets without saying anything.
"""

from __future__ import annotations

from math import isnan, nan, sqrt

import numpy as np
from numba import njit

from safercity.evidence.seasons.forecasting._season_kernels import borrow, own_seasons
from safercity.evidence.seasons.forecasting.settings import SHIFT


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
