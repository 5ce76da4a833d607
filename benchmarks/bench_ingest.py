"""Ten million rows from CSV to counts, beside DuckDB, polars and pandas with geopandas.

    python benchmarks/bench_ingest.py [--rows N] [--pairs N] [--threads N] [--without pandas]

Ours: read, check, de-duplicate, OSTN15, cell, small area, ledger, Parquet, cell x month x type. The
rivals leave out the ledger, the held rows and the recovery from a power cut, and are given the
areas and their spatial index ready. They come in two forms: as people write these steps, each row
placed (what was to be beaten), and taught our own way, each distinct coordinate placed once (for
honesty's sake).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile

import numpy as np
import shapely
from made_up_area import BUILD, find_workspace, make_area
from made_up_streets import FILES, TYPES, find_street_files
from peers import find_peers
from record import Line, record
from warm import Warm, take_turns

REACH = {"38,792 coordinates": 1.8, "every coordinate distinct": 1.2}
PEERS = ("duckdb", "polars", "pandas")
PACKAGES = (*PEERS, "geopandas", "pyarrow", "convertbng")
MOST_MEMORY = 4096


def main() -> None:
    asked = read_arguments()
    areas = make_area()
    python = find_peers(*PACKAGES)
    ours = Warm("safercity", "rivals/ingest_ours.py")
    rivals = []
    if python is None:
        print("The rivals cannot be installed here: our figures stand alone.", file=sys.stderr)
    else:
        names = [name for name in PEERS if name not in asked.without]
        rivals = [Warm(name, f"rivals/ingest_{name}.py", python=python) for name in names]
    lines = []
    with tempfile.TemporaryDirectory(dir=BUILD) as scratch:
        for what in REACH:
            lines += compare(what, [ours, *rivals], areas=areas, asked=asked, scratch=scratch)
    record("ingest", lines)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--without", nargs="*", default=[])
    return parser.parse_args()


def compare(what: str, processes: list[Warm], *, areas, asked, scratch: str) -> list[Line]:
    """The lines of one variant: seconds beside the fastest rival's, and our peak of memory."""
    ready = {
        "workspace": str(find_workspace(areas)),
        "areas": pack_areas(areas),
        "types": list(TYPES),
        "threads": asked.threads,
        "scratch": scratch,
    }
    few, many = (
        [str(path) for path in find_street_files(areas, rows=rows, distinct="distinct" in what,
                                                 files=asked.files)]
        for rows in (100_000, asked.rows)
    )  # fmt: skip
    told = f"{asked.rows:,} rows, {what}"
    lines = []
    for place, reach in (("each row", REACH[what]), ("distinct", None)):
        timings = take_turns(
            processes,
            ready | {"files": many, "place": place},
            pairs=asked.pairs,
            warm_up=ready | {"files": few, "place": place},
        )
        for process, timing in zip(processes, timings, strict=True):
            print(f"  {process.name}: {timing.answer}", file=sys.stderr)
        runs = list(zip(processes, timings, strict=True))
        lines.append(beside(f"{told}; rivals place {place}", runs, reach=reach))
        peak = timings[0].peak_megabytes
    return [*lines, Line(f"{told}: peak memory", peak, unit="MB", reach=MOST_MEMORY)]


def beside(what: str, runs: list, *, reach: float | None) -> Line:
    """Our seconds beside the fastest rival's; `runs` of (process, timing), ours first."""
    (_, ours), *rivals = runs
    if not rivals:
        return Line(what, ours.seconds, cpu=ours.cpu)
    best, timing = min(rivals, key=lambda run: run[1].seconds)
    others = {
        process.name: [round(one.seconds, 2), round(one.cpu, 2), one.peak_megabytes]
        for process, one in rivals
    }
    return Line.faster(what, (ours, timing), name=best.name, reach=reach, others=others)


def pack_areas(areas) -> str:
    """The areas as a file that needs no parsing; the rivals read it before the clock starts."""
    path = BUILD / f"areas-{len(areas)}.npz"
    if not path.exists():
        shapes = shapely.to_wkb(areas.polygons)
        np.savez(
            path,
            shapes=np.frombuffer(b"".join(shapes), dtype=np.uint8),
            ends=np.cumsum([len(shape) for shape in shapes]),
            codes=np.array(areas.codes),
        )
    return str(path)


if __name__ == "__main__":
    main()
