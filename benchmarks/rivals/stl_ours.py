"""Our side of `bench_seasons`: trend and season of all series at once."""

from __future__ import annotations

import numpy as np
from warm import serve

from safercity.evidence.seasons import split_series
from safercity.evidence.seasons.stl import build_operators


def prepare(asked: dict) -> tuple:
    if asked.get("forget"):
        build_operators.cache_clear()
    return np.load(asked["values"]), asked["parts"]


def work(ready: tuple) -> str:
    values, into = ready
    parts = split_series(values)
    if into:
        np.savez(into, trend=parts.trend, seasonal=parts.seasonal[0], remainder=parts.remainder)
    return into


if __name__ == "__main__":
    serve(prepare, work)
