"""What the strategy puts on My work: proposals of an open review that wait for an answer."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.strategy import queries, rules
from safercity.partnership.strategy.models import Proposal


def list_panels(viewer: Viewer) -> list[Panel]:
    """Decisions of the annual review, for who may take them."""
    if not rules.answer_proposal.allowed(viewer, "open"):
        return []
    rows = tuple(_list_reviews(viewer))
    return [Panel(_("Annual review"), rows, order=120)] if rows else []


def _list_reviews(viewer: Viewer):
    for review in queries.list_reviews():
        if not rules.answer_proposal.allowed(viewer, review.state):
            continue
        waiting = review.proposals.filter(answer=Proposal.Answer.OPEN).count()
        if waiting:
            title = ngettext(
                "%d proposal waits for an answer", "%d proposals wait for an answer", waiting
            )
            address = reverse("strategy:review", kwargs={"key": review.pk})
            yield Row(title % waiting, address, str(review.of), button=_("Decide"))
