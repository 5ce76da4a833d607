"""Second implementations: slow, with loops over dictionaries, and meant to be obvious."""

from __future__ import annotations

import math
from itertools import combinations


def scan_by_hand(counts, centroids, *, longest, largest_share, fewest=2):
    """The highest log-likelihood ratio of all cylinders that end in the newest period."""
    places, periods = range(len(counts)), len(counts[0])
    total = sum(sum(row) for row in counts)
    best = 0.0
    for centre in places:

        def away(place, centre=centre):
            return round(math.dist(centroids[place], centroids[centre]), 6)

        order = sorted(places, key=lambda place: (place != centre, away(place), *centroids[place]))
        for size in range(1, len(order) + 1):
            zone = order[:size]
            around = sum(sum(counts[place]) for place in zone)
            if size > 1 and around > largest_share * total:
                break
            for length in range(1, min(longest, periods - 1) + 1):
                recent = range(periods - length, periods)
                observed = sum(counts[place][time] for place in zone for time in recent)
                everywhere = sum(counts[place][time] for place in places for time in recent)
                expected = around * everywhere / total if total else 0.0
                if observed < fewest or observed <= expected:
                    continue
                ratio = observed * math.log(observed / expected)
                if observed < total:
                    rest = total - observed
                    ratio += rest * math.log(rest / (total - expected))
                best = max(best, ratio)
    return best


def knox_by_hand(x, y, days, *, metres, time, manhattan):
    """Pairs of events by band, every pair looked at."""
    table = [[0] * (len(time) - 1) for _ in metres[1:]]
    for i, j in combinations(range(len(x)), 2):
        along, across = abs(x[i] - x[j]), abs(y[i] - y[j])
        apart = along + across if manhattan else math.sqrt(along**2 + across**2)
        gap = abs(days[i] - days[j])
        for space in range(len(metres) - 1):
            for later in range(len(time) - 1):
                near = metres[space] <= apart < metres[space + 1]
                table[space][later] += near and time[later] <= gap < time[later + 1]
    return table


def look_chance_by_drawing(draws, foresight, *, chance, places, times):
    """How often a made-up look has a place that becomes as strange as `chance` or stranger.

    `places`: how many, all with no event before the window.
    """
    settings = foresight.settings
    rate = draws.standard_gamma(foresight.prior.shape, (4000, places))
    rate /= foresight.prior.rate + foresight.span
    old = draws.poisson(rate * (settings.within_days - settings.newest_days))
    within = old + draws.poisson(rate * settings.newest_days)
    critical = next(
        count for count in range(times, 200)
        if foresight.chance([float(count)], 0.0)[0] <= chance * (1 + 1e-9)
    )  # fmt: skip
    return ((within >= critical) & (old < critical)).any(axis=1).mean()
