"""What an app finds by words. `config` collects every app's `search.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from safercity.partnership.common.viewers import Viewer

MOST_OF_AN_APP = 20  # a finder gives at most so many: the reader narrows the words instead


@dataclass(frozen=True)
class Hit:
    """One thing found. `kind` is its noun for a person ("Place", "Action"), already translated."""

    title: str
    address: str
    kind: str
    detail: str = ""


Find = Callable[[Viewer, str], list[Hit]]
OFFERED: list[Find] = []


def offer_finders(finders: list[Find]) -> None:
    """Say which apps can be searched. Called once, by `config`, which alone knows every app."""
    OFFERED[:] = finders


def find_hits(viewer: Viewer, words: str) -> list[Hit]:
    """What every app finds for this viewer; what the viewer may not see is not in it."""
    asked = words.strip()
    return [hit for find in OFFERED for hit in find(viewer, asked)] if asked else []
