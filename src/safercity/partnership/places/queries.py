"""Reads for pages: the current edition as a viewer sees it, and its places, filtered."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.documents.edition_view import LISTED, RenamedPlaces, order_places
from safercity.evidence.assess.edition import Edition, open_current, open_edition
from safercity.evidence.assess.listing import list_places as list_lasting
from safercity.evidence.errors import SaferCityError
from safercity.evidence.workspace import open_workspace
from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.rules import NotVisible, hold_a_post
from safercity.partnership.common.subjects import Pair, Subject, subject_list
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.places.forms import Filters
from safercity.partnership.sharing.queries import (
    LOWEST,
    WAYS_KEPT,
    Marked,
    VisibleEdition,
    visible,
)

Place = Mapping[str, Any]
PURPOSE = "places"
KIND = "places.place"
PLACE_IDS = UUID("5f3b9a0e-6d0c-5c1b-9e55-3a0f6f7d2c41")  # what ids of places are made under

Reading = RenamedPlaces
"""What pages show: each way of seeing stays in the process, and drawings hang on it."""


def get_edition(workspace: Path, viewer: Viewer, *, purpose: str = PURPOSE) -> VisibleEdition:
    """The workspace's current edition, or the one whose folder is given, as the viewer sees it.

    Errors: NothingToAssess where there is none yet, NotAWorkspace.
    """
    content = workspace / "content"
    return visible(_open(workspace), viewer, purpose=purpose, content=content)


def find_edition(
    workspace: Path, viewer: Viewer, *, digest: str, purpose: str = PURPOSE
) -> VisibleEdition:
    """An edition of the workspace by its digest, an earlier one too, as the viewer sees it.

    Errors: NotVisible where there is no such edition, or not any more.
    """
    current = _open(workspace)
    folder = workspace / "editions" / digest
    if digest == current.digest:
        found = current
    elif re.fullmatch(r"[0-9a-f]{16,64}", digest) and (folder / "manifest.json").is_file():
        found = _open_folder(folder)
    else:
        raise NotVisible(_("There is no such edition here."))
    return visible(found, viewer, purpose=purpose, content=workspace / "content")


def get_edition_line(workspace: Path) -> Mapping[str, Any]:
    """What a page without evidence says of the current edition: nothing of any agency's records.

    It asks the database nothing. Errors: as `get_edition`.
    """
    edition = _open(workspace)
    told = ("title", "made_up", "as_of")
    kept = {name: edition.manifest[name] for name in told if name in edition.manifest}
    return kept | {"edition": edition.digest, "marking": LOWEST}


def get_reading(workspace: Path, viewer: Viewer) -> Reading:
    """What pages show this viewer now.

    Errors: as `get_edition`; Restricted where no agreement lets the viewer see the list.
    """
    return _read(workspace, get_edition(workspace, viewer))


@once_a_page
def _open(workspace: Path) -> Edition:
    if (workspace / "manifest.json").is_file():
        return _open_folder(workspace)
    return open_current(open_workspace(workspace))


@lru_cache(maxsize=2)
def _open_folder(folder: Path) -> Edition:
    return open_edition(folder)


@lru_cache(maxsize=WAYS_KEPT)
def _read(root: Path, edition: VisibleEdition) -> Reading:
    if (root / "manifest.json").is_file():
        return Reading(edition, order_places(edition.table("places")["places"]))
    return Reading(edition, order_places(list_lasting(open_workspace(root), edition)))


def mark(reading: Reading, agencies: Collection[str], *, table: str) -> Marked:
    """The marking of what is told from these agencies' records; without any, of a whole table."""
    seen = reading.edition
    assert isinstance(seen, VisibleEdition)  # `_read` makes no other
    return seen.mark(agencies) if agencies else seen.mark_table(table)


def is_shared(place: Place) -> bool:
    """Whether several agencies see lasting demand here, so that it stands on the list itself."""
    return place["class"] in LISTED


def get_place(reading: Reading, place_id: str) -> Place | None:
    """One place, or None."""
    return next((place for place in reading.places if place["id"] == place_id), None)


def name_subject(place_id: str) -> Pair:
    """The kind and id under which comments hang from a place: its lasting id, as theirs are."""
    return KIND, uuid5(PLACE_IDS, place_id)


@subject_list(KIND)
def list_subjects(viewer: Viewer) -> list[Subject]:
    """Places as comments speak of them: those of the current edition as the viewer sees it."""
    if not hold_a_post.allowed(viewer):
        return []
    try:
        reading = get_reading(settings.SAFERCITY.workspace, viewer)
    except (SaferCityError, OSError):
        return []
    return list(_tell_subjects(reading))


@lru_cache(maxsize=WAYS_KEPT)
def _tell_subjects(reading: Reading) -> tuple[Subject, ...]:
    return tuple(
        Subject(
            *name_subject(place["id"]),
            title=place["name"],
            address=reverse("places:place", args=[place["id"]]),
        )
        for place in reading.places
    )


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
