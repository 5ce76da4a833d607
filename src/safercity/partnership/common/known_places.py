"""The places of the current edition, for the apps below the one that reads it.

A row that hangs from a place keeps its lasting identity and the name that it had. Who may read
that name is decided here, from what the app of the places tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.viewers import Viewer


@dataclass(frozen=True)
class KnownPlace:
    """A place of today's edition. `layers`: whose records find it, seen by the viewer or not."""

    identity: str
    name: str
    address: str
    layers: frozenset[str]


@dataclass(frozen=True, eq=False)
class Sight:
    """What a viewer may know of places.

    `places`: those of today's list that the viewer sees, by identity; `hidden`: the others of
    today; `unseen`: agencies whose records the viewer may not see; `marked`: what a page that
    names a place is marked with; `tell_data_to`: how far the records behind the list run, in
    words. Without the list itself (`has_list`) no place is known.
    """

    places: Mapping[str, KnownPlace] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()
    has_list: bool = False
    marked: Any = None
    tell_data_to: Callable[[], str] = str

    def shows(self, identity: str, layers: str) -> bool:
        """Whether the name kept with this identity may be read; `layers`: kept beside it.

        A place that has left the list is shown to whom one of its agencies' records are shown.
        """
        if not identity or identity in self.places:
            return True
        if not self.has_list or identity in self.hidden:
            return False
        return not layers or not set(layers.split()) <= self.unseen

    def find(self, name: str) -> KnownPlace | None:
        """The place of today's list that is called so; None for any other words."""
        return self._by_name.get(" ".join(name.split()).casefold())

    @property
    def names(self) -> list[str]:
        """What the places are called, in the order of the list."""
        return [place.name for place in self.places.values()]

    @cached_property
    def _by_name(self) -> dict[str, KnownPlace]:
        return {place.name.casefold(): place for place in self.places.values()}


See = Callable[[Viewer], Sight]
OFFERED: list[See] = []


def offer_sight(seers: list[See]) -> None:
    """Say which app knows the places. Called once, by `config`, which alone knows every app."""
    OFFERED[:] = seers


@once_a_page
def see_places(viewer: Viewer) -> Sight:
    """What this viewer may know of places today; nothing where there is no edition."""
    return next((see(viewer) for see in OFFERED), Sight())
