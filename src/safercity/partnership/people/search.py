"""Finding agencies and posts by words. Persons are not found: work is with their posts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.hits import Hit, HitRows, hold_words
from safercity.partnership.common.together import Answer, Question
from safercity.partnership.common.viewers import ROLE_TITLES, Role, Viewer
from safercity.partnership.people import queries, rules


def find(viewer: Viewer, words: str) -> list[HitRows]:
    """Agencies and posts with these words, of the agencies that this viewer may know of."""
    if not rules.see_people.allowed(viewer):
        return []
    agencies = queries.list_agencies_for(viewer)
    posts = queries.list_posts().filter(agency__in=agencies).select_related(None)
    asked = hold_words(words, "title", "team__name")
    return [
        HitRows(
            Question(agencies.filter(hold_words(words, "name")), key="id", title="name"),
            _tell_agency,
        ),
        HitRows(
            Question(
                posts.filter(asked), key="id", title="title", more="role", detail="agency__name"
            ),
            _tell_post,
        ),
    ]


def _tell_agency(row: Answer) -> Hit:
    address = reverse("people:agency", kwargs={"key": row.key})
    return Hit(row.title, address, _("Agencies"))


def _tell_post(row: Answer) -> Hit:
    address = reverse("people:post", kwargs={"key": row.key})
    return Hit(row.title, address, _("Posts"), f"{row.detail}, {ROLE_TITLES[Role(row.more)]}")
