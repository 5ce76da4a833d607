"""Actions that a form offers: those that are chosen already, and those that words find."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from safercity.partnership.commitments.models import Commitment
from safercity.partnership.commitments.queries.lists import Wanted, fetch_rows, list_ids, visible
from safercity.partnership.common.viewers import Viewer

MOST_FOUND = 10  # the reader narrows the words
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class Picks:
    """`chosen` and `found`, the earliest due first; `has_more`: more have the words."""

    chosen: tuple[Commitment, ...] = ()
    found: tuple[Commitment, ...] = ()
    has_more: bool = False


def pick_actions(
    viewer: Viewer, *, chosen: Collection[str], words: str, but: UUID | None = None
) -> Picks:
    """Those of `chosen` that the viewer may see, and open actions with these words, or any whose
    address is among them. What may not be seen is as if it were not there. `but`: never this one.
    """
    kept = {UUID(text) for text in chosen if ID.fullmatch(text)} - {but}
    asked = Q(pk__in=kept)
    if words.strip():
        asked |= _ask_words(viewer, words, but=kept | ({but} if but else set()))
    elif not kept:
        return Picks()
    rows = fetch_rows(visible(viewer).order_by().filter(asked).values_list("pk", flat=True))
    found = [row for row in rows if row.pk not in kept]
    return Picks(
        tuple(row for row in rows if row.pk in kept),
        tuple(found[:MOST_FOUND]),
        len(found) > MOST_FOUND,
    )


def _ask_words(viewer: Viewer, words: str, *, but: Collection[UUID]) -> Q:
    if addresses := ID.findall(words):
        return Q(pk__in={UUID(each) for each in addresses} - set(but))
    ids = list_ids(viewer, Wanted(words=words, state="open"))
    return Q(pk__in=ids.exclude(pk__in=but)[: MOST_FOUND + 1])
