"""Where the numbers of a map stand: each near its place, none upon another, the same every time."""

from __future__ import annotations

import math
from collections.abc import Sequence

from safercity.documents.figures.projection import Point

RADIUS = 11.0
Box = tuple[float, float, float, float]
DIRECTIONS = 16
WORD = 300.0  # what covering a word costs: dearer than the farthest point, cheaper than a number
DISTANCES = (20.0, 27.0, 36.0, 48.0, 62.0, 80.0)


def place_numbers(
    centres: Sequence[Point], *, width: float, height: float, words: Sequence[Box] = ()
) -> list[Point]:
    """A standing point for the number of each centre, in the order given (the first chooses first).

    Of 96 points around the centre the cheapest is taken: overlap with another number costs most,
    then covering another place's centre or one of `words` (boxes), then distance. Greedy, so a
    crowded map may still touch.
    """
    chosen: list[Point] = []
    for index, centre in enumerate(centres):
        others = [other for at, other in enumerate(centres) if at != index]
        candidates = _candidates(centre, width=width, height=height)
        costs = [
            _cost(point, centre=centre, chosen=chosen, others=others) + _cover(point, words)
            for point in candidates
        ]
        chosen.append(candidates[costs.index(min(costs))])
    return chosen


def _candidates(centre: Point, *, width: float, height: float) -> list[Point]:
    points = []
    for distance in DISTANCES:
        for turn in range(DIRECTIONS):
            # First to the upper right, as a reader expects a label.
            angle = -math.pi / 4 + turn * 2 * math.pi / DIRECTIONS
            x = centre[0] + distance * math.cos(angle)
            y = centre[1] + distance * math.sin(angle)
            if RADIUS < x < width - RADIUS and RADIUS < y < height - RADIUS:
                points.append((round(x, 2), round(y, 2)))
    return points or [centre]


def _cost(
    point: Point, *, centre: Point, chosen: Sequence[Point], others: Sequence[Point]
) -> float:
    cost = math.dist(point, centre)
    for other in chosen:
        gap = math.dist(point, other) - 2 * RADIUS - 2
        cost += 1000 - gap if gap < 0 else 0
    for other in others:
        gap = math.dist(point, other) - RADIUS - 8
        cost += 60 - gap if gap < 0 else 0
    return round(cost, 6)


def _cover(point: Point, words: Sequence[Box]) -> float:
    x, y = point
    covered = [
        left - RADIUS < x < right + RADIUS and top - RADIUS < y < bottom + RADIUS
        for left, top, right, bottom in words
    ]
    return WORD * sum(covered)
