"""One place as a line of the list in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safercity.documents.names import Names
    from safercity.evidence.workspace import Workspace

HEADINGS = (
    "Rank",
    "Likely",
    "Place",
    "Ward",
    "Kind",
    "Seen by",
    "Since",
    "How sure",
    "Read with care",
)


def read_titles(workspace: Workspace) -> Names:
    """What people call agencies and themes, by the workspace's content."""
    from safercity.documents.names import read_names

    return read_names(overrides=workspace.content)


def describe_place(place: dict, names: Names) -> tuple:
    """A place of the edition, in the order of `HEADINGS`."""
    since = place["since"] or ""
    if since and place.get("is_since_start"):
        since = f"{since} or before"
    return (
        place["rank"], f"{place['rank_low']} to {place['rank_high']}", place["name"], place["ward"],
        _in_words(place["class"]), ", ".join(map(names.agency, place["agencies"])), since,
        place["sure"], ", ".join(map(_in_words, place.get("flags", ()))),
    )  # fmt: skip


def _in_words(slug: str) -> str:
    return slug.replace("_", " ")
