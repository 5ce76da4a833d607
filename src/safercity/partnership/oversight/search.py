"""Finding reviews and adoptions by words."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.oversight import queries, rules


def find(viewer: Viewer, words: str) -> list[Hit]:
    """Reviews and adoptions with these words, for who may see them."""
    if not rules.see_oversight.allowed(viewer):
        return []
    reviews = queries.list_reviews().filter(
        Q(title__icontains=words) | Q(scope__icontains=words) | Q(as_is__icontains=words)
    )
    adoptions = queries.list_adoptions().filter(
        Q(subject__title__icontains=words) | Q(reason__icontains=words)
    )
    found = [
        Hit(
            review.title,
            reverse("oversight:review", kwargs={"key": review.pk}),
            _("Reviews"),
            detail=review.get_state_display(),
        )
        for review in reviews[:MOST_OF_AN_APP]
    ]
    return found + [
        Hit(
            str(adoption),
            reverse("oversight:adoption", kwargs={"key": adoption.pk}),
            _("Adoptions"),
            detail=adoption.get_state_display(),
        )
        for adoption in adoptions[: MOST_OF_AN_APP - len(found)]
    ]
