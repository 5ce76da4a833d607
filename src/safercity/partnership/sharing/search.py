"""Finding agreements by words."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.sharing import queries, rules


def find(viewer: Viewer, words: str) -> list[Hit]:
    """Agreements whose title, reference or purpose holds the words, or that cover such a source."""
    if not rules.see_agreements.allowed(viewer):
        return []
    held = Q(title__icontains=words) | Q(reference__icontains=words) | Q(purpose__icontains=words)
    rows = queries.list_agreements_for(viewer).filter(held | Q(data_sets__source__icontains=words))
    return [
        Hit(
            one.title,
            reverse("sharing:agreement", kwargs={"key": one.pk}),
            str(_("Sharing agreement")),
            one.get_state_display(),
        )
        for one in rows.distinct()[:MOST_OF_AN_APP]
    ]
