"""Finding parts of the current strategy by words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.strategy import queries, rules
from safercity.partnership.strategy.presenters.words import say


def find(viewer: Viewer, words: str) -> list[Hit]:
    """Priorities, key actions and outcomes whose words hold what is asked for."""
    version = queries.get_current()
    if version is None or not rules.see_version.allowed(viewer, version.step):
        return []
    strategy, asked = queries.read_content(version), words.casefold()
    kinds: tuple[tuple[str, Iterable[Any]], ...] = (
        (_("Priority"), (*strategy.priorities, *strategy.supporting)),
        (_("Key action"), strategy.actions),
        (_("Outcome"), strategy.outcomes),
    )
    page = reverse("strategy:version", kwargs={"number": version.number})
    return [
        Hit(f"{part.id} {say(part.title)}", f"{page}#p-{part.id}", kind, _about(part))
        for kind, parts in kinds
        for part in parts
        if asked in f"{part.id} {say(part.title)} {_about(part)}".casefold()
    ][:MOST_OF_AN_APP]


def _about(part) -> str:
    return say(getattr(part, "about", None))
