"""pointpats' side of `bench_watch`: its `Knox`, with as many shuffles."""

from __future__ import annotations

import numpy as np
from pointpats import Knox
from warm import serve


def prepare(asked: dict) -> tuple:
    with np.load(asked["path"]) as file:
        spots = np.column_stack([file["x"], file["y"]])
        days = file["days"].astype(float)[:, None]
    return spots, days, asked


def work(ready: tuple) -> dict:
    spots, days, asked = ready
    found = Knox(spots, days, asked["metres"], asked["days"], permutations=asked["permutations"])
    return {"observed": found.observed.tolist(), "chance": float(found.p_sim)}


if __name__ == "__main__":
    serve(prepare, work)
