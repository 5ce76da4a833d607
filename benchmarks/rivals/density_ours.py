"""Our side of `bench_density`: a whole process, from a file of coordinates to one of densities."""

from __future__ import annotations

import json
import sys

import numpy as np

from safercity.evidence.places.density import (
    DensitySettings,
    Points,
    SquareGrid,
    find_distinct,
    sum_on_grid,
)


def main() -> None:
    asked = json.loads(sys.argv[1])
    x, y = np.load(asked["points"])
    points = find_distinct(Points(x, y))
    grid = SquareGrid(0.0, 0.0, asked["cell"], asked["columns"], asked["rows"])
    chosen = DensitySettings(asked["bandwidth"], asked["kernel"])
    np.save(asked["answer"], sum_on_grid(points, grid, settings=chosen))
    print(len(points.x))


if __name__ == "__main__":
    main()
