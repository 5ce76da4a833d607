"""The places as the apps below know them: by lasting identity, as far as a viewer sees them."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache, partial

from django.conf import settings
from django.urls import reverse

from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.known_places import KnownPlace, Sight
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.places import queries
from safercity.partnership.places.presenters.frame import describe_reach
from safercity.partnership.sharing.queries import WAYS_KEPT, VisibleEdition


def see_places(viewer: Viewer) -> Sight:
    """What the viewer may know of the places of the current edition."""
    try:
        seen = queries.get_reading(settings.SAFERCITY.workspace, viewer)
        whole = queries.get_reading(settings.SAFERCITY.workspace, SYSTEM)
    except (SaferCityError, OSError):
        return Sight()
    return _compare(seen, whole)


@lru_cache(maxsize=WAYS_KEPT)
def _compare(seen: queries.Reading, whole: queries.Reading) -> Sight:
    assert isinstance(seen.edition, VisibleEdition)  # no other is read
    layers = {place["id"]: frozenset(place["agencies"]) for place in whole.places}
    known = {place["id"] for place in seen.places}
    return Sight(
        places={
            key: KnownPlace(key, name, reverse("places:place", args=[key]), layers[key])
            for key, name in _name_places(seen).items()
        },
        hidden=frozenset(layers.keys() - known),
        unseen=seen.edition.hidden,
        has_list=True,
        marked=queries.mark(seen, (), table="places"),
        tell_data_to=partial(describe_reach, seen.manifest.get("data_to", {})),
    )


def _name_places(seen: queries.Reading) -> dict[str, str]:
    """Identity → name; where two places are called alike, with the ward, or the rank."""
    names = {place["id"]: place["name"] for place in seen.places}
    for more in ("ward", "rank"):
        alike = Counter(name.casefold() for name in names.values())
        for place in seen.places:
            name = names[place["id"]]
            if alike[name.casefold()] > 1 and place.get(more):
                names[place["id"]] = f"{name} ({place[more]})"
    return names
