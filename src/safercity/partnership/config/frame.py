"""What stands around every page: name, marking, made-up banner, edition and its dates."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from safercity.evidence.errors import SaferCityError
from safercity.partnership.places import queries
from safercity.partnership.places.presenters.frame import present_frame


def add_frame(request) -> dict[str, Any]:
    """Context processor. Without an edition a page has no edition line, and still is a page."""
    site = settings.SAFERCITY
    around = {"base_map": site.base_map_url, "base_map_credit": site.base_map_credit, "frame": None}
    try:
        around["frame"] = present_frame(queries.get_reading(site.workspace))
    except (SaferCityError, OSError):
        pass
    return around
