"""Our side of `bench_forecasts`: all series in one call, with intervals and back-test."""

from __future__ import annotations

import numpy as np
from warm import serve

from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons.forecasting import forecast


def prepare(asked: dict) -> Matrix:
    with np.load(asked["path"]) as file:
        values, columns = file["values"], tuple(file["months"].tolist())
    return Matrix(values, tuple(range(len(values))), columns)


def work(counts: Matrix) -> dict:
    found = forecast(counts)
    return {
        name: getattr(found, name).tolist() for name in ("expected", "low", "high")
    }  # fmt: skip


if __name__ == "__main__":
    serve(prepare, work)
