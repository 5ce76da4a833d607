"""What sharing puts on My work: requests to answer, texts to approve, reviews that are due."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.together import Question, asked_together
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.sharing import queries, rules


def list_panels(viewer: Viewer) -> list[Panel]:
    """Decisions about sharing, and for who keeps the register the reviews to come."""
    panels = (
        Panel(_("Requests for access to records"), tuple(_list_requests(viewer)), order=130),
        Panel(_("Sharing agreements to approve"), tuple(_list_texts(viewer)), order=131),
        Panel(_("Sharing agreements to review"), tuple(_list_reviews(viewer)), order=230),
    )
    return [panel for panel in panels if panel.rows]


def _list_requests(viewer: Viewer) -> Iterator[Row]:
    for one in _ask_requests(viewer):
        address = reverse("sharing:decide", kwargs={"key": one.key})
        asks = _("%(agency)s asks to join an agreement") % {"agency": one.title}
        yield Row(asks, address, one.more, button=_("Answer"))


def _list_texts(viewer: Viewer) -> Iterator[Row]:
    for one in _ask_texts(viewer):
        address = reverse("sharing:agreement", kwargs={"key": one.key})
        title = _("Approve “%(agreement)s”") % {"agreement": one.title}
        detail = _("Text of a sharing agreement, for your agency")
        yield Row(title, address, detail, button=_("Read and approve"))


def _list_reviews(viewer: Viewer) -> Iterator[Row]:
    today = timezone.localdate()
    for one in _ask_reviews(viewer):
        address = reverse("sharing:agreement", kwargs={"key": one.key})
        yield Row(one.title, address, due=one.day, is_late=one.day is not None and one.day < today)


@asked_together
def _ask_requests(viewer: Viewer) -> Question | None:
    if not rules.approve_anything.allowed(viewer):
        return None
    rows = queries.list_open_requests(viewer).select_related(None)
    return Question(rows, key="id", title="agency__name", more="agreement__title")


@asked_together
def _ask_texts(viewer: Viewer) -> Question | None:
    if not rules.approve_anything.allowed(viewer):
        return None
    return Question(queries.list_unapproved_for(viewer), key="id", title="title")


@asked_together
def _ask_reviews(viewer: Viewer) -> Question | None:
    if not rules.change_agreements.allowed(viewer):
        return None
    rows = queries.list_due_reviews().select_related(None)
    return Question(rows, key="id", title="title", day="review_on")
