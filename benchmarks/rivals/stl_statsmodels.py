"""The rival's side of `bench_seasons`: statsmodels' STL, one series after the other."""

from __future__ import annotations

import numpy as np
from statsmodels.tsa.seasonal import STL
from warm import serve


def prepare(asked: dict) -> tuple:
    return np.load(asked["values"]), asked["parts"]


def work(ready: tuple) -> str:
    values, into = ready
    fits = [STL(one, period=12).fit() for one in values]
    if into:
        names = {"trend": "trend", "seasonal": "seasonal", "remainder": "resid"}
        np.savez(into, **{ours: [getattr(fit, name) for fit in fits]
                          for ours, name in names.items()})  # fmt: skip
    return into


if __name__ == "__main__":
    serve(prepare, work)
