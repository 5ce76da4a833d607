"""`safercity assess`: the whole edition, cold and again, after one new month, and as rows grow.

    python benchmarks/bench_assess.py [--runs N] [--growth | --growth-only]

Cold means that nothing is kept in the workspace's cache folder, again that all is. Growth
repeats the real files of Stoke 1, 4 and 38 times, each record with a key of its own, on the same
ground (some minutes).
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import sys
import time
from datetime import date
from pathlib import Path

import duckdb
from bench_real_files import find_stoke
from bench_refresh import SEED, STAGES_TOLD, Stopwatch, find_loaded
from made_up_area import BUILD, copy_workspace
from record import Line, record

from safercity.cli.demonstration import make_demonstration
from safercity.evidence.assess import make_edition
from safercity.evidence.runs import Run
from safercity.evidence.store.load import LoadRequest, load_extracts
from safercity.evidence.workspace import Workspace, open_workspace

MOST_SECONDS = {"demonstration city": 60.0, "real Stoke": 45.0}
MOST_NEW_MONTH, MOST_EXPONENT = 10.0, 1.05
TIMES = (1, 4, 38)
RECEIVED = date(2026, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--growth-only", action="store_true")
    parser.add_argument("--data", type=Path, default=BUILD.parents[2] / "shared" / "data")
    asked = parser.parse_args()
    if not asked.growth_only:
        measure_editions(asked)
    if asked.growth or asked.growth_only:
        record("assess as records grow", measure_growth(asked.data))


def measure_editions(asked: argparse.Namespace) -> None:
    make_demonstration(BUILD / "demonstration", seed=SEED)
    city = copy_of(BUILD / "demonstration" / "workspace", "assess-city")
    lines = measure("demonstration city", city, runs=asked.runs)
    if (asked.data / "police").is_dir():
        stoke = copy_of(find_loaded(asked.data).root, "assess-stoke")
        lines += measure("real Stoke", stoke, runs=asked.runs)
        lines += measure_new_month(asked.data, runs=asked.runs)
    else:
        print(f"Skipped: no real files in {asked.data}.", file=sys.stderr)
    record("assess", lines)


def copy_of(root: Path, name: str) -> Workspace:
    folder = BUILD / name
    shutil.rmtree(folder, ignore_errors=True)
    copy_workspace(root, folder)
    return open_workspace(folder)


def take(workspace: Workspace) -> tuple[float, Stopwatch]:
    watch = Stopwatch()
    begun = time.perf_counter()
    make_edition(workspace, run=Run(progress=watch.tell), made_at="2026-01-01T00:00:00")
    watch.tell("", 0, 0)
    return time.perf_counter() - begun, watch


def measure(what: str, workspace: Workspace, *, runs: int) -> list[Line]:
    """Cold and again, medians, with the stages that take most of the cold one."""
    cold, again, stages = [], [], []
    for _ in range(runs + 1):  # the first one warms, and compiles where nothing was compiled yet
        shutil.rmtree(workspace.root / "cache", ignore_errors=True)
        seconds, watch = take(workspace)
        cold.append(seconds)
        stages.append(watch.spent)
        again.append(take(workspace)[0])
    told = {name: statistics.median(run[name] for run in stages[1:]) for name in stages[-1]}
    longest = sorted(told, key=lambda name: -told[name])[:STAGES_TOLD]
    return [
        Line(f"assess, {what}", statistics.median(cold[1:]), reach=MOST_SECONDS[what]),
        Line(f"assess, {what}, again", statistics.median(again[1:])),
        *(Line(f"assess, {what}: {name}", told[name]) for name in longest),
    ]


def measure_new_month(data: Path, *, runs: int) -> list[Line]:
    """Loading the newest month of Stoke, and the edition after it; all months before were there."""
    files = sorted(data.glob("police/*/*-street.csv.gz"))
    seconds = []
    for _ in range(runs):
        folder = BUILD / "assess-month"
        shutil.rmtree(folder, ignore_errors=True)
        copy_workspace(find_stoke(data), folder)
        workspace = open_workspace(folder)
        load_extracts(workspace, LoadRequest("police-uk", tuple(files[:-1]), RECEIVED), run=Run())
        take(workspace)
        begun = time.perf_counter()
        load_extracts(workspace, LoadRequest("police-uk", tuple(files[-1:]), RECEIVED), run=Run())
        take(workspace)
        seconds.append(time.perf_counter() - begun)
    return [Line("one new month of Stoke, loaded and assessed", statistics.median(seconds),
                 reach=MOST_NEW_MONTH)]  # fmt: skip


def measure_growth(data: Path) -> list[Line]:
    """Whole editions of the same ground with more and more records."""
    lines, seconds, sizes = [], [], []
    for times in TIMES:
        folder = BUILD / "assess-growth"
        shutil.rmtree(folder, ignore_errors=True)
        copy_workspace(find_stoke(data), folder)
        workspace = open_workspace(folder)
        rows = 0
        for path in repeat_files(data, times):
            asked = LoadRequest("police-uk", (path,), RECEIVED)
            [loaded] = load_extracts(workspace, asked, run=Run())
            rows += loaded.rows
            path.unlink()
        seconds.append(take(workspace)[0])
        sizes.append(rows)
        lines.append(Line(f"assess, {rows:,} rows on the ground of Stoke, cold", seconds[-1]))
    slope = math.log(seconds[-1] / seconds[-2]) / math.log(sizes[-1] / sizes[-2])
    told = f"exponent of the time of assess, {sizes[-2]:,} to {sizes[-1]:,} rows"
    return [*lines, Line(told, slope, unit="", reach=MOST_EXPONENT)]


def repeat_files(data: Path, times: int):
    """Each street file so many times over, every record with a key of its own."""
    for path in sorted(data.glob("police/*/*-street.csv.gz")):
        folder = BUILD / "repeated" / path.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        into = folder / path.name.removesuffix(".gz")
        duckdb.sql(
            f'COPY (SELECT t.* REPLACE (CASE WHEN "Crime ID" IS NULL THEN NULL '
            f'ELSE md5("Crime ID" || n) || md5(n || "Crime ID") END AS "Crime ID") '
            f"FROM read_csv('{path}', all_varchar = true) t, range({times}) r(n)) "
            f"TO '{into}' (HEADER)"
        )
        yield into


if __name__ == "__main__":
    main()
