"""Our side of `bench_watch`: Knox's table with 999 shuffles."""

from __future__ import annotations

import numpy as np
from warm import serve

from safercity.evidence.runs import Run
from safercity.evidence.watch import Events, KnoxSettings, find_near_repeats

ENDLESS = float("inf")


def prepare(asked: dict) -> tuple:
    with np.load(asked["path"]) as file:
        events = Events(file["x"], file["y"], file["days"])
    # Whole days no more than `days` apart are fewer than `days` + 1 apart.
    settings = KnoxSettings(
        (0.0, asked["metres"], ENDLESS), (0.0, asked["days"] + 1.0, ENDLESS), "euclidean",
        asked["permutations"],
    )  # fmt: skip
    return events, settings


def work(ready: tuple) -> dict:
    events, settings = ready
    table = find_near_repeats(events, settings=settings, run=Run())
    return {"observed": table.observed.tolist(), "chance": float(table.chance[0, 0])}


if __name__ == "__main__":
    serve(prepare, work)
