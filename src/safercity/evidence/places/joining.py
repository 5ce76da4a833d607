"""Adjoining units of one class become one place; large ones with clear peaks become several."""

from __future__ import annotations

import math
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
    are cut at 0.8, 0.9 and at any valley. What is too large even with a single peak is told as
    several places of about equal size, grown from the highest unit down.
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
    return sorted(
        piece
        for part in parts
        for piece in _grow_pieces(part, units, heights=heights, largest=largest)
    )


def _grow_pieces(
    group: list[int], units: Units, *, heights: np.ndarray, largest: int
) -> list[list[int]]:
    """A group without a valley in pieces of about equal size, each connected."""
    if len(group) <= largest:
        return [group]
    size = math.ceil(len(group) / math.ceil(len(group) / largest))
    left, piece = set(group), [min(group, key=lambda one: (-heights[one], one))]
    while len(piece) < size:
        left -= set(piece)
        edge = {other for one in piece for other in units.neighbours(one).tolist()} & left
        if not edge:
            break
        piece.append(_most_enclosed(edge, piece, units=units, heights=heights))
    pieces = [sorted(piece)]
    for rest in join_units(set(group) - set(piece), units):
        pieces += _grow_pieces(rest, units, heights=heights, largest=largest)
    return pieces


def _most_enclosed(edge: set[int], piece: list[int], *, units: Units, heights: np.ndarray) -> int:
    """The unit of the edge that most units of the piece adjoin, so that pieces stay compact; of
    equals the highest."""
    taken = set(piece)

    def order(one: int) -> tuple[int, float, int]:
        touching = sum(other in taken for other in units.neighbours(one).tolist())
        return (-touching, -heights[one], one)

    return min(edge, key=order)


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
