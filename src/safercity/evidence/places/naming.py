"""Places named as people would: by streets and the partners' own names, never by a snap name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.statistics import round_significant

SECOND_NAME_SHARE = 0.5
NEAR_METRES = 800.0


@dataclass(frozen=True)
class NameCandidate:
    """A name at a point (metres), with a weight: how many records carry it."""

    name: str
    easting: float
    northing: float
    weight: float = 1.0


@dataclass(frozen=True)
class NameRules:
    """What may name a place.

    `is_generic`: whether a name names no place ("Supermarket", "Parking Area").
    `protected`: names of protected premises; no name that holds one appears, whatever its case.
    `within_metres`: how far from a unit's centre a name may lie and still be in the place.
    """

    is_generic: Callable[[str], bool]
    protected: frozenset[str] = frozenset()
    within_metres: float = 145.0

    def allows(self, name: str) -> bool:
        """Whether this name may stand for a place."""
        plain = name.strip().casefold()
        if not plain or self.is_generic(name):
            return False
        return not any(hidden.casefold() in plain for hidden in self.protected if hidden)


def name_place(
    centroids: np.ndarray,
    names: Sequence[NameCandidate],
    *,
    rules: NameRules,
    fallback: str = "",
) -> str:
    """A name for the place whose units have these centroids, (n, 2) metres.

    The name with the greatest weight inside the place; with the second, if that has at least
    half of its weight: "High Street and Church Lane". Where nothing inside may name it:
    "Near X", X the nearest name within 800 m; else `fallback` (the ward's name, say).
    Ties go to the first in the alphabet.
    """
    allowed = [one for one in names if rules.allows(one.name)]
    if not allowed:
        return fallback
    far = _distances(centroids, allowed)
    inside = _weights(allowed, far <= rules.within_metres)
    ranked = sorted(inside, key=lambda name: (-inside[name], name))
    if ranked:
        both = len(ranked) > 1 and inside[ranked[1]] >= SECOND_NAME_SHARE * inside[ranked[0]]
        return " and ".join(ranked[: 2 if both else 1])
    nearest = min(range(len(allowed)), key=lambda at: (far[at], allowed[at].name))
    if far[nearest] <= NEAR_METRES:
        return f"Near {allowed[nearest].name.strip()}"
    return fallback


def name_apart(names: Sequence[str], wards: Sequence[str]) -> tuple[str, ...]:
    """The names, told apart: a name that stands twice gains its ward, and then a number."""
    taken: dict[str, int] = {}
    apart = []
    for name, ward in zip(names, wards, strict=True):
        said = name
        if names.count(name) > 1 and ward and ward != name:
            said = f"{name}, {ward}"
        taken[said] = taken.get(said, 0) + 1
        apart.append(said if taken[said] == 1 else f"{said} ({taken[said]})")
    return tuple(apart)


def flag_artefacts(
    centroids: np.ndarray,
    names: Sequence[NameCandidate],
    *,
    artefacts: Mapping[str, Sequence[str]],
    within_metres: float = 145.0,
    share_at_least: float = 0.2,
) -> tuple[str, ...]:
    """Kinds of premises where records may pile up because of how they are made.

    `artefacts`: words of the name by kind ({"police_station": ["Police Station"]}). A kind is
    flagged where names with its words carry at least `share_at_least` of the weight inside. A
    flag is a question for people who know the place, not a finding.
    """
    if not names:
        return ()
    inside = _distances(centroids, names) <= within_metres
    total = sum(one.weight for one, is_in in zip(names, inside, strict=True) if is_in)
    flags = []
    for kind in sorted(artefacts):
        words = {word.casefold() for word in artefacts[kind]}
        weight = sum(
            one.weight
            for one, is_in in zip(names, inside, strict=True)
            if is_in and any(_mentions(one.name, word) for word in words)
        )
        if total > 0 and weight >= share_at_least * total:
            flags.append(kind)
    return tuple(flags)


def _mentions(name: str, word: str) -> bool:
    """Whether the name ends with the words: "Moor Lane Hospital", not "Hospital Road"."""
    plain = name.strip().casefold()
    return plain == word or plain.endswith(f" {word}")


def _distances(centroids: np.ndarray, names: Sequence[NameCandidate]) -> np.ndarray:
    points = np.array([(one.easting, one.northing) for one in names], dtype=float)
    centroids = np.asarray(centroids, dtype=float).reshape(-1, 2)
    nearest = np.full(len(points), np.inf)
    for x, y in centroids:
        nearest = np.minimum(nearest, np.hypot(points[:, 0] - x, points[:, 1] - y))
    return round_significant(nearest)


def _weights(names: Sequence[NameCandidate], inside: np.ndarray) -> dict[str, float]:
    weights: dict[str, float] = {}
    for one, is_in in zip(names, inside, strict=True):
        if is_in:
            weights[one.name.strip()] = weights.get(one.name.strip(), 0.0) + one.weight
    return weights
