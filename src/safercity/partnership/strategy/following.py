"""What a published strategy leaves behind in the plan: open work for key actions that went."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.commitments.queries import Wanted, list_under
from safercity.partnership.common.following import Effect, Published, What
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.strategy.models import Item
from safercity.partnership.strategy.queries.items import SUBJECT


def plan_effects(published: Published) -> list[Effect]:
    """Key actions that are taken out and still have open actions in the plan: people decide."""
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
