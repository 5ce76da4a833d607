"""Finding parts of the current strategy, papers that it links, and annual reviews by words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit, has_words
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.strategy import queries, rules
from safercity.partnership.strategy.presenters.words import say


def find(viewer: Viewer, words: str) -> list[Hit]:
    """What of the strategy in force, and of its annual reviews, holds all the words."""
    version = queries.get_current()
    if version is None or not rules.see_version.allowed(viewer, version.step):
        return []
    strategy = queries.read_content(version)
    page = reverse("strategy:version", kwargs={"number": version.number})
    kinds: tuple[tuple[str, Iterable[Any]], ...] = (
        (_("Priority"), (*strategy.priorities, *strategy.supporting)),
        (_("Key action"), strategy.actions),
        (_("Outcome"), strategy.outcomes),
        (_("People at risk"), strategy.risk_groups),
    )
    found = [
        Hit(f"{part.id} {say(part.title)}", f"{page}#p-{part.id}", kind, _about(part))
        for kind, parts in kinds
        for part in parts
        if has_words(words, part.id, say(part.title), _about(part))
    ]
    papers = [
        Hit(say(paper.title), reverse("strategy:links"), _("Linked paper"))
        for paper in strategy.documents
        if has_words(words, say(paper.title))
    ]
    return [*found[:MOST_OF_AN_APP], *papers[:MOST_OF_AN_APP], *_find_reviews(viewer, words)]


def _find_reviews(viewer: Viewer, words: str) -> list[Hit]:
    if not rules.see_drafts.allowed(viewer):
        return []
    kind = _("Annual review")
    return [
        Hit(f"{kind}: {one.of}", reverse("strategy:review", kwargs={"key": one.pk}), kind)
        for one in queries.list_reviews()
        if has_words(words, kind, str(one.of))
    ]


def _about(part) -> str:
    return say(getattr(part, "about", None))
