"""The places on My work: how many, how sure, and what the watch list says."""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.places import queries
from safercity.partnership.places.presenters.headlines import list_headlines

MARKS = {"firm": "full", "fairly firm": "half", "tentative": "none"}


def list_panels(viewer: Viewer) -> list[Panel]:
    """A tally of the shared places, and the edition's news; nothing without an edition."""
    try:
        reading = queries.get_reading(settings.SAFERCITY.workspace)
    except (SaferCityError, OSError):
        return []
    address = reverse("places:list")
    sure = Counter(place["sure"] for place in reading.places if queries.is_shared(place))
    total = sum(sure.values())
    tally = Row(
        ngettext("%(n)s place", "%(n)s places", total) % {"n": total},
        address,
        detail=", ".join(f"{sure[words]} {words}" for words in MARKS if sure[words]),
        marks=tuple(mark for words, mark in MARKS.items() for _each in range(sure[words])),
    )
    told = list_headlines(reading)
    news = [Row(said, "") for said in told.news if said] if told else []
    if told and told.season:
        news.append(Row(told.season, ""))
    return [
        Panel(_("Places"), (tally,) if total else (), 20),
        Panel(_("Evidence"), tuple(news), 410, more=f"{address}#new" if news else ""),
    ]
