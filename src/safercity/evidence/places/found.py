"""What is found: places with their evidence, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from safercity.evidence.findings import Statement
from safercity.evidence.overlay import PlaceSettings


@dataclass(frozen=True)
class AgencySequence:
    """One agency in one place, by quarter. `counts`: whole numbers, None where it sent nothing.
    `states`: "high", "not", "missing". `ratio`: its smoothed rate over the last q quarters as a
    multiple of its typical rate, None where it sent none. `rank`: among all places listed, by
    this agency alone, 1 the highest. `sight`: "sees", "not" or "missing" (too few quarters)."""

    agency: str
    counts: tuple[int | None, ...]
    states: tuple[str, ...]
    ratio: float | None
    rank: int | None
    sight: str


@dataclass(frozen=True)
class FoundPlace:
    """One place. `units`: labels. `agencies`: who sees demand of this class, in order of name.

    `rank`: position in the list, with the posterior interval `rank_low` to `rank_high` (level in
    the settings) within its part of the list. `since`: first month of the run ("2023-01"), for a
    former place of the run that ended in `until`; `is_since_start`: our records, or those
    after a gap, begin there, so it may be older. `stability`: 0 to 1. `sure`: the word for it.
    `missed_by`: for each agency able to see it, whether it alone would have missed it.
    """

    units: tuple[str, ...]
    class_: str
    agencies: tuple[str, ...]
    rank: int
    rank_low: int
    rank_high: int
    since: str
    until: str | None
    is_since_start: bool
    stability: float
    sure: str
    missed_by: Mapping[str, bool]
    by_agency: Mapping[str, AgencySequence]
    unplaced_share: float
    anchor: str
    score: float


@dataclass(frozen=True)
class UnitTable:
    """One row per unit: `labels`; `score`, the balanced score 0 to 1 (mean share of rank over
    the counted agencies); `agencies`, how many see lasting demand there; `classes`."""

    labels: tuple[str, ...]
    score: np.ndarray
    agencies: np.ndarray
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Capture:
    """Multi-agency places and how many of them each agency alone would have missed."""

    places: int
    missed: Mapping[str, int]


@dataclass(frozen=True)
class PlacesFound:
    """The list, in order of rank, with what it rests on and what it cannot tell."""

    places: tuple[FoundPlace, ...]
    units: UnitTable
    quarters: tuple[str, ...]
    counted: tuple[str, ...]
    context: tuple[str, ...]
    agencies_needed: int
    capture: Capture
    statement: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: PlaceSettings
