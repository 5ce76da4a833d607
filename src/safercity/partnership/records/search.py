"""Finding sources of records by words."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit, has_words
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.records import presenters, queries, rules


def find(viewer: Viewer, words: str) -> list[Hit]:
    """Sources whose title, name and agency have these words, of those the viewer may look at."""
    if not rules.see_records.allowed(viewer):
        return []
    try:
        workspace = queries.open_records()
        sources = queries.list_sources(viewer, workspace)
    except SaferCityError:
        return []  # a site of one edition
    today = timezone.localdate()
    lines = (
        presenters.present_source(source, sent, workspace=workspace, today=today)
        for source, sent in sources
    )
    found = [line for line in lines if has_words(words, line.title, line.id, line.agency)]
    return [
        Hit(
            line.title,
            reverse("records:source", kwargs={"name": line.id}),
            _("Records"),
            f"{line.agency}, {line.data_to}",
        )
        for line in found[:MOST_OF_AN_APP]
    ]
