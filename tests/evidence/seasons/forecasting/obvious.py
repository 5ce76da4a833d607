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


def levels_around_by_hand(counts, exposure, segments, keeps):
    """Each month's level from all months of its segment, weighed by how far away they are."""
    levels = []
    for t in range(len(counts)):
        near = [u for u in range(len(counts))
                if segments[u] == segments[t] and not math.isnan(counts[u])]  # fmt: skip
        above = sum(keeps ** abs(t - u) * counts[u] for u in near)
        below = sum(keeps ** abs(t - u) * exposure[u] for u in near)
        levels.append(above / below if below > 0 else 0.0)
    return levels


def due_by_hand(counts, exposure, segments, of_year, season):
    """What the levels of a row expect in each known month but for the season; elsewhere nothing."""
    usual = [exposure[t] * season[of_year[t]] for t in range(len(counts))]
    levels = levels_around_by_hand(counts, usual, segments, 0.93)
    return [0.0 if math.isnan(count) else levels[t] * exposure[t] for t, count in enumerate(counts)]


def pooled_by_hand(rows, exposure, segments, of_year, season):
    """One round: the seasons of all rows, drawn to a flat year."""
    size = range(len(exposure))
    every = [due_by_hand(row, exposure, segments, of_year, season) for row in rows]
    due = [sum(row[t] for row in every) for t in size]
    seen = [sum(row[t] for row in rows if not math.isnan(row[t])) for t in size]
    months = {m: [t for t in size if of_year[t] == m and due[t] > 0] for m in range(12)}
    ratio = {
        m: sum(seen[t] for t in at) / sum(due[t] for t in at) for m, at in months.items() if at
    }
    years = {m: sum(exposure[t] for t in months[m]) for m in ratio}
    often = [m for m in ratio if len(months[m]) > 1]
    noise = sum(exposure[t] * (seen[t] / due[t] - ratio[m]) ** 2 for m in often for t in months[m])
    free = sum(years[m] * (1 - 1 / len(months[m])) for m in often)
    draw = 1.0
    if free >= 6:
        noise /= free
        spread = np.mean([(ratio[m] - 1) ** 2 - noise / years[m] for m in ratio])
        draw = noise / spread if spread > 0 else 1e6
    calm = [(years[m] * ratio[m] + draw) / (years[m] + draw) if m in ratio else 1.0
            for m in range(12)]  # fmt: skip
    return [each * 12 / sum(calm) for each in calm]


def expect_by_hand(rows, days, segments, of_year, *, keeps, borrowed, common=None, first=12):
    """Expected counts of the year after the last month, for rows (lists) with one choice for all.

    `common`: what the shared movement keeps, None for none. Seasons are told again after each month
    from the `first` on, beginning where the month before ended: ten rounds, then three.
    """
    size = len(rows[0])
    season = [1.0] * 12
    for n in range(first, size + 1):
        for _ in range(10 if n == first else 3):
            part = [row[:n] for row in rows]
            season = pooled_by_hand(part, days[:n], segments[:n], of_year[:n], season)
    moved = _movement_by_hand(rows, days[:size], segments, of_year, season, common)
    within = segments if common is None else [0] * size
    return season, [
        _row_by_hand(row, days, (segments, within), of_year, season, moved, keeps, borrowed)
        for row in rows
    ]


def _movement_by_hand(rows, exposure, segments, of_year, season, keeps):
    if keeps is None:
        return [1.0] * len(exposure)
    total, usual = [], []
    for t in range(len(exposure)):
        known = [row for row in rows if not math.isnan(row[t])]
        total.append(sum(row[t] for row in known) if known else math.nan)
        rate = sum(
            np.nansum(row) / sum(e for e, count in zip(exposure, row, strict=True)
                                 if not math.isnan(count))
            for row in known
        )  # fmt: skip
        usual.append(rate * exposure[t] * season[of_year[t]])
    return levels_around_by_hand(total, usual, segments, keeps)


def _row_by_hand(row, days, segments, of_year, season, moved, keeps, borrowed):
    size, own = len(row), season
    for _ in range(3):
        due = due_by_hand(row, days[:size], segments[0], of_year[:size], own)
        seen, told = [0.0] * 12, [0.0] * 12
        for t in range(size):
            if not math.isnan(row[t]):
                seen[of_year[t]] += row[t]
                told[of_year[t]] += due[t] * season[of_year[t]]
        own = [s * (40 + a) / (40 + b) for s, a, b in zip(season, seen, told, strict=True)]
    own = [s * (borrowed + a) / (borrowed + b) for s, a, b in zip(season, seen, told, strict=True)]
    usual = [days[t] * own[of_year[t]] * moved[t] for t in range(size)]
    above, below = level_by_hand(row, usual, segments[1], keeps)
    level = above / below * moved[-1]
    return [level * days[t] * own[of_year[t]] for t in range(size, size + 12)]
