"""The delivery plan: every key action of the strategy has commitments with owners and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from safercity.partnership.commitments import actions as commitments
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.models import Item, StrategyVersion
from safercity.partnership.strategy.queries.items import SUBJECT, name_undertaken
from safercity.partnership.strategy.queries.versions import read_content


@dataclass(frozen=True)
class Undertaking:
    """What is undertaken for a key action: by which post, until when, with which agencies."""

    code: str
    what: str
    owner: UUID
    due: date
    partners: tuple[UUID, ...] = ()
    place: str = ""
    funding: str = ""
    key: UUID | None = None


@transaction.atomic
def undertake(version: StrategyVersion, new: Undertaking, *, by: Viewer):
    """Give a key action, or a priority that the Board took on, an owner and a day: a commitment.

    Errors: NotAllowed, NotVisible.
    """
    if by is not SYSTEM:
        rules.keep_plan(by)
    title = name_undertaken(version, new.code)
    if title is None:
        raise NotVisible(_("The strategy has no key action {code}.").format(code=new.code))
    priorities = read_content(version).priorities
    holder = next((p for p in priorities if any(a.id == new.code for a in p.actions)), None)
    code, title = (holder.id, holder.title["en"]) if holder else (new.code, title)
    commitments.keep_priority_title(code, title)
    kind = Item.Kind.ACTION if holder else Item.Kind.SUPPORTING
    item, _made = Item.objects.get_or_create(kind=kind, code=new.code)
    return commitments.make_commitment(
        commitments.NewCommitment(
            what=new.what,
            owner=new.owner,
            due=new.due,
            kind="key_action",
            subject=(SUBJECT, item.pk),
            partners=new.partners,
            place=new.place,
            funding=new.funding,
            priority=code,
            key=new.key,
        ),
        by=by,
    )
