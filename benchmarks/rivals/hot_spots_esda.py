"""esda's side of `bench_hot_spots`: `G_Local` with binary weights, the place itself included."""

from __future__ import annotations

import functools
import warnings

import numpy as np
from warm import serve

warnings.simplefilter("ignore")

import libpysal  # noqa: E402
from esda.getisord import G_Local  # noqa: E402


@functools.cache
def read_weights(path: str) -> dict:
    with np.load(path) as file:
        indptr, indices = file["indptr"], file["indices"]
    rows = np.split(indices, indptr[1:-1])
    return {at: [int(one) for one in row if one != at] for at, row in enumerate(rows)}


def prepare(asked: dict) -> tuple:
    with np.load(asked["path"]) as file:
        counts = file["counts"].astype(float)
    weights = libpysal.weights.W(read_weights(asked["path"]), silence_warnings=True)
    if asked["method"] == "exact":  # compiles, untimed
        few = libpysal.weights.lat2W(20, 20, rook=False)
        G_Local(counts[:400], few, transform="B", star=True, permutations=9, seed=1)
    return counts, weights, asked


def work(ready: tuple) -> str:
    counts, weights, asked = ready
    permutations = 0 if asked["method"] == "analytic" else 999
    found = G_Local(
        counts, weights, transform="B", star=True, permutations=permutations, seed=asked["seed"]
    )
    p = found.p_norm if permutations == 0 else found.p_sim
    # It folds both tails into one; above the mean that is the upper one. (Below, a neighbourhood
    # without any record always gets the smallest p there is: none of the drawn sums is smaller.)
    np.savez(asked["answer"], z=found.Zs, p_high=np.where(found.Zs > 0, p, 1.0))
    return asked["answer"]


if __name__ == "__main__":
    serve(prepare, work)
