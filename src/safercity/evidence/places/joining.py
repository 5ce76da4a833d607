"""Adjoining units of one class become one place; large ones with clear peaks become several."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from safercity.evidence.overlay import Units

VALLEYS = (0.7, 0.8, 0.9, 1.0)  # clear valleys first, shallow ones only if still too large


def join_units(
    members: Iterable[int], units: Units, *, belong: Callable[[int, int], bool] | None = None
) -> list[list[int]]:
    """Connected groups of the member positions, each sorted, groups by their first member.

    `belong(a, b)`: whether two adjoining members may be of one group; always, if not given.
    """
    left = set(members)
    groups = []
    while left:
        start = min(left)
        left.discard(start)
        group, edge = [start], [start]
        while edge:
            here = edge.pop()
            for other in units.neighbours(here).tolist():
                if other in left and (belong is None or belong(here, other)):
                    left.discard(other)
                    group.append(other)
                    edge.append(other)
        groups.append(sorted(group))
    return sorted(groups)


def widen_group(group: list[int], units: Units, *, may_join: np.ndarray, rounds: int) -> list[int]:
    """The group with adjoining units that may join (n booleans), ring by ring."""
    inside = set(group)
    for _ in range(rounds):
        ring = {
            other
            for unit in inside
            for other in units.neighbours(unit).tolist()
            if other not in inside and may_join[other]
        }
        if not ring:
            break
        inside |= ring
    return sorted(inside)


def split_group(
    group: list[int], units: Units, *, heights: np.ndarray, largest: int
) -> list[list[int]]:
    """The group whole, or, if larger than `largest`, cut along its valleys.

    Units are taken from the highest down (`heights`, ties by position). Where a unit joins two
    peaks, they stay apart if it is below 0.7 of the lower peak. Parts that are still too large
    are cut at 0.8, 0.9 and at any valley. A group with one peak stays whole.
    """
    parts = [group]
    for valley in VALLEYS:
        parts = [
            piece
            for part in parts
            for piece in (
                [part]
                if len(part) <= largest
                else _cut(part, units, heights=heights, valley=valley)
            )
        ]
    return sorted(parts)


def _cut(group: list[int], units: Units, *, heights: np.ndarray, valley: float) -> list[list[int]]:
    of: dict[int, int] = {}
    for unit in sorted(group, key=lambda one: (-heights[one], one)):
        near = {_peak(of, of[other]) for other in units.neighbours(unit).tolist() if other in of}
        peaks = sorted(near, key=lambda one: (-heights[one], one))
        of[unit] = peaks[0] if peaks else unit
        for lower in peaks[1:]:
            if heights[unit] >= valley * heights[lower]:
                of[lower] = peaks[0]
    parts: dict[int, list[int]] = {}
    for unit in group:
        parts.setdefault(_peak(of, unit), []).append(unit)
    return sorted(sorted(part) for part in parts.values())


def _peak(of: dict[int, int], unit: int) -> int:
    while of[unit] != unit:
        unit = of[unit]
    return unit
