"""Common units: small areas of both vintages, merged where a code split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from safercity.evidence.geography.areas import Areas
from safercity.evidence.geography.crosswalk import Crosswalk

# Generalised borders do not meet exactly; areas nearer than this adjoin.
ADJOINING_METRES = 5.0


@dataclass(frozen=True)
class CommonUnits:
    """The partnership's small areas at the finest level that both vintages support, n of them.

    `labels`: unit ids, sorted. `polygons`: (n,) in metres. `area_m2`: (n,). `centroids`: (n, 2).
    `residents`: (n,), zeros where unknown. `neighbours`: adjoining units as (indptr, indices).
    """

    labels: tuple[str, ...]
    polygons: np.ndarray
    area_m2: np.ndarray
    centroids: np.ndarray
    residents: np.ndarray
    neighbours: tuple[np.ndarray, np.ndarray]


def merge_small_areas(
    small_areas: Areas, crosswalk: Crosswalk, *, residents: Mapping[str, int]
) -> CommonUnits:
    """Merge the newest small areas into common units. Nothing is ever apportioned between units."""
    members: dict[str, list[int]] = {}
    for position, code in enumerate(small_areas.codes):
        members.setdefault(crosswalk.unit_of.get(code, code), []).append(position)
    labels = tuple(sorted(members))
    polygons = np.array(
        [shapely.union_all(small_areas.polygons[members[label]]) for label in labels]
    )
    codes = small_areas.codes
    people = [sum(residents.get(codes[i], 0) for i in members[label]) for label in labels]
    return CommonUnits(
        labels=labels,
        polygons=polygons,
        area_m2=np.round(shapely.area(polygons), 2),
        centroids=np.round(shapely.get_coordinates(shapely.centroid(polygons)), 2),
        residents=np.array(people, dtype=float),
        neighbours=_adjoining(polygons),
    )


def _adjoining(polygons: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    tree = shapely.STRtree(polygons)
    left, right = tree.query(polygons, predicate="dwithin", distance=ADJOINING_METRES)
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    others = left != right
    counts = np.bincount(left[others], minlength=len(polygons))
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), right[others].astype(np.int64)
