"""KDEpy's side of `bench_density`: `FFTKDE`, which puts the points into bins first."""

from __future__ import annotations

import json
import sys

import numpy as np
from KDEpy import FFTKDE


def main() -> None:
    asked = json.loads(sys.argv[1])
    x, y = np.load(asked["points"])
    cell, columns, rows = asked["cell"], asked["columns"], asked["rows"]
    centres = [(np.arange(number) + 0.5) * cell for number in (columns, rows)]
    grid = np.stack(np.meshgrid(*centres, indexing="ij"), axis=-1).reshape(-1, 2)
    kernel = {"gaussian": "gaussian", "quartic": "biweight"}[asked["kernel"]]
    found = FFTKDE(kernel=kernel, bw=asked["bandwidth"]).fit(np.column_stack([x, y]))
    density = found.evaluate(grid).reshape(columns, rows).T * len(x)
    np.save(asked["answer"], density)


if __name__ == "__main__":
    main()
