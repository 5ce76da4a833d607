"""What a published strategy is to the plan: the priorities that actions name, and open work for
key actions that went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.commitments.actions import name_priority
from safercity.partnership.commitments.queries import Wanted, list_under
from safercity.partnership.common.following import Effect, Published, What
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.strategy.actions.planning import SUBJECT
from safercity.partnership.strategy.models import Item


def plan_effects(published: Published) -> list[Effect]:
    """The priorities by their titles; key actions taken out with open work: people decide."""
    return [*_name_priorities(published), *_look_at_work(published)]


def _name_priorities(published: Published) -> Iterator[Effect]:
    known = published.former.priority_titles if published.former else {}
    wanted = published.strategy.priority_titles
    new = {code: title for code, title in wanted.items() if known.get(code) != title}
    if new:
        told = "; ".join(f"{code} {title}" for code, title in new.items())
        words = _("Actions can name these priorities: %s.") % told
        yield Effect(_("Delivery plan"), What.NEW, words, partial(_name, new))


def _name(titles: Mapping[str, str], *, by: Viewer) -> None:
    for code, title in titles.items():
        name_priority(code, title)


def _look_at_work(published: Published) -> list[Effect]:
    if published.former is None:
        return []
    gone = [each for each in published.former.actions if each.id not in published.strategy.by_id]
    if not gone:
        return []
    codes = {each.id for each in gone}
    items = dict(Item.objects.filter(code__in=codes).values_list("id", "code"))
    rows = list_under(SUBJECT, viewer=SYSTEM, wanted=Wanted(state="open"))
    work = Counter(items[row.subject_id] for row in rows if row.subject_id in items)
    return [
        Effect(_("Delivery plan"), What.LOOK, _tell(f"{each.id} {each.title['en']}", work[each.id]))
        for each in gone
        if work[each.id]
    ]


def _tell(title: str, count: int) -> str:
    words = ngettext(
        "%(title)s is taken out and has an open action: close it, or move it elsewhere.",
        "%(title)s is taken out and has %(n)d open actions: close them, or move them elsewhere.",
        count,
    )
    return words % {"title": title, "n": count}
