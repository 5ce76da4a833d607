"""From classed units to candidate places: joined, widened, split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from safercity.evidence.overlay import Overlay
from safercity.evidence.places.classes import (
    EMERGING,
    FEW,
    FORMER,
    MULTI_AGENCY,
    NONE,
    PERSISTENT,
    SEASONAL,
    SINGLE,
    UNDETERMINED,
    agencies_behind,
)
from safercity.evidence.places.joining import join_units, split_group, widen_group
from safercity.evidence.places.signals import Signals
from safercity.evidence.statistics import round_significant

WIDENED = {
    PERSISTENT: "lasting_ratio",
    SEASONAL: "seasonal_ratio",
    EMERGING: "emerging_ratio",
    FORMER: "former_ratio",
}


@dataclass(frozen=True)
class Candidate:
    """Units (positions, sorted) that may be a place, with the class its units had."""

    units: tuple[int, ...]
    class_: str
    agencies: frozenset[str]


def gather_candidates(
    overlay: Overlay,
    signals: Sequence[Signals],
    *,
    classes: np.ndarray,
    heights: np.ndarray,
) -> list[Candidate]:
    """Candidates of every class. Those of several agencies come first and take adjoining units
    whose own rate is high in the mean of their agencies; then those of fewer agencies, without
    the fringes of the former. `heights`: (n,), by which large groups are split."""
    taken = np.zeros(len(classes), dtype=bool)
    candidates: list[Candidate] = []
    for class_ in (PERSISTENT, SEASONAL, EMERGING, FORMER):
        for group in join_units(np.flatnonzero(classes == class_).tolist(), overlay.units):
            agencies = _agencies(signals, group, class_=class_)
            may_join = (
                _mean_ratio(signals, agencies, class_=class_) >= overlay.settings.ratio_at_least
            )
            may_join &= ~taken & ~np.isin(classes, MULTI_AGENCY)
            rounds = overlay.settings.joining_rounds
            wide = widen_group(group, overlay.units, may_join=may_join, rounds=rounds)
            taken[wide] = True
            candidates += _split(overlay, wide, heights=heights, class_=class_, agencies=agencies)
    several = list(candidates)
    left = np.where(taken, NONE, classes)
    for group, class_ in _groups_of_few(overlay, signals, classes=left):
        agencies = _agencies(signals, group, class_=class_)
        if not _is_fringe(overlay, group, agencies=agencies, several=several):
            candidates += _split(overlay, group, heights=heights, class_=class_, agencies=agencies)
    return candidates


def cut_rest(overlay: Overlay, taken: set[int]) -> list[tuple[int, ...]]:
    """The rest of the area cut into neighbourhoods that do not overlap, in order of position and
    so without regard to demand: what the places compete with for a position in the list."""
    used, parts = set(taken), []
    for unit in range(len(overlay.units.labels)):
        if unit in used:
            continue
        near = overlay.units.neighbours(unit).tolist() if overlay.units.kind == "cell" else []
        part = (unit, *(one for one in near if one not in used))
        used.update(part)
        parts.append(part)
    return parts


def _agencies(signals: Sequence[Signals], group: Sequence[int], *, class_: str) -> frozenset[str]:
    behind = (agencies_behind(signals, class_=class_, unit=unit) for unit in group)
    return frozenset(agency for agencies in behind for agency in agencies)


def _mean_ratio(signals: Sequence[Signals], agencies: frozenset[str], *, class_: str) -> np.ndarray:
    """Mean over the agencies of a group of every unit's ratio: several together tell of a single
    unit what one alone cannot."""
    ratios = [getattr(one, WIDENED[class_]) for one in signals if one.agency in agencies]
    return round_significant(np.mean(ratios, axis=0))


def _split(
    overlay: Overlay,
    group: list[int],
    *,
    heights: np.ndarray,
    class_: str,
    agencies: frozenset[str],
) -> list[Candidate]:
    largest = overlay.settings.largest_place
    parts = split_group(group, overlay.units, heights=heights, largest=largest)
    return [Candidate(tuple(part), class_, agencies) for part in parts]


def _groups_of_few(
    overlay: Overlay, signals: Sequence[Signals], *, classes: np.ndarray
) -> list[tuple[list[int], str]]:
    found = []
    for kinds in ((UNDETERMINED,), (FEW, SINGLE)):
        members = np.flatnonzero(np.isin(classes, kinds)).tolist()
        behind = {
            unit: set(agencies_behind(signals, class_=classes[unit], unit=unit)) for unit in members
        }

        share = partial(_share_agency, behind=behind)
        for group in join_units(members, overlay.units, belong=share):
            found.append((group, FEW if any(classes[g] == FEW for g in group) else kinds[-1]))
    return found


def _share_agency(one: int, other: int, *, behind: Mapping[int, set[str]]) -> bool:
    return bool(behind[one] & behind[other])


def _is_fringe(
    overlay: Overlay,
    group: Sequence[int],
    *,
    agencies: frozenset[str],
    several: Sequence[Candidate],
) -> bool:
    """Whether every unit adjoins a place of several agencies that these agencies see already."""
    inside = {unit for one in several if agencies <= one.agencies for unit in one.units}
    return all(inside.intersection(overlay.units.neighbours(unit).tolist()) for unit in group)
