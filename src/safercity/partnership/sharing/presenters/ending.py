"""What is said before an agreement ends, or a party leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.common.in_words import open_with
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.sharing.models import Agreement
from safercity.partnership.sharing.presenters.agreement import name_source, say_items
from safercity.partnership.sharing.queries.content import read_list
from safercity.partnership.sharing.queries.falling import (
    Falling,
    is_lost_to_sight,
    list_falling,
)


@dataclass(frozen=True)
class EndingPage:
    """What is said before an agreement ends, or a party leaves it: for whom what falls away, the
    titles of all that does, and whether the viewer would see the agreement no more."""

    agreement: Agreement
    title: str
    send: str
    is_leaving: bool
    lines: Sequence[Falling]
    said: str
    sources: Sequence[str]
    products: Sequence[str]
    is_lost_to_sight: bool = False


def present_ending(
    agreement: Agreement, viewer: Viewer, *, leaving: UUID | None = None
) -> EndingPage:
    """What the page says before an agreement ends or (with `leaving`) a party leaves it."""
    falling = list_falling(agreement, viewer, leaving=leaving)
    sources = {source for one in falling for source in one.sources}
    products = {product for one in falling for product in one.products}
    title, send = _("End “%s” for every party") % agreement, _("End the agreement")
    if leaving:
        names = {one.agency: one.agency_name for one in viewer.posts}
        told = {"agency": names[leaving], "agreement": agreement}
        title = _("Take %(agency)s out of “%(agreement)s”") % told
        send = _("Leave the agreement")
    return EndingPage(
        agreement,
        title,
        send,
        is_leaving=bool(leaving),
        lines=falling,
        said=_say_falling(falling),
        sources=sorted(map(name_source, sources)),
        products=say_items("products", [one for one in read_list("products") if one in products]),
        is_lost_to_sight=is_lost_to_sight(agreement, viewer, leaving=leaving) if leaving else False,
    )


def _say_falling(lines: Sequence[Falling]) -> str:
    losing = ngettext(
        "{n} agency loses sight of records", "{n} agencies lose sight of records", len(lines)
    ).format(n=open_with(len(lines)))
    known = [one.accounts for one in lines if one.accounts is not None]
    if len(known) < len(lines):
        return _("{losing}, as far as your agency may know.").format(losing=losing)
    held = ngettext("with {n} account", "with {n} accounts", sum(known)).format(n=sum(known))
    return f"{losing}, {held}."
