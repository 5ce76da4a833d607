"""Do hot spots hold what they promise? Even maps stay quiet, planted spots are found.

    python benchmarks/truth_hot_spots.py [--maps 2000] [--planted 200]

The truths are fixed here, before any method ran: maps of 30 by 30 squares with 0.8 records a cell;
a planted spot is a block of 5 by 5 cells with a higher rate, and is found if half of it is hot.
Gates are exact binomial 99.9% bands around what is promised; curves have no gate.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np
from record import Truth, record_truths
from scipy.stats import binom

from safercity.evidence.findings import Basis
from safercity.evidence.matrix import Matrix
from safercity.evidence.places import measure_concentration
from safercity.evidence.places.concentration import calculate_gini
from safercity.evidence.places.hot_spots import HOT, HotSpotSettings, neighbourhoods_within
from safercity.evidence.places.hot_spots.judge import judge_values
from safercity.evidence.runs import Run

SIDE, RATE = 30, 0.8
NEAR = neighbourhoods_within(np.argwhere(np.ones((SIDE, SIDE))) * 1.0, 2**0.5)
BLOCK = np.zeros((SIDE, SIDE), dtype=bool)
BLOCK[12:17, 8:13] = True
RATIOS = (1.5, 2.0, 2.5, 3.0, 4.0, 5.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--maps", type=int, default=2000)
    parser.add_argument("--planted", type=int, default=200)
    asked = parser.parse_args()
    record_truths("hot spots", list(judge_all(asked.maps, planted=asked.planted)))


def judge_all(maps: int, *, planted: int) -> Iterator[Truth]:
    for method in ("exact", "permutation", "analytic"):
        wrong = sum(calls_any(seed, method=method) for seed in range(maps))
        # At most: chances of whole numbers are seldom used up. The normal one has no promise.
        most = int(binom.ppf(0.999, maps, 0.05))
        band = (0, most) if method != "analytic" else None
        yield Truth(f"even maps with any place called, {method}", wrong, maps, band)
    for ratio in RATIOS:
        found, false = find_planted(ratio, maps=planted)
        what = f"planted blocks found at {ratio} times the rate, exact"
        yield Truth(what, found, planted)
        yield Truth(f"share of hot cells far from the block at {ratio} times the rate", false)
    yield cover_gini(maps)


def calls_any(seed: int, *, method: str) -> bool:
    counts = np.random.default_rng([1, seed]).poisson(RATE, SIDE * SIDE).astype(float)
    settings = HotSpotSettings(method=method)
    judged = judge_values(counts, NEAR, settings=settings, run=Run(seed=seed))
    return bool((np.abs(judged.states) == 1).any())


def find_planted(ratio: float, *, maps: int) -> tuple[int, float]:
    """How many blocks are found, and what share of hot cells has no cell of the block near it."""
    near_block = np.zeros(SIDE * SIDE, dtype=bool)
    for place in np.flatnonzero(BLOCK):
        near_block[NEAR.indices[NEAR.indptr[place] : NEAR.indptr[place + 1]]] = True
    found, hot_cells, false = 0, 0, 0
    for seed in range(maps):
        rate = RATE * np.where(BLOCK, ratio, 1.0).ravel()
        counts = np.random.default_rng([2, seed]).poisson(rate).astype(float)
        hot = judge_values(counts, NEAR, settings=HotSpotSettings(), run=Run()).states == HOT
        found += bool(hot[BLOCK.ravel()].mean() >= 0.5)
        hot_cells, false = hot_cells + int(hot.sum()), false + int((hot & ~near_block).sum())
    return found, round(false / max(hot_cells, 1), 4)


def cover_gini(samples: int) -> Truth:
    """How often the 95% interval of 500 places' Gini index holds that of half a million."""
    rng = np.random.default_rng(3)
    true = calculate_gini(rng.poisson(rng.gamma(0.6, 10, 500_000)))
    inside = 0
    for _ in range(samples):
        counts = rng.poisson(rng.gamma(0.6, 10, 500)).astype(float)
        matrix = Matrix(counts[:, None], tuple(range(500)), ("2024-01",))
        index = measure_concentration(matrix, basis=Basis(), run=Run()).gini
        inside += index is not None and index.low <= true <= index.high
    low, high = (int(binom.ppf(end, samples, 0.95)) for end in (0.0005, 0.9995))
    what = "95% intervals of the Gini index that hold the truth"
    return Truth(what, inside, samples, (low, high))


if __name__ == "__main__":
    main()
