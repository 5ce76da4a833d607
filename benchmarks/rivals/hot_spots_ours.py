"""Our side of `bench_hot_spots`: neighbourhoods are ready, as the rival's weights are."""

from __future__ import annotations

import numpy as np
from warm import serve

from safercity.evidence.places.hot_spots import (
    Neighbourhoods,
    calculate_gi_star,
    exact_tails,
    normal_tails,
)


def prepare(asked: dict) -> tuple:
    with np.load(asked["path"]) as file:
        near = Neighbourhoods(file["indptr"], file["indices"])
        return file["counts"].astype(float), near, asked


def work(ready: tuple) -> str:
    counts, near, asked = ready
    found = calculate_gi_star(counts, near)
    tails = normal_tails(found) if asked["method"] == "analytic" else exact_tails(counts, near)
    np.savez(asked["answer"], z=found.z, p_high=tails.more)
    return asked["answer"]


if __name__ == "__main__":
    serve(prepare, work)
