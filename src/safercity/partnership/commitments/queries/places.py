"""The place where an action is done: found by its name, and told as far as a viewer may know."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from safercity.partnership.commitments.models import Commitment
from safercity.partnership.common.known_places import Sight, see_places
from safercity.partnership.common.viewers import Viewer


def title_places(rows: Iterable[Commitment], *, viewer: Viewer) -> list[Commitment]:
    """The rows, each with its `place_title`, and `place_address` where the place is on the list."""
    told = list(rows)
    sight = see_places(viewer) if any(row.known_place for row in told) else Sight()
    for row in told:
        known = sight.places.get(row.known_place)
        row.place_title = known.name if known else _tell_kept(row, sight)
        row.place_address = known.address if known else ""
    return told


def tell_place(row: Commitment, *, viewer: Viewer) -> str:
    """What the place is called today, or was when it was named; "" for who may not know."""
    return title_places([row], viewer=viewer)[0].place_title


def hides_place(row: Commitment, *, viewer: Viewer) -> bool:
    """Whether the action has a place that this viewer may not know."""
    return bool(row.place) and not tell_place(row, viewer=viewer)


def mark_places(rows: Iterable[Commitment], *, viewer: Viewer):
    """What a page with these titled rows is marked with; None where it names none of the list."""
    return see_places(viewer).marked if any(row.place_address for row in rows) else None


def read_place(text: str, *, by: Viewer, was: Commitment | None = None) -> dict[str, str]:
    """The fields of an action for a place as it was typed; `was`: the action before a change.

    Its own place, typed as before, stays what it is when it has left the list.
    """
    words = " ".join(text.split())
    if was and was.known_place and words == tell_place(was, viewer=by):
        return {}
    known = see_places(by).find(words) if words else None
    return {
        "place": known.name[:80] if known else words,
        "known_place": known.identity if known else "",
        "place_layers": " ".join(sorted(known.layers)) if known else "",
    }


def ask_place(asked: str, *, viewer: Viewer) -> Q:
    """Actions at a place of the list, by its identity or name; else those whose words hold it."""
    sight = see_places(viewer)
    if known := sight.places.get(asked) or sight.find(asked):
        return Q(known_place=known.identity)
    return Q(place__icontains=asked) & ask_known(viewer)


def ask_known(viewer: Viewer) -> Q:
    """Actions whose place, if they have one, the viewer may know."""
    sight = see_places(viewer)
    if sight.has_list and not sight.hidden and not sight.unseen:
        return Q()
    return Q(known_place="") | Q(known_place__in=list(sight.places))


def name_place(asked: str, *, viewer: Viewer) -> str:
    """What a filter for a place is called: its name for an identity, else the words themselves."""
    known = see_places(viewer).places.get(asked) if asked else None
    return known.name if known else asked


def _tell_kept(row: Commitment, sight: Sight) -> str:
    return row.place if sight.shows(row.known_place, row.place_layers) else ""
