"""Finding reviews and adoptions by words."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.hits import Hit, HitRows
from safercity.partnership.common.together import Answer, Question
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.oversight import queries, rules
from safercity.partnership.oversight.models import Adopted, Reviewed


def find(viewer: Viewer, words: str) -> list[HitRows]:
    """Reviews and adoptions with these words, for who may see them."""
    if not rules.see_oversight.allowed(viewer):
        return []
    reviews = queries.list_reviews().filter(
        Q(title__icontains=words) | Q(scope__icontains=words) | Q(as_is__icontains=words)
    )
    adoptions = queries.list_adoptions().filter(
        Q(subject__title__icontains=words) | Q(reason__icontains=words)
    )
    return [
        HitRows(Question(reviews, key="id", title="title", more="state"), _tell_review),
        HitRows(
            Question(adoptions, key="id", title="subject__title", more="state"), _tell_adoption
        ),
    ]


def _tell_review(row: Answer) -> Hit:
    address = reverse("oversight:review", kwargs={"key": row.key})
    return Hit(row.title, address, _("Reviews"), detail=str(Reviewed(row.more).label))


def _tell_adoption(row: Answer) -> Hit:
    address = reverse("oversight:adoption", kwargs={"key": row.key})
    return Hit(row.title, address, _("Adoptions"), detail=str(Adopted(row.more).label))
