"""Finding bodies and decisions by words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safercity.partnership.common.hits import Hit, HitRows, hold_words
from safercity.partnership.common.together import Answer, Question
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance import queries, rules
from safercity.partnership.governance.models import Tier


def find(viewer: Viewer, words: str) -> list[HitRows]:
    """Bodies, by their terms too, and decisions with these words, for who may see them."""
    if not rules.see_bodies.allowed(viewer):
        return []
    bodies = queries.add_terms(queries.list_bodies(with_ended=True))
    named = bodies.filter(hold_words(words, "name", "about", "terms_text"))
    decisions = queries.list_decisions(words=words)
    return [
        HitRows(Question(named, key="id", title="name", more="tier"), _tell_body),
        HitRows(
            Question(decisions, key="id", title="what", more="body__name", day="day"),
            _tell_decision,
        ),
    ]


def _tell_body(row: Answer) -> Hit:
    address = reverse("governance:body", kwargs={"key": row.key})
    return Hit(row.title, address, _("Bodies"), detail=str(Tier(row.more).label))


def _tell_decision(row: Answer) -> Hit:
    address = reverse("governance:decision", kwargs={"key": row.key})
    return Hit(
        row.title, address, _("Decisions"), detail=f"{row.more}, {date_format(row.day, 'j M Y')}"
    )
