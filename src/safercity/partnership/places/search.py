"""Finding places by name, and findings by title."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit, has_words
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.places import queries
from safercity.partnership.places.presenters.findings import list_parts


def find(viewer: Viewer, words: str) -> list[Hit]:
    """Places by name and ward, and findings by title, that have all of these words."""
    try:
        reading = queries.get_reading(settings.SAFERCITY.workspace, viewer)
    except (SaferCityError, OSError):
        return []
    places = [
        Hit(place["name"], reverse("places:place", args=[place["id"]]), _("Places"), _where(place))
        for place in reading.places
        if has_words(words, place["name"], _where(place))
    ]
    findings = [
        Hit(entry.title, reverse("places:finding", args=[entry.id]), _("Findings"), part.heading)
        for part in list_parts(reading)
        for entry in part.entries
        if has_words(words, entry.title, part.heading)
    ]
    return places[:MOST_OF_AN_APP] + findings[:MOST_OF_AN_APP]


def _where(place) -> str:
    return str(place.get("ward") or "")
