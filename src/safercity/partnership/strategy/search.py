"""Finding what the strategy in force tells, papers that it links, and annual reviews by words."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache, partial

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safercity.partnership.common.hits import (
    MOST_OF_AN_APP,
    Hit,
    HitRows,
    has_words,
    hold_words,
)
from safercity.partnership.common.together import Answer, Question
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.strategy import queries, rules
from safercity.partnership.strategy.models import StrategyVersion
from safercity.partnership.strategy.presenters.told import Told, list_told
from safercity.partnership.strategy.presenters.whole import Around, present_version
from safercity.partnership.strategy.presenters.words import say

WAYS_KEPT = 4  # versions and languages whose words stay in the process


def find(viewer: Viewer, words: str) -> list[Hit | HitRows]:
    """What of the strategy in force, and of its annual reviews, holds all the words."""
    version = queries.get_current()
    if version is None or not rules.see_version.allowed(viewer, version.step):
        return []
    page = reverse("strategy:version", kwargs={"number": version.number})
    found: dict[str, list[Hit]] = defaultdict(list)
    told, stops = _read_told(version.content, version.step, language=get_language() or "en")
    for one in told:
        if has_words(words, one.words):
            address = f"{page}#{one.anchor}" if one.anchor else reverse("strategy:links")
            found[one.kind].append(Hit(one.title, address, one.kind, one.detail))
    taken = version.steps.filter(hold_words(words, "decided_by", "decision"))
    steps = Question(taken, key="id", title="slug", detail="decided_by", day="day")
    return [
        *(hit for hits in found.values() for hit in hits[:MOST_OF_AN_APP]),
        HitRows(steps, partial(_tell_step, page=page, stops=stops)),
        *_find_reviews(viewer, words),
    ]


@lru_cache(maxsize=WAYS_KEPT)
def _read_told(
    content: str, step: str, *, language: str
) -> tuple[tuple[Told, ...], dict[str, str]]:
    """The entries of a version's page, and the titles of its steps and duties: made once a text and
    language. The days on which steps were taken are asked for with the words.
    """
    version = StrategyVersion(content=content, step=step)
    strategy, route = queries.read_content(version), queries.get_route(version)
    version.title = say(strategy.title)
    page = present_version(version, strategy, route=route, steps=[], around=Around())
    stops = {stop.slug: stop.title for stop in (*page.route, *page.duties)}
    return tuple(list_told(page, strategy)), stops


def _tell_step(row: Answer, *, page: str, stops: dict[str, str]) -> Hit:
    detail = f"{row.detail}, {date_format(row.day, 'j F Y')}".removeprefix(", ")
    title = stops.get(row.title, row.title)
    return Hit(title, f"{page}#route", _("Step of the strategy"), detail)


def _find_reviews(viewer: Viewer, words: str) -> list[Hit]:
    if not rules.see_drafts.allowed(viewer):
        return []
    kind = _("Annual review")
    return [
        Hit(f"{kind}: {one.of}", reverse("strategy:review", kwargs={"key": one.pk}), kind)
        for one in queries.list_reviews()
        if has_words(words, kind, str(one.of))
    ]
