"""Since when: runs of high quarters in one sequence."""

from __future__ import annotations

from collections.abc import Sequence

from safercity.evidence.overlay import HIGH, MISSING, NOT

BROKEN_BY = 2


def combine_states(states: Sequence[Sequence[int]], *, need: int) -> list[int]:
    """One sequence from several agencies' (agencies x quarters): HIGH where `need` are high, NOT
    where they cannot be even if the missing ones were, else MISSING."""
    combined = []
    for quarter in zip(*states, strict=True):
        high, missing = quarter.count(HIGH), quarter.count(MISSING)
        combined.append(HIGH if high >= need else MISSING if high + missing >= need else NOT)
    return combined


def find_runs(states: Sequence[int]) -> list[tuple[int, int]]:
    """(first, last) positions of the runs of HIGH, oldest first. One quarter that is not high does
    not end a run, two in succession do; missing quarters are passed over."""
    runs: list[tuple[int, int]] = []
    quiet = BROKEN_BY
    for position, state in enumerate(states):
        if state == NOT:
            quiet += 1
        elif state == HIGH:
            if quiet >= BROKEN_BY or not runs:
                runs.append((position, position))
            else:
                runs[-1] = (runs[-1][0], position)
            quiet = 0
    return runs


def reaches_start(states: Sequence[int], first: int) -> bool:
    """Whether nothing before `first` says that the run was not yet on."""
    return all(state != NOT for state in states[:first])
