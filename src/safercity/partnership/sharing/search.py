"""Finding agreements by words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit, hold_words
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.sharing import queries, rules


def find(viewer: Viewer, words: str) -> list[Hit]:
    """Agreements whose title, reference, purpose and sources hold all the words."""
    if not rules.see_agreements.allowed(viewer):
        return []
    held = hold_words(words, "title", "reference", "purpose", "data_sets__source")
    rows = queries.list_agreements_for(viewer).filter(held)
    return [
        Hit(
            one.title,
            reverse("sharing:agreement", kwargs={"key": one.pk}),
            str(_("Sharing agreement")),
            one.get_state_display(),
        )
        for one in rows.distinct()[:MOST_OF_AN_APP]
    ]
