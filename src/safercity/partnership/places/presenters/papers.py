"""The paper on high-demand places, from the edition as far as the viewer sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.utils import timezone

from safercity.documents import Document, build_high_demand_places
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import Place, Reading
from safercity.partnership.sharing.queries import WAYS_KEPT, VisibleEdition


def build_paper(reading: Reading, viewer: Viewer) -> Document:
    """The paper as this viewer may have it: its first page and each foot say for whom it is."""
    agencies = sorted({post.agency_name for post in viewer.posts})
    return _build(reading, timezone.localdate(), made_for=", ".join(agencies))


@lru_cache(maxsize=WAYS_KEPT)
def _build(reading: Reading, made: date, *, made_for: str) -> Document:
    seen = reading.edition
    assert isinstance(seen, VisibleEdition)  # no other is read
    shown = _ForPaper(reading, seen.hidden)
    return build_high_demand_places(shown, made=made, names=names(), made_for=made_for)


@dataclass(frozen=True, eq=False)
class _ForPaper:
    """An edition for paper, which leaves the room: an agency that pages show as hidden is not
    even named."""

    reading: Reading
    hidden: frozenset[str]

    @property
    def digest(self) -> str:
        return self.reading.digest

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        return {**self.reading.manifest, "in_part": bool(self.hidden)}

    def table(self, name: str) -> Mapping[str, Any]:
        table = self.reading.table(name)
        return {**table, "places": self._places} if name == "places" else table

    @cached_property
    def _places(self) -> list[Place]:
        return [self._leave_out(place) for place in self.reading.places]

    def _leave_out(self, place: Place) -> Place:
        kept = {
            part: {slug: told for slug, told in place[part].items() if slug not in self.hidden}
            for part in ("agency_states", "by_agency")
            if part in place
        }
        return {**place, **kept}
