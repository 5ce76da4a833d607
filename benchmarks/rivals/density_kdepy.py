"""KDEpy's side of `bench_density`: `FFTKDE`, which puts the points into bins first."""

from __future__ import annotations

import json
import sys

import numpy as np
from KDEpy import FFTKDE


def main() -> None:
    asked = json.loads(sys.argv[1])
    # KDEpy looks for the kernel's end by an absolute difference: lengths in bandwidths suit it.
    unit = asked["bandwidth"]
    x, y = np.load(asked["points"]) / unit
    columns, rows = asked["columns"], asked["rows"]
    centres = [(np.arange(number) + 0.5) * asked["cell"] / unit for number in (columns, rows)]
    grid = np.stack(np.meshgrid(*centres, indexing="ij"), axis=-1).reshape(-1, 2)
    kernel = {"gaussian": "gaussian", "quartic": "biweight"}[asked["kernel"]]
    # KDEpy's bandwidth is the deviation of the kernel along an axis: for the biweight 1 / sqrt(7).
    deviation = {"gaussian": 1.0, "quartic": 7**-0.5}[asked["kernel"]]
    found = FFTKDE(kernel=kernel, bw=deviation).fit(np.column_stack([x, y]))
    density = found.evaluate(grid).reshape(columns, rows).T * len(x) / unit**2
    np.save(asked["answer"], density)


if __name__ == "__main__":
    main()
