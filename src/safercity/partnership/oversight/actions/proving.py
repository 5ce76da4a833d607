"""Duties of the law: done, and proven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.in_words import write_date
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import Stale, save_changes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.oversight import rules
from safercity.partnership.oversight.models import Doing, Jurisdiction
from safercity.partnership.people.queries import get_post


@dataclass(frozen=True)
class NewDoing:
    """That a duty was done in a period; with `evidence` or `link` it is proven as well.

    `due`: by when, of a case, which may be written down before it is done.
    """

    duty: str
    period: str
    done_on: date | None
    evidence: str = ""
    link: str = ""
    version: int | None = None  # of what it corrects
    due: date | None = None


@transaction.atomic
def prove_duty(new: NewDoing, *, by: Viewer, key: UUID | None = None) -> Doing:
    """Write that a duty was done, or that a case of it waits; or correct it.

    Errors: NotAllowed, NotYet, Stale.
    """
    rules.prove_duty(by)
    today = timezone.localdate()
    if new.done_on is None and new.due is None:
        raise NotYet(_("Give the day on which it was done, or the day by which it is due."))
    if new.done_on and new.done_on > today:
        raise NotYet(
            _("%s has not come yet.") % write_date(new.done_on),
            advice=_("Give the day on which it was done."),
        )
    is_proven = bool(new.done_on and (new.evidence or new.link))
    fields = {
        "due": new.due,
        "done_on": new.done_on,
        "evidence": new.evidence,
        "link": new.link,
        "proven_by": get_post(min(by.post_ids)) if is_proven and by.post_ids else None,
        "proven_on": today if is_proven else None,
    }
    # Two who enter it at one moment: the second meets the first's row, and overwrites nothing.
    doing, is_new = Doing.objects.get_or_create(
        duty=new.duty, period=new.period, defaults={"id": key or new_id(), **fields}
    )
    if is_new:
        done = "duty done" if new.done_on else "case of a duty entered"
        verb = "duty proven" if is_proven else done
        record_act(verb, doing, by=by, details={"duty": new.duty, "period": new.period})
    elif doing.pk == key:
        pass  # sent twice
    elif new.version is None:
        names = ("due", "done_on", "evidence", "link")
        raise Stale(doing, {name: fields[name] for name in names})
    elif changed := save_changes(doing, fields, version=new.version):
        record_act("duty corrected", doing, by=by, details=changed)
    return doing


@transaction.atomic
def set_jurisdiction(nation: str, tier: str, *, by: Viewer) -> Jurisdiction:
    """Say under which nation's law and at which tier the partnership works. Errors: NotAllowed."""
    rules.keep_reviews(by)
    row, _made = Jurisdiction.objects.update_or_create(
        id=1, defaults={"nation": nation, "tier": tier}
    )
    return row
