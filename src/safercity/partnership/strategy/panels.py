"""What the strategy puts on My work: proposals of an open review that wait for an answer."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.strategy import queries, rules


def list_panels(viewer: Viewer) -> list[Panel]:
    """Decisions of the annual review, for who may take them."""
    rows = tuple(
        Row(
            ngettext(
                "%d proposal waits for an answer",
                "%d proposals wait for an answer",
                waiting.number,
            )
            % waiting.number,
            reverse("strategy:review", kwargs={"key": waiting.key}),
            waiting.title,
            button=_("Decide"),
        )
        for waiting in queries.ask_open_proposals(viewer)
        if rules.answer_proposal.allowed(viewer, waiting.more)
    )
    return [Panel(_("Annual review"), rows, order=120)] if rows else []
