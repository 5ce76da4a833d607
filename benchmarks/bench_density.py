"""Kernel density of a million points on 38,000 snap points over a million cells, beside KDEpy.

    python benchmarks/bench_density.py [--points N] [--distinct N] [--pairs N]

Whole processes, imports and files and all, in turns. Ours sums directly; KDEpy bins the points
first. How far each is from the plain double sum, at 300 cells, is told as a share of the peak. The
last line has as many distinct points as points.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from peers import find_peers
from record import Line, record

HERE = Path(__file__).parent
CELL, SIDE = 25.0, 1000
BANDWIDTH = 300.0
AS_EXACT = 1e-12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=int, default=38_000)
    parser.add_argument("--pairs", type=int, default=5)
    asked = parser.parse_args()
    python = find_peers("KDEpy")
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for kernel, distinct in (
            ("gaussian", asked.distinct),
            ("quartic", asked.distinct),
            ("gaussian", asked.points),
        ):
            points = scatter(asked.points, distinct=distinct)
            np.save(Path(folder) / "points.npy", points)
            lines += compare(points, folder, kernel=kernel, python=python, pairs=asked.pairs)
    record("density", lines)


def scatter(number: int, *, distinct: int) -> np.ndarray:
    """Points (2, number) on `distinct` spots, thick in the middle of 25 km by 25 km."""
    rng = np.random.default_rng(20240401)
    spots = np.clip(rng.normal(0.5, 0.18, (2, distinct)), 0.001, 0.999) * CELL * SIDE
    spots = np.round(spots, 2)
    if distinct >= number:
        return spots
    return spots[:, rng.integers(0, distinct, number)]


def compare(points: np.ndarray, folder: str, *, kernel: str, python, pairs: int) -> list[Line]:
    """Seconds of both, and how exact each is."""
    sides = {"ours": (sys.executable, "density_ours.py")}
    if python:
        sides["KDEpy"] = (str(python), "density_kdepy.py")
    asked = {
        name: {
            "points": f"{folder}/points.npy", "answer": f"{folder}/{name}.npy", "cell": CELL,
            "columns": SIDE, "rows": SIDE, "bandwidth": BANDWIDTH, "kernel": kernel,
        }
        for name in sides
    }  # fmt: skip
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for pair in range(pairs + 1):  # the first compiles and fills caches
        for name, (program, script) in sides.items():
            taken = time_process(program, script, asked=asked[name])
            seconds[name] += [taken] if pair else []
            print(f"  {kernel} {name}: {taken:.2f} s", file=sys.stderr, flush=True)
    off = {name: find_error(points, asked[name]) for name in sides}
    distinct = len(np.unique(points, axis=1).T)
    what = f"{points.shape[1]:,} points, {distinct:,} distinct, to 1,000,000 cells, {kernel}"
    reach = 1.0 if distinct < points.shape[1] / 2 else None  # none was set for points all distinct
    return as_lines(what, seconds, off=off, reach=reach)


def time_process(program: str, script: str, *, asked: dict) -> float:
    begun = time.perf_counter()
    subprocess.run(
        [program, "-W", "ignore", str(HERE / "rivals" / script), json.dumps(asked)],
        check=True, stdout=subprocess.DEVNULL, env=os.environ,
    )  # fmt: skip
    return time.perf_counter() - begun


def find_error(points: np.ndarray, asked: dict) -> float:
    """The farthest from the plain double sum, over the peak: at the peak and 299 other cells."""
    density = np.load(asked["answer"])
    rng = np.random.default_rng(1)
    cells = [np.unravel_index(int(density.argmax()), density.shape)]
    cells += list(zip(*rng.integers(0, SIDE, (2, 299)), strict=True))
    worst = 0.0
    for row, column in cells:
        squared = (points[0] - (column + 0.5) * CELL) ** 2 + (points[1] - (row + 0.5) * CELL) ** 2
        squared /= BANDWIDTH**2
        if asked["kernel"] == "gaussian":
            true = np.exp(-squared / 2).sum() / (2 * np.pi * BANDWIDTH**2)
        else:
            true = (np.maximum(1 - squared, 0) ** 2).sum() * 3 / (np.pi * BANDWIDTH**2)
        worst = max(worst, abs(float(density[row, column]) - float(true)))
    return worst / float(density.max())


def as_lines(
    what: str, seconds: dict[str, list[float]], *, off: dict[str, float], reach: float | None
) -> list[Line]:
    exact = Line(f"{what}: off by", off["ours"], reach=AS_EXACT, unit="of the peak")
    mine = statistics.median(seconds["ours"])
    if "KDEpy" not in seconds:
        return [Line(what, mine), exact]
    theirs = statistics.median(seconds["KDEpy"])
    others = {"KDEpy_off_by": off["KDEpy"]}
    line = Line(what, mine, theirs, mine / theirs, reach, rival_name="KDEpy", others=others)
    return [line, exact]


if __name__ == "__main__":
    main()
