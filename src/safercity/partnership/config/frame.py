"""What stands around every page: the partnership's name, marking, made-up banner, edition and its dates."""

from __future__ import annotations

from django.conf import settings

from safercity.evidence.errors import SaferCityError
from safercity.partnership.places import queries
from safercity.partnership.places.presenters.frame import present_frame


def add_frame(request) -> dict:
    """Context processor. Without an edition a page has no edition line, and still is a page."""
    try:
        edition = queries.get_edition(settings.SAFERCITY.workspace)
    except (SaferCityError, OSError):
        return {"frame": None}
    return {"frame": present_frame(edition)}
