"""The zones a scan looks at: circles around each place, growing one place at a time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from safercity.evidence.statistics import round_significant
from safercity.evidence.watch.errors import BadCounts, TooFewToWatch, WatchSettingWrong


@dataclass(frozen=True)
class ScanSettings:
    """`longest`: periods that a cluster may have lasted so far. `largest_share`: of all cases, in
    the places of a zone. `largest_metres`: radius, None for no limit. `fewest_cases` make a
    cluster: one is none (SaTScan's default too). `replicas`: simulated looks.
    `every`: periods from one look to the next.
    """

    longest: int = 7
    largest_share: float = 0.5
    largest_metres: float | None = None
    fewest_cases: int = 2
    replicas: int = 4999
    every: int = 1

    def __post_init__(self) -> None:
        if self.longest < 1 or self.every < 1 or not 0 < self.largest_share <= 1:
            raise WatchSettingWrong(
                f"A cluster of at most {self.longest} periods and {self.largest_share} of the "
                "cases: at least 1 period and a share between 0 and 1 are needed."
            )


@dataclass(frozen=True)
class Zones:
    """`order` (places, n): for each place all places by distance, itself first, int32.
    `metres` (places, n): how far they are. `key`: digest of both."""

    order: np.ndarray
    metres: np.ndarray
    key: str

    def limit(self, totals: np.ndarray, settings: ScanSettings) -> np.ndarray:
        """How many places each centre may take in, (places,) int64: at least itself."""
        from safercity.evidence.watch import _scan_kernels as kernels

        reach = kernels.reach_within(self.order, totals, settings.largest_share * totals.sum())
        if settings.largest_metres is not None:  # `metres` grow from place to place
            reach = np.minimum(reach, (self.metres <= settings.largest_metres).sum(axis=1))
        return np.maximum(reach, 1)


def draw_zones(centroids: np.ndarray, *, nearest: int | None = None) -> Zones:
    """Zones around places at `centroids` (n, 2; metres), of up to `nearest` places (None: all).

    Places as far from a centre are added one at a time, west to east and then south to north, as
    SaTScan does; distances are rounded to 10 digits first, so that a tie is a tie everywhere.
    Errors: `TooFewToWatch` for fewer than two places, `BadCounts` for coordinates that are none.
    """
    centroids = np.asarray(centroids, dtype=float)
    if centroids.ndim != 2 or centroids.shape[1] != 2 or not np.isfinite(centroids).all():
        raise BadCounts(
            f"Places need two finite coordinates each; these have shape {centroids.shape}."
        )
    number = len(centroids)
    if number < 2:
        raise TooFewToWatch(f"{number} place: a scan compares places and needs at least two.")
    kept = number if nearest is None else min(nearest, number)
    order = np.empty((number, kept), dtype=np.int32)
    metres = np.empty((number, kept))
    for centre in range(number):
        away = centroids - centroids[centre]
        distance = round_significant(np.sqrt((away**2).sum(axis=1)))
        by_distance = np.lexsort((centroids[:, 1], centroids[:, 0], distance))
        # Places on one spot: the centre itself still comes first.
        itself_first = np.concatenate([[centre], by_distance[by_distance != centre]])[:kept]
        order[centre], metres[centre] = itself_first, distance[itself_first]
    digest = hashlib.sha256(order.tobytes() + metres.tobytes()).hexdigest()[:16]
    return Zones(order, metres, digest)
