"""Finding sources of records by words."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.evidence.errors import SaferCityError
from safercity.evidence.workspace import Workspace
from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit, has_words
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.records import presenters, queries, rules
from safercity.partnership.sharing.queries import VisibleSource, visible_sources


def find(viewer: Viewer, words: str) -> list[Hit]:
    """Sources whose title, name and agency have these words, of those the viewer may look at."""
    if not rules.see_records.allowed(viewer):
        return []
    try:
        workspace = queries.open_records()
        named = [
            source
            for source in visible_sources(viewer, content=workspace.content).values()
            if has_words(words, *_list_words(source, workspace))
        ]
        known = queries.list_sources(viewer, workspace) if named else []
    except SaferCityError:
        return []  # a site of one edition
    today = timezone.localdate()
    found = [(source, sent) for source, sent in known if source in named]
    lines = (
        presenters.present_source(source, sent, workspace=workspace, today=today)
        for source, sent in found[:MOST_OF_AN_APP]
    )
    return [
        Hit(
            line.title,
            reverse("records:source", kwargs={"name": line.id}),
            _("Records"),
            f"{line.agency}, {line.data_to}",
        )
        for line in lines
    ]


def _list_words(source: VisibleSource, workspace: Workspace) -> tuple[str, ...]:
    agency = presenters.name_agency(source, workspace)
    return presenters.name_source(source), source.shape.id, agency
