"""Second implementations: slow, with dictionaries or dense matrices, and meant to be obvious."""

from __future__ import annotations

import math

import numpy as np


def level_by_hand(counts, exposure, segments, keeps):
    """Records and usual months behind a level, each month weighed by its age."""
    last = max((t for t, count in enumerate(counts) if not math.isnan(count)), default=None)
    above = below = 0.0
    for t, count in enumerate(counts):
        if math.isnan(count) or segments[t] != segments[last]:
            continue
        weight = keeps ** (len(counts) - 1 - t)
        above += weight * count
        below += weight * exposure[t]
    return above, below


def naive_by_hand(counts, of_year, horizon):
    """For each n and h the newest known count of that calendar month before n."""
    found = []
    for n in range(len(counts) + 1):
        latest = {}
        for t in range(n):
            if not math.isnan(counts[t]):
                latest[of_year[t]] = counts[t]
        found.append([latest.get(of_year[n + h], math.nan) for h in range(horizon)])
    return np.array(found)


def reconcile_by_algebra(values, tree, variances):
    """S (S' W^-1 S)^-1 S' W^-1 y, with S the matrix of which smallest areas lie in which area."""
    summing = np.zeros((len(tree.nodes), len(tree.leaves)))
    for column, leaf in enumerate(tree.leaves):
        area = leaf
        while area is not None:
            summing[tree.nodes.index(area), column] = 1
            area = tree.parents.get(area)
    weight = np.diag(1 / variances)
    inner = summing.T @ weight @ summing
    return summing @ np.linalg.solve(inner, summing.T @ weight @ values)
