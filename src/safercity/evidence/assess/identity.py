"""Places keep their identity from edition to edition; what split, merged or ended is recorded.

Identities live in the catalogue beside the editions: an edition's own values must not depend on
which editions came before it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

SHARED_AT_LEAST = 0.5
ENDED = "ended"


@dataclass(frozen=True)
class PlaceCells:
    """A place of one edition: its key and the demand weight of each of its units."""

    key: str
    weights: Mapping[str, float]


@dataclass(frozen=True)
class Identified:
    """A place's lasting identity, and how it came: "new", "kept", "split", "merged" or "ended".

    The `key` of what ended is that of the edition before.
    """

    key: str
    identity: str
    became: str


def place_key(units: tuple[str, ...]) -> str:
    """A key made from the place's own units, the same in any edition that draws them alike."""
    return "p-" + hashlib.sha256("|".join(sorted(units)).encode()).hexdigest()[:10]


def identify_places(
    places: tuple[PlaceCells, ...],
    before: tuple[PlaceCells, ...],
    *,
    identities: Mapping[str, str],
) -> tuple[Identified, ...]:
    """Give each place the identity of the earlier place with which it shares half its demand.

    `identities`: earlier keys to their lasting identities. Shares are of the weight of the new
    place's units. Returns the places, then those that ended. Of two places that both descend
    from one, the one that shares more keeps it and the other is "split".
    """
    claims = sorted(
        (
            (-_shared(place, old), place.key, old.key)
            for place in places
            for old in before
            if _shared(place, old) >= SHARED_AT_LEAST
        ),
    )
    taken: dict[str, str] = {}
    kept: dict[str, str] = {}
    for _share, key, old in claims:
        if key not in kept and old not in taken:
            kept[key], taken[old] = old, key
    found = []
    for place in places:
        parents = [old.key for old in before if _shared(old, place) >= SHARED_AT_LEAST]
        if place.key in kept:
            became = "merged" if len(parents) > 1 else "kept"
            found.append(Identified(place.key, identities[kept[place.key]], became))
        else:
            descends = any(key == place.key for _share, key, _old in claims)
            found.append(Identified(place.key, place.key, "split" if descends else "new"))
    ended = [Identified(o.key, identities[o.key], ENDED) for o in before if o.key not in taken]
    return (*found, *ended)


def _shared(place: PlaceCells, other: PlaceCells) -> float:
    total = sum(place.weights.values())
    both = sum(weight for unit, weight in place.weights.items() if unit in other.weights)
    return both / total if total else 0.0


def record_identities(
    catalogue: sqlite3.Connection, found: tuple[Identified, ...], *, edition: str
) -> None:
    """Write an edition's identities beside it, and those that ended with it."""
    catalogue.executemany(
        "INSERT OR REPLACE INTO identities VALUES (?, ?, ?, ?)",
        [(edition, one.key, one.identity, one.became) for one in found],
    )


def read_identities(catalogue: sqlite3.Connection, edition: str) -> dict[str, str]:
    """An edition's place keys and their lasting identities."""
    rows = catalogue.execute(
        "SELECT place, identity FROM identities WHERE edition = ? AND became <> ?",
        (edition, ENDED),
    )
    return {row["place"]: row["identity"] for row in rows}


def list_ended(catalogue: sqlite3.Connection, edition: str) -> tuple[str, ...]:
    """The identities that the edition before still had, sorted."""
    rows = catalogue.execute(
        "SELECT identity FROM identities WHERE edition = ? AND became = ? ORDER BY identity",
        (edition, ENDED),
    )
    return tuple(row["identity"] for row in rows)
