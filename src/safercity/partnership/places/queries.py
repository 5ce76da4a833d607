"""Reads for pages: the current edition and its places, filtered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from safercity.documents.edition_view import LISTED, RenamedPlaces, order_places
from safercity.evidence.assess.edition import open_current, open_edition
from safercity.evidence.assess.listing import list_places as list_lasting
from safercity.evidence.errors import Restricted
from safercity.evidence.workspace import open_workspace
from safercity.partnership.places.forms import Filters

Place = Mapping[str, Any]
OPEN = frozenset({"open", "made_up"})


Reading = RenamedPlaces
"""What pages show: one stays in the process, and drawings hang on it."""


def get_reading(workspace: Path) -> Reading:
    """What pages show now: the workspace's current edition, or the edition whose folder is given.

    Errors: NothingToAssess where there is none yet, Restricted where its sources are not open,
    NotAWorkspace.
    """
    if (workspace / "manifest.json").is_file():
        return _read_folder(workspace)
    return _read_current(workspace, open_current(open_workspace(workspace)).digest)


@lru_cache(maxsize=2)
def _read_folder(folder: Path) -> Reading:
    edition = open_edition(folder)
    return _check(Reading(edition, order_places(edition.table("places")["places"])))


@lru_cache(maxsize=2)
def _read_current(root: Path, digest: str) -> Reading:
    workspace = open_workspace(root)
    edition = open_edition(workspace.editions / digest)
    return _check(Reading(edition, order_places(list_lasting(workspace, edition))))


def _check(reading: Reading) -> Reading:
    tables = reading.manifest["tables"]
    closed = sorted(name for name in tables if tables[name]["sensitivity"] not in OPEN)
    if closed:
        raise Restricted(
            f"This edition rests on restricted sources ({', '.join(closed)}): it is not shown.",
            advice="Pages show open and made-up sources only, until people have accounts.",
        )
    return reading


def is_open(reading: Reading) -> bool:
    """Whether anyone may know these records, so that small counts need no hiding."""
    return reading.manifest["tables"]["places"]["sensitivity"] == "open"


def is_shared(place: Place) -> bool:
    """Whether several agencies see lasting demand here, so that it stands on the list itself."""
    return place["class"] in LISTED


def get_place(reading: Reading, place_id: str) -> Place | None:
    """One place, or None."""
    return next((place for place in reading.places if place["id"] == place_id), None)


def list_places(reading: Reading, filters: Filters) -> list[Place]:
    """The places that the filters let through, in order."""
    return [place for place in reading.places if matches(place, filters)]


def matches(place: Place, filters: Filters) -> bool:
    """Whether every filter that is on lets the place through."""
    return all(
        [
            not filters.agency or filters.agency in place["agencies"],
            not filters.theme or filters.theme in place["themes"],
            not filters.kind or filters.kind == place["class"],
            not filters.sure or filters.sure == place["sure"].replace(" ", "-"),
            not filters.period or was_high(place, period=filters.period, agency=filters.agency),
        ]
    )


def was_high(place: Place, *, period: str, agency: str = "") -> bool:
    """Whether an agency, or the one named, stood high here in a quarter ("2024-Q1") or year."""
    return any(
        state == "high" and quarter.startswith(period)
        for slug, history in place["by_agency"].items()
        if not agency or slug == agency
        for quarter, state in zip(place["quarters"], history["states"], strict=True)
    )
