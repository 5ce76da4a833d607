"""Finding measures by words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import queries, rules


def find(viewer: Viewer, words: str) -> list[Hit]:
    """Measures whose title, sheet or outcome is asked for."""
    if not rules.see_outcomes.allowed(viewer):
        return []
    found = queries.find_by_words(words, most=MOST_OF_AN_APP)
    return [
        Hit(one.title, queries.address_of(one.code), _("Measure"), one.numerator) for one in found
    ]
