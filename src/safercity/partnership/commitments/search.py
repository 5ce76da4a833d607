"""Finding actions by words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from safercity.partnership.commitments import queries
from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit
from safercity.partnership.common.viewers import Viewer


def find(viewer: Viewer, words: str) -> list[Hit]:
    """Actions whose words have all of these, among those the viewer may see."""
    rows = queries.list_commitments(viewer, queries.Wanted(words=words))[:MOST_OF_AN_APP]
    return [
        Hit(
            row.what,
            queries.address_of(row.pk),
            _("Actions"),
            detail=f"{row.get_state_display()}, {row.owner}",
        )
        for row in rows
    ]
