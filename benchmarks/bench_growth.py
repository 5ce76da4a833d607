"""How loading grows from 0.1 to 1 to 10 million rows: the exponent of its time, and its memory.

    python benchmarks/bench_growth.py [--runs N] [--threads N]

The exponent is the slope of log(seconds) on log(rows) between the two larger sizes, where what is
done once no longer shows. Memory is compared with the setting, not with the rows.
"""

from __future__ import annotations

import argparse
import math
import os
import tempfile

from made_up_area import BUILD, find_workspace, make_area
from made_up_streets import find_street_files
from record import Line, record
from warm import Warm, take_turns

SIZES = (100_000, 1_000_000, 10_000_000)
MOST_EXPONENT = 1.05
MEMORY_GIB = 2
# The interpreter, its libraries, the boundaries and what they index stand beside the setting.
BESIDE_MEGABYTES = 512


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    asked = parser.parse_args()
    areas = make_area()
    ours = Warm("safercity", "rivals/ingest_ours.py")
    seconds, peak = [], 0
    with tempfile.TemporaryDirectory(dir=BUILD) as scratch:
        for rows in SIZES:
            ready = {
                "workspace": str(find_workspace(areas)),
                "threads": asked.threads,
                "scratch": scratch,
                "memory_gib": MEMORY_GIB,
                "files": [
                    str(path) for path in find_street_files(areas, rows=rows, distinct=False)
                ],
            }
            [timing] = take_turns([ours], ready, pairs=asked.runs, warm_up=ready)
            seconds.append(timing.seconds)
            peak = max(peak, timing.peak_megabytes)
    slope = math.log(seconds[2] / seconds[1]) / math.log(SIZES[2] / SIZES[1])
    record(
        "growth",
        [
            *(
                Line(f"load and count {rows:,} rows", taken)
                for rows, taken in zip(SIZES, seconds, strict=True)
            ),
            Line("exponent of time, 1 M to 10 M rows", slope, unit="", reach=MOST_EXPONENT),
            Line(
                f"peak memory with {MEMORY_GIB} GiB set",
                peak,
                unit="MB",
                reach=MEMORY_GIB * 1024 + BESIDE_MEGABYTES,
            ),
        ],
    )


if __name__ == "__main__":
    main()
