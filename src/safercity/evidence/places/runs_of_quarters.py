"""Since when: runs of high quarters in one sequence."""

from __future__ import annotations

from collections.abc import Sequence

from safercity.evidence.overlay import HIGH, MISSING, NOT

BROKEN_BY = 2
LOST_AFTER = 4


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
    not end a run, two in succession do. Missing quarters are passed over, but a year of them ends
    a run: nobody knows what was there."""
    runs: list[tuple[int, int]] = []
    quiet, unknown = BROKEN_BY, 0
    for position, state in enumerate(states):
        unknown = unknown + 1 if state == MISSING else 0
        if state == NOT or unknown == LOST_AFTER:
            quiet += 1 if state == NOT else BROKEN_BY
        elif state == HIGH:
            if quiet >= BROKEN_BY or not runs:
                runs.append((position, position))
            else:
                runs[-1] = (runs[-1][0], position)
            quiet = 0
    return runs


def may_be_older(states: Sequence[int], first: int) -> bool:
    """Whether the run that starts at `first` may have been on before: nothing was on record."""
    return first == 0 or states[first - 1] == MISSING
