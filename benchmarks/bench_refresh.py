"""Each stage of `refresh`, on the demonstration city and on the real police files where they are.

    python benchmarks/bench_refresh.py [--runs N]

No rival does this work; what is asked is that the whole stays within seconds, and which stage
takes most. A stage is what `Run.progress` calls one.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench_real_files import find_stoke
from made_up_area import BUILD, copy_workspace
from record import Line, record

from safercity.cli.demonstration import make_demonstration
from safercity.evidence.assess import refresh
from safercity.evidence.runs import Run
from safercity.evidence.store.load import LoadRequest, load_extracts
from safercity.evidence.workspace import Workspace, open_workspace

MOST_SECONDS = 20.0
SEED = 2024
STAGES_TOLD = 4


@dataclass
class Stopwatch:
    """Gives the time between two steps to the first of them."""

    spent: Counter = field(default_factory=Counter)
    step: str = "Setting out"
    since: float = field(default_factory=time.perf_counter)

    def tell(self, step: str, *_done_of_total: int) -> None:
        now = time.perf_counter()
        self.spent[self.step] += now - self.since
        self.step, self.since = step, now


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--data", type=Path, default=BUILD.parents[2] / "shared" / "data")
    asked = parser.parse_args()
    made = make_demonstration(BUILD / "demonstration", seed=SEED)
    lines = measure("demonstration city", made.workspace, runs=asked.runs)
    if (asked.data / "police").is_dir():
        lines += measure("31 real files of Stoke", find_loaded(asked.data), runs=asked.runs)
    else:
        print(f"Skipped: no real files in {asked.data}.", file=sys.stderr)
    record("refresh", lines)


def find_loaded(data: Path) -> Workspace:
    """The workspace of Stoke with the real files loaded, once."""
    folder = BUILD / "stoke-loaded"
    if not (folder / "loaded").exists():
        copy_workspace(find_stoke(data), folder)
        asked = LoadRequest("police-uk", (data / "police",), received=date(2026, 1, 1))
        load_extracts(open_workspace(folder), asked, run=Run())
        (folder / "loaded").touch()
    return open_workspace(folder)


def measure(what: str, workspace: Workspace, *, runs: int) -> list[Line]:
    """The whole (median of the runs), and the stages that take most of it."""
    wholes, stages = [], []
    for _ in range(runs + 1):  # the first one warms
        watch = Stopwatch()
        begun = time.perf_counter()
        refresh(workspace, run=Run(progress=watch.tell), made_at="2026-01-01T00:00:00")
        watch.tell("", 0, 0)
        wholes.append(time.perf_counter() - begun)
        stages.append(watch.spent)
    told = {name: statistics.median(run[name] for run in stages[1:]) for name in stages[-1]}
    longest = sorted(told, key=lambda name: -told[name])[:STAGES_TOLD]
    whole = statistics.median(wholes[1:])
    return [
        Line(f"refresh, {what}", whole, reach=MOST_SECONDS),
        *(Line(f"refresh, {what}: {name}", told[name]) for name in longest),
    ]


if __name__ == "__main__":
    main()
