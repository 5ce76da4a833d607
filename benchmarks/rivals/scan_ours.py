"""Our side of `bench_watch`: the scan with its replicas; zones are drawn anew each time."""

from __future__ import annotations

import numpy as np
from warm import serve

from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.watch import (
    ScanPlan,
    ScanSettings,
    draw_zones,
    list_cases,
    scan_cylinders,
)
from safercity.evidence.watch.periods import day_label
from safercity.evidence.watch.scan import simulate_scan_null


def prepare(asked: dict) -> tuple:
    with np.load(asked["path"]) as file:
        values, centroids = file["values"], file["centroids"]
    columns = tuple(day_label(19_000 + day) for day in range(values.shape[1]))
    counts = Matrix(values, tuple(range(len(values))), columns)
    return counts, centroids, ScanSettings(asked["longest"], replicas=asked["replicas"])


def work(ready: tuple) -> float:
    counts, centroids, settings = ready
    plan = ScanPlan(list_cases(counts), draw_zones(centroids), settings)
    cylinders = scan_cylinders(plan)
    simulate_scan_null(plan, run=Run())
    return cylinders[0].statistic


if __name__ == "__main__":
    serve(prepare, work)
