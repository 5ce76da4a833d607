"""What a heavy function is told about its run. No wall clock, no global randomness elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from safercity.evidence.errors import Interrupted

GIBIBYTE = 1 << 30
STOPPED = "Stopped. Nothing half-done was kept."

Progress = Callable[[str, int, int], None]


def _silent(step: str, done: int, total: int) -> None:
    return None


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Run:
    """Progress, cancellation, memory, threads, seed and date of one run.

    `progress(step, done, total)` is called with total 0 where the end is not known.
    `as_of` is the last month whose records may be used ("2019-02"), or None for all.
    """

    progress: Progress = _silent
    cancelled: Callable[[], bool] = _never
    memory_limit_bytes: int = 3 * GIBIBYTE
    threads: int = field(default_factory=lambda: max(1, os.cpu_count() or 1))
    seed: int = 20240401
    as_of: str | None = None

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Tell progress, and stop here if the person asked us to."""
        if self.cancelled():
            raise Interrupted(STOPPED)
        self.progress(name, done, total)

    def generator(self, *purpose: int) -> np.random.Generator:
        """A seeded generator of its own for each purpose, so that steps do not share a stream."""
        return np.random.default_rng([self.seed, *purpose])

    def at(self, as_of: str | None) -> Run:
        return replace(self, as_of=as_of)
