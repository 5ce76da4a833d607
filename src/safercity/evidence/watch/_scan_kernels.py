"""The loops of the scan, compiled. Sums run in one order, so that every machine agrees."""

from __future__ import annotations

import math

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def tally_recent(places, ages, shape):  # pragma: no cover - compiled
    """Cases by place in the newest 1, 2, ... periods: (places, longest), float64 whole numbers."""
    recent = np.zeros(shape)
    longest = shape[1]
    for case in range(places.size):
        if ages[case] < longest:
            recent[places[case], ages[case]] += 1.0
    for place in range(shape[0]):
        for length in range(1, longest):
            recent[place, length] += recent[place, length - 1]
    return recent


@njit(cache=True, nogil=True)
def reach_within(order, totals, most):  # pragma: no cover - compiled
    """How many places each centre may take in with `most` cases at most, (centres,) int64."""
    reach = np.zeros(order.shape[0], dtype=np.int64)
    for centre in range(order.shape[0]):
        around = 0.0
        for size in range(order.shape[1]):
            around += totals[order[centre, size]]
            if around > most:
                break
            reach[centre] = size + 1
    return reach


@njit(cache=True, nogil=True)
def scan_centre(recent, order, reach, totals, shares, cases, fewest, floor):  # pragma: no cover
    """The best zone around one centre: (statistic, places in it, length - 1), if above `floor`.

    A zone whose newest place has no recent case is never better than the zone before it: same
    cases, more expected. The logarithms are taken only where the bound
    (c - e)^2 C / (e (C - e)), which the statistic never exceeds, is above the best so far.
    """
    longest = shares.size
    inside = np.zeros(longest)
    best, best_size, best_length = floor, 0, 0
    around = 0.0
    for size in range(reach):
        place = order[size]
        around += totals[place]
        if recent[place, longest - 1] == 0.0:
            continue
        hot = False
        for length in range(longest):
            inside[length] += recent[place, length]
            expected = around * shares[length]
            over = inside[length] - expected
            bound = over * over * cases - best * expected * (cases - expected)
            hot |= (over > 0.0) & (bound > 0.0)
        if not hot:
            continue
        for length in range(longest):
            expected = around * shares[length]
            count = inside[length]
            over = count - expected
            if over <= 0.0 or count < fewest:
                continue
            if over * over * cases <= best * expected * (cases - expected):
                continue
            found = count * math.log(count / expected)
            if count < cases:
                found += (cases - count) * math.log((cases - count) / (cases - expected))
            if found > best:
                best, best_size, best_length = found, size + 1, length
    return best, best_size, best_length


@njit(cache=True, nogil=True)
def scan_most(recent, order, reach, totals, shares, cases, fewest, floor):  # pragma: no cover
    """The highest statistic over all centres, or `floor` where none is above it."""
    best = floor
    for centre in range(order.shape[0]):
        best = scan_centre(
            recent, order[centre], reach[centre], totals, shares, cases, fewest, best
        )[0]
    return best


@njit(cache=True, nogil=True)
def scan_each(recent, order, reach, totals, shares, cases, fewest):  # pragma: no cover
    """The best zone of every centre: statistics, sizes, lengths - 1."""
    centres = order.shape[0]
    statistic = np.zeros(centres)
    sizes = np.zeros(centres, dtype=np.int64)
    lengths = np.zeros(centres, dtype=np.int64)
    for centre in range(centres):
        found = scan_centre(
            recent, order[centre], reach[centre], totals, shares, cases, fewest, 0.0
        )
        statistic[centre], sizes[centre], lengths[centre] = found
    return statistic, sizes, lengths
