"""What a published strategy changes among reviews: what it promises, and promises no more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from safercity.partnership.common.following import Effect, Published, What
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.oversight.actions.reviewing import (
    add_review,
    drop_review,
    promise_review,
)
from safercity.partnership.oversight.models import Review, Reviewed


def plan_effects(published: Published) -> list[Effect]:
    """Reviews that come in, are worded anew, and are dropped before they were begun."""
    return list(_plan(published))


def _plan(published: Published) -> Iterator[Effect]:
    known = {row.code: row for row in Review.objects.exclude(code=None)}
    former = {each.id: each for each in published.former.reviews} if published.former else {}
    wanted = {each.id: each for each in published.strategy.reviews}
    for code, promised in wanted.items():
        row, told = known.get(code), _tell(promised)
        if row is None:
            words = _("%s is promised.") % told["title"]
            yield _effect(
                What.NEW, words, partial(add_review, told["title"], scope=told["scope"], code=code)
            )
            continue
        was = _tell(former[code]) if code in former else told
        changes: dict[str, Any] = {
            name: value
            for name, value in told.items()
            if was[name] != value and getattr(row, name) == was[name]
        }
        if row.state == Reviewed.DROPPED:
            changes["state"] = Reviewed.PROMISED.value
        if changes:
            words = _("%s is worded anew or promised again.") % row
            yield _effect(What.CHANGED, words, partial(_change, row.pk, changes=changes))
    for code in (code for code in former if code not in wanted and code in known):
        row = known[code]
        if row.state == Reviewed.PROMISED:
            words = _("%s is no longer promised.") % row
            yield _effect(What.ENDED, words, partial(drop_review, row))
        elif row.state == Reviewed.UNDER_WAY:
            words = _("%s is under way, although the strategy no longer promises it.") % row
            yield _effect(What.LOOK, words)


def _effect(what: What, words: str, *act) -> Effect:
    return Effect(_("Reviews"), what, words, *act)


def _tell(promised: Any) -> dict[str, str]:
    """What is kept, in one language whoever publishes."""
    return {"title": promised.title["en"], "scope": (promised.about or {"en": ""})["en"]}


def _change(key: Any, *, changes: dict[str, Any], by: Viewer) -> None:
    promise_review(Review.objects.get(pk=key), changes, by=by)
