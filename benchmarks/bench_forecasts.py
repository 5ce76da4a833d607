"""A thousand monthly series forecast with intervals, beside statsforecast's AutoETS, in one run.

    python benchmarks/bench_forecasts.py [--pairs N] [--wards 50]

Twenty made-up themes of fifty wards, sixty months seen and twelve not; each side on one core. The
forecasts must be no worse on the unseen months: MASE of both is told, as is the seasonal-naive one,
and what share of months fell inside the 90% intervals. Compiling is told apart.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from peers import find_peers
from record import Line, record
from warm import Warm, take_turns

from safercity.evidence.seasons.forecasting import expect_naive, find_scale
from tests.evidence.seasons.forecasting.planting import AHEAD, FIRST, draw_theme

SEED, THEMES = 20240403, 20
REACH = 10.0


def draw_series(folder: Path, *, wards: int) -> tuple[str, np.ndarray]:
    """The months seen, as a file for both sides; all months, for scoring."""
    themes = [draw_theme(SEED, theme, wards=wards) for theme in range(THEMES)]
    values = np.concatenate([one.counts.values for one in themes])
    path = folder / f"series-{len(values)}.npz"
    np.savez(path, values=values[:, :-AHEAD], months=np.array(themes[0].seen.columns))
    return str(path), values.astype(float)


def compare(folder: Path, *, pairs: int, wards: int) -> Iterator[Line]:
    warm_up = {"path": draw_series(folder, wards=2)[0]}
    yield from measure_first_calls(folder, warm_up)
    path, values = draw_series(folder, wards=wards)
    python = find_peers("statsforecast")
    sides = [Warm("ours", "rivals/forecasts_ours.py")]
    if python:
        sides.append(Warm("AutoETS", "rivals/forecasts_ets.py", python=python))
    timings = take_turns(sides, {"path": path}, pairs=pairs, warm_up=warm_up)
    what = f"forecasts with intervals, {len(values):,} series of {values.shape[1] - AHEAD} months"
    scores = [score(values, one.answer["expected"]) for one in timings]
    if python:
        yield Line.faster(what, timings, name="AutoETS", reach=REACH)
        yield Line(f"{what}: MASE on unseen months", scores[0], scores[1], scores[0] / scores[1],
                   1.0, unit="", rival_name="AutoETS")  # fmt: skip
    else:
        yield Line(what, timings[0].seconds, cpu=timings[0].cpu)
        yield Line(f"{what}: MASE on unseen months", scores[0], unit="")
    of_year = np.arange(FIRST, FIRST + values.shape[1]) % 12
    naive = expect_naive(values[:, :-AHEAD], of_year, horizon=AHEAD)[:, -1]
    yield Line(f"{what}: MASE of seasonal-naive", score(values, naive), unit="")
    for side, timing in zip(sides, timings, strict=True):
        held = (values[:, -AHEAD:] >= timing.answer["low"]) & (
            values[:, -AHEAD:] <= timing.answer["high"]
        )
        yield Line(f"{what}: share inside 90% intervals, {side.name}", held.mean(), unit="")
        side.end()


def measure_first_calls(folder: Path, asked: dict) -> Iterator[Line]:
    """The first call of all, which compiles; and the first of a process that finds it compiled."""
    before = os.environ.get("NUMBA_CACHE_DIR")
    os.environ["NUMBA_CACHE_DIR"] = str(folder / "compiled")
    for what in ("compiled in the first call of all", "first call of a process, compiled before"):
        side = Warm("ours", "rivals/forecasts_ours.py")
        run = side.ask(asked)
        side.end()
        yield Line(f"forecasts, 40 series: {what}", run["seconds"], cpu=run["cpu"])
    del os.environ["NUMBA_CACHE_DIR"]
    if before:
        os.environ["NUMBA_CACHE_DIR"] = before


def score(values: np.ndarray, expected: list | np.ndarray) -> float:
    """Mean over series of the mean absolute error over the in-sample naive error."""
    of_year = np.arange(FIRST, FIRST + values.shape[1]) % 12
    scale = find_scale(values[:, :-AHEAD], of_year)
    error = np.abs(values[:, -AHEAD:] - np.asarray(expected)).mean(axis=1)
    return float(np.mean(error[scale > 0] / scale[scale > 0]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--wards", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = list(compare(Path(folder), pairs=asked.pairs, wards=asked.wards))
    record("forecasts", lines)


if __name__ == "__main__":
    main()
