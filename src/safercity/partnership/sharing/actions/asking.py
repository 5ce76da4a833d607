"""Telling those who speak for a controller that a text waits for their approval."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext_noop

from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.sharing import rules
from safercity.partnership.sharing.models import Agreement
from safercity.partnership.sharing.queries.agreements import WRITTEN_IN, list_unapproved
from safercity.partnership.sharing.queries.speaking import list_speaking_posts

WAITS = gettext_noop("A sharing agreement waits for your agency’s approval")


def ask_approvals(agreement: Agreement, *, by: Viewer) -> Agreement:
    """Once a text lacks nothing else, each agency that has to approve it hears of it; again only
    after an approval of its own fell. The agreement is given back."""
    if agreement.state not in WRITTEN_IN or rules.list_unwritten(agreement):
        return agreement
    given = Counter(one.agency_id for one in agreement.approvals.all())
    number = agreement.agreed_texts.count()
    for agency, posts in list_speaking_posts(list_unapproved(agreement)).items():
        told = {
            "posts": [str(post) for post in posts if post not in by.post_ids],
            "what": WAITS,
            "kind": Agreement._meta.label_lower,
            "key": str(agreement.pk),
            "once": f"{agreement.pk}:{number}:{given[agency]}",
        }
        enqueue("notes.tell_posts", told, by=by, once=f"approve:{agency}:{told['once']}")
    return agreement
