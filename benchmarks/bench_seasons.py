"""Trend and season of many monthly series, beside statsmodels' STL in the same run.

    python benchmarks/bench_seasons.py [--series 1000] [--months 60] [--pairs 7]

The same parts to 1e-9; seconds are medians of runs that take turns. Our operator is built once for
a length: the line "for the first time" builds it anew at each run. Then what the indices of as many
series take, which have no rival here.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from peers import find_peers
from record import Line, record
from warm import Warm, take_turns

REACH = 100.0


def draw_series(path: Path, *, series: int, months: int) -> str:
    """Counts about uneven means, with a season and a drift."""
    draws = np.random.default_rng(20240403)
    at = np.arange(months)
    level = draws.gamma(2.0, 15.0, (series, 1)) * np.exp(0.05 * at / 12)
    values = draws.poisson(level * (1 + 0.3 * np.sin(2 * np.pi * at / 12))).astype(float)
    name = path / f"series-{series}.npy"
    np.save(name, values)
    return str(name)


def compare_parts(path: Path, *, series: int, months: int, pairs: int) -> Iterator[Line]:
    python = find_peers("statsmodels")
    ours = Warm("ours", "rivals/stl_ours.py")
    rival = Warm("statsmodels", "rivals/stl_statsmodels.py", python=python) if python else None
    asked = {"values": draw_series(path, series=series, months=months), "parts": ""}
    what = f"trend and season, {series:,} series of {months} months"
    sides = [ours, rival] if rival else [ours]
    timings = take_turns(sides, asked, pairs=pairs, warm_up=asked)
    if rival is None:
        yield Line(what, timings[0].seconds, cpu=timings[0].cpu)
    else:
        yield Line.faster(what, timings, name="statsmodels STL", reach=REACH)
        first = take_turns(sides, asked | {"forget": True}, pairs=pairs, warm_up=None)
        yield Line.faster(f"{what}, for the first time", first, name="statsmodels STL", reach=REACH)
        differ = find_difference(sides, asked, path=path)
        yield Line("largest difference of any part", differ, reach=1e-9, unit="records")
    for side in sides:
        side.end()


def find_difference(sides: list[Warm], asked: dict, *, path: Path) -> float:
    """The largest, over all parts, series and months."""
    found = []
    for side in sides:
        into = str(path / f"{side.name}.npz")
        side.ask(asked | {"parts": into}, counted=False)
        with np.load(into) as file:
            found.append(np.stack([file[part] for part in ("trend", "seasonal", "remainder")]))
    return float(np.abs(found[0] - found[1]).max())


def time_indices(path: Path, *, series: int, months: int) -> Line:
    from safercity.evidence.findings import Basis
    from safercity.evidence.matrix import Matrix
    from safercity.evidence.seasons import estimate_indices
    from safercity.evidence.types import month_labels

    values = np.load(draw_series(path, series=series, months=months))
    labels = month_labels(2010 * 12, 2010 * 12 + months - 1)
    counts = Matrix(values, tuple(f"p{row}" for row in range(series)), labels)
    begun, used = time.perf_counter(), time.process_time()
    estimate_indices(counts, basis=Basis())
    what = f"seasonal indices with intervals, {series:,} series of {months} months"
    return Line(what, time.perf_counter() - begun, cpu=time.process_time() - used)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--series", type=int, default=1000)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--pairs", type=int, default=7)
    asked = parser.parse_args()
    size = {"series": asked.series, "months": asked.months}
    with tempfile.TemporaryDirectory() as folder:
        lines = list(compare_parts(Path(folder), pairs=asked.pairs, **size))
        lines.append(time_indices(Path(folder), **size))
    record("seasons", lines)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
