"""Finding places by name."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.places import queries


def find(viewer: Viewer, words: str) -> list[Hit]:
    """Places of the edition whose name or ward has all of these words."""
    try:
        reading = queries.get_reading(settings.SAFERCITY.workspace)
    except (SaferCityError, OSError):
        return []
    asked = words.lower().split()
    found = [
        Hit(place["name"], reverse("places:place", args=[place["id"]]), _("Places"), _where(place))
        for place in reading.places
        if all(word in f"{place['name']} {_where(place)}".lower() for word in asked)
    ]
    return found[:MOST_OF_AN_APP]


def _where(place) -> str:
    return str(place.get("ward") or "")
