"""Finding bodies and decisions by words."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance import queries, rules


def find(viewer: Viewer, words: str) -> list[Hit]:
    """Bodies and decisions with these words, for who may see them."""
    if not rules.see_bodies.allowed(viewer):
        return []
    bodies = queries.list_bodies(with_ended=True)
    named = bodies.filter(Q(name__icontains=words) | Q(about__icontains=words))
    found = [
        Hit(
            body.name,
            reverse("governance:body", kwargs={"key": body.pk}),
            _("Bodies"),
            detail=body.get_tier_display(),
        )
        for body in named[:MOST_OF_AN_APP]
    ]
    decisions = queries.list_decisions(words=words)[: MOST_OF_AN_APP - len(found)]
    return found + [
        Hit(
            decision.what,
            reverse("governance:decision", kwargs={"key": decision.pk}),
            _("Decisions"),
            detail=f"{decision.body}, {decision.day}",
        )
        for decision in decisions
    ]
