"""What sharing puts on My work: requests to answer, texts to approve, reviews that are due."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.sharing import queries, rules


def list_panels(viewer: Viewer) -> list[Panel]:
    """Decisions about sharing, and for who keeps the register the reviews to come."""
    decisions = tuple(_list_requests(viewer))
    reviews = tuple(_list_reviews()) if rules.change_agreements.allowed(viewer) else ()
    panels = (
        Panel(_("Requests for access to records"), decisions, order=130),
        Panel(_("Sharing agreements to review"), reviews, order=230),
    )
    return [panel for panel in panels if panel.rows]


def _list_requests(viewer: Viewer) -> Iterator[Row]:
    for one in queries.list_open_requests(viewer):
        if not rules.decide_access.allowed(viewer, one):
            continue
        address = reverse("sharing:decide", kwargs={"key": one.pk})
        asks = _("%(agency)s asks to join an agreement") % {"agency": one.agency.name}
        yield Row(asks, address, str(one.agreement), button=_("Answer"))


def _list_reviews() -> Iterator[Row]:
    today = timezone.localdate()
    for one in queries.list_due_reviews():
        address = reverse("sharing:agreement", kwargs={"key": one.pk})
        yield Row(one.title, address, due=one.review_on, is_late=one.review_on < today)
