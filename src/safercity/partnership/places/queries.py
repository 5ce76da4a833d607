"""Reads for pages: the current edition, its places, filtered. Pages read editions and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from safercity.documents.edition_view import APART
from safercity.evidence.errors import NothingToAssess, Restricted
from safercity.partnership.places.forms import Filters
from safercity.partnership.places.reading import Edition, open_edition

Place = dict[str, Any]
OPEN = frozenset({"open", "made_up"})


def get_edition(workspace: Path) -> Edition:
    """The edition that pages show now.

    Errors: NothingToAssess where there is none yet; Restricted where it rests on restricted sources.
    """
    folder = find_edition_folder(workspace)
    return _read_edition(folder, (folder / "manifest.json").stat().st_mtime_ns)


def find_edition_folder(workspace: Path) -> Path:
    """The folder itself where it is an edition's, else the workspace's current edition."""
    if (workspace / "manifest.json").is_file():
        return workspace
    editions = sorted(
        (found.parent for found in workspace.glob("editions/*/manifest.json")),
        key=lambda folder: (folder / "manifest.json").stat().st_mtime_ns,
    )
    if not editions:
        raise NothingToAssess(
            "There is no edition yet, so there is nothing to show.",
            advice="Load extracts with “safercity load SOURCE PATH”, then make an edition with "
            "“safercity refresh”. This page shows it at once.",
        )
    return editions[-1]


@lru_cache(maxsize=4)
def _read_edition(folder: Path, changed: int) -> Edition:
    edition = open_edition(folder)
    closed = sorted(
        name
        for name, table in edition.manifest.get("tables", {}).items()
        if table.get("sensitivity") not in OPEN
    )
    if closed:
        raise Restricted(
            f"This edition rests on restricted sources ({', '.join(closed)}), so it is not shown here.",
            advice="Pages show open and made-up sources only, until people have accounts.",
        )
    return edition


@lru_cache(maxsize=32)
def get_table(edition: Edition, name: str) -> Mapping[str, Any]:
    """A table of the edition, read once; empty where the edition has none of that name."""
    try:
        return edition.table(name)
    except (KeyError, FileNotFoundError):
        return {}


def list_every_place(edition: Edition) -> list[Place]:
    """All places, several agencies' before one agency's, each by rank."""
    places = get_table(edition, "places").get("places", [])
    return sorted(places, key=lambda place: (not is_shared(place), place["rank"], place["id"]))


def list_places(edition: Edition, filters: Filters) -> list[Place]:
    """The places that the filters let through, in the same order."""
    return [place for place in list_every_place(edition) if matches(place, filters)]


def get_place(edition: Edition, place_id: str) -> Place | None:
    """One place, or None."""
    return next((p for p in list_every_place(edition) if p["id"] == place_id), None)


def is_shared(place: Place) -> bool:
    """Whether several agencies see lasting demand here, so that it stands on the list itself."""
    return place["class"] not in APART


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
    """Whether an agency (or the one named) stood high here in a quarter ("2024-Q1") or year ("2024")."""
    quarters = place.get("quarters", [])
    histories = place.get("by_agency", {})
    return any(
        state == "high" and quarter.startswith(period)
        for slug, history in histories.items()
        if not agency or slug == agency
        for quarter, state in zip(quarters, history["states"], strict=False)
    )
