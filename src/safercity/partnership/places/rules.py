"""Who may open the list of places, and what hangs on it."""

from __future__ import annotations

from django.conf import settings

from safercity.evidence.errors import Restricted, SaferCityError
from safercity.partnership.common.rules import NotAllowed, hold_a_post, rule
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.places.queries import get_reading


@rule
def see_places(viewer: Viewer) -> None:
    """Who holds a post: the page says what else is lacking. A guest only where an agreement of its
    own agency lets it see the list, so that no link leads it to a closed door."""
    hold_a_post(viewer)
    if not viewer.is_guest:
        return
    try:
        get_reading(settings.SAFERCITY.workspace, viewer)
    except Restricted as refused:
        raise NotAllowed(str(refused), advice=refused.advice) from refused
    except (SaferCityError, OSError):
        return  # there is no edition yet, and the page says so
