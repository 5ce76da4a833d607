"""Warm processes that take turns: each is asked for the same work, alternately, and timed inside.

Both sides run the same few lines: `serve` in the process that works (standard library only, since a
rival's Python is not ours), `Warm` and `take_turns` in the one that asks. Wall and processor
seconds are both taken: on a shared machine the second is the steadier.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Timing:
    """Medians of several runs; the highest peak; the last answer."""

    seconds: float
    cpu: float
    peak_megabytes: int
    answer: Any


class Warm:
    """A process that runs `script` and waits to be asked."""

    def __init__(self, name: str, script: str, *, python: Path | str = sys.executable) -> None:
        self.name = name
        self.runs: list[dict] = []
        self._process = subprocess.Popen(
            [str(python), "-W", "ignore", str(HERE / script)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": str(HERE)},
        )  # fmt: skip

    def ask(self, asked: dict, *, counted: bool = True) -> dict:
        """Have the work done once; what it took."""
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} failed: its message stands above.")
        run = json.loads(line)
        if counted:
            self.runs.append(run)
        return run

    def timing(self) -> Timing:
        """Medians so far; forgets them."""
        runs, self.runs = self.runs, []
        return Timing(
            statistics.median(run["seconds"] for run in runs),
            statistics.median(run["cpu"] for run in runs),
            max(run["peak_megabytes"] for run in runs),
            runs[-1]["answer"],
        )

    def end(self) -> None:
        self._process.stdin.close()
        self._process.wait()


def take_turns(processes: list[Warm], asked: dict, *, pairs: int, warm_up: dict | None) -> list:
    """A `Timing` of each process, in their order; `warm_up` is asked first and not counted."""
    for process in processes if warm_up else ():
        process.ask(warm_up, counted=False)
    for _ in range(pairs):
        for process in processes:
            run = process.ask(asked)
            told = f"{process.name}: {run['seconds']:.2f} s, cpu {run['cpu']:.2f} s"
            print(f"  {told}, {run['peak_megabytes']:,} MB", file=sys.stderr, flush=True)
    return [process.timing() for process in processes]


def serve(prepare: Callable[[dict], Any], work: Callable[[Any], Any]) -> None:
    """Answer each line of standard input: prepare untimed, work timed."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is no answer
    for line in sys.stdin:
        ready = prepare(json.loads(line))
        _reset_peak()
        begun, used = time.perf_counter(), _cpu_seconds()
        answer = work(ready)
        run = {
            "seconds": time.perf_counter() - begun,
            "cpu": _cpu_seconds() - used,
            "peak_megabytes": _peak_megabytes(),
            "answer": answer,
        }
        del ready
        print(json.dumps(run), file=answers, flush=True)


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _reset_peak() -> None:
    """Linux forgets a process's peak when told; elsewhere it stays that of the whole life."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass


def _peak_megabytes() -> int:
    try:
        told = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    line = next(line for line in told.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024
