"""The same scan in plain numpy, as one would write it: every cylinder of a replica at once."""

from __future__ import annotations

import numpy as np
from warm import serve

FEWEST, LARGEST_SHARE = 2, 0.5


def prepare(asked: dict) -> tuple:
    with np.load(asked["path"]) as file:
        return file["values"], file["centroids"], asked


def work(ready: tuple) -> float:
    values, centroids, asked = ready
    draws = np.random.default_rng(1)
    order = order_places(centroids)
    totals = values.sum(axis=1)
    around = np.cumsum(totals[order], axis=1)
    fits = around <= LARGEST_SHARE * totals.sum()
    fits[:, 0] = True
    newest_first = values[:, ::-1]
    shares = np.cumsum(newest_first.sum(axis=0))[: asked["longest"]] / totals.sum()
    expected = around[:, :, None] * shares
    places, ages = np.nonzero(newest_first)
    times = newest_first[places, ages].astype(int)
    places, ages = np.repeat(places, times), np.repeat(ages, times)

    def scan(shuffled: np.ndarray) -> float:
        counts = np.zeros(values.shape)
        np.add.at(counts, (places, shuffled), 1)
        recent = np.cumsum(counts, axis=1)[:, : asked["longest"]]
        inside = np.cumsum(recent[order], axis=1)
        use = fits[:, :, None] & (inside > expected) & (inside >= FEWEST)
        c, e, n = inside[use], expected[use], totals.sum()
        ratio = c * np.log(c / e)
        rest = n - c
        ratio += np.where(rest > 0, rest * np.log(np.maximum(rest, 1) / (n - e)), 0.0)
        return float(ratio.max(initial=0.0))

    best = scan(ages)
    for _ in range(asked["replicas"]):
        scan(draws.permutation(ages))
    return best


def order_places(centroids: np.ndarray) -> np.ndarray:
    """Each place's places by distance; as far ones from west to east, then south to north."""
    away = np.sqrt(((centroids[:, None, :] - centroids[None, :, :]) ** 2).sum(axis=2))
    order = np.stack(
        [np.lexsort((centroids[:, 1], centroids[:, 0], np.round(row, 4))) for row in away]
    )
    return order


if __name__ == "__main__":
    serve(prepare, work)
