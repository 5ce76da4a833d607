"""The route by which the Board takes on a further priority together with another body."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import Stale, save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.governance import actions as governance
from safercity.partnership.governance.queries import (
    Decision,
    Subject,
    SubjectKind,
    find_board,
    find_subject,
    list_subjects,
)
from safercity.partnership.oversight import rules
from safercity.partnership.oversight.models import Adopted, Adoption, AdoptionStep
from safercity.partnership.people.queries import Agency


@transaction.atomic
def ask_adoption(
    subject: Subject, reason: str, *, asked_by: Agency, by: Viewer, key: UUID | None = None
) -> Adoption:
    """Ask the Board to take on a priority. Errors: NotAllowed; NotYet where one is under way."""
    rules.ask_adoption(by)
    key = key or new_id()
    if made := Adoption.objects.filter(pk=key).first():
        return made
    others = Adoption.objects.filter(subject=subject)
    if others.exclude(state__in=[Adopted.ADOPTED, Adopted.DECLINED]).exists():
        raise NotYet(
            _("An adoption of %s is under way.") % subject, advice=_("Go on with that one.")
        )
    adoption = Adoption.objects.create(id=key, subject=subject, reason=reason, asked_by=asked_by)
    _write_step(adoption, Adopted.ASKED, note="", decision=None)
    record_act("adoption asked", adoption, by=by, details={"agency": asked_by})
    return adoption


@transaction.atomic
def add_asked_subject(title: str, *, by: Viewer) -> Subject:
    """What the strategy does not hold, as something to answer for; one of that name is that one.

    Errors: NotAllowed.
    """
    rules.ask_adoption(by)
    if known := list_subjects().filter(title__iexact=title).first():
        return known
    number = list_subjects(SubjectKind.OTHER).count() + 1
    while find_subject(f"asked-{number}"):
        number += 1
    return governance.add_subject(f"asked-{number}", title, kind=SubjectKind.OTHER, by=SYSTEM)


@transaction.atomic
def change_adoption(
    adoption: Adoption, changes: dict[str, Any], *, version: int, by: Viewer
) -> None:
    """Change terms, accountable body or link officer. Errors: NotAllowed, NotYet, Stale."""
    rules.keep_adoptions(by)
    if not adoption.is_under_way:
        raise NotYet(_("This adoption has ended."), advice=_("Ask for a new one."))
    if changed := save_changes(adoption, changes, version=version):
        record_act("adoption changed", adoption, by=by, details=changed)


@transaction.atomic
def take_step(
    adoption: Adoption, to: Adopted, *, note: str = "", decision: Decision | None = None, by: Viewer
) -> Adoption:
    """Take the next step; "adopted" makes the Board and the body jointly accountable.

    Errors: NotAllowed, NotYet; Stale where someone took a step in the meantime.
    """
    rules.take_step(by, adoption, to=to, decision=decision)
    taken = Adoption.objects.filter(pk=adoption.pk, state=adoption.state).update(
        state=to, version=adoption.version + 1
    )
    if not taken:
        raise Stale(Adoption.objects.get(pk=adoption.pk), {"state": to})
    _write_step(adoption, to, note=note, decision=decision)
    record_act("adoption step", adoption, by=by, details={"state": [adoption.state, to]})
    adoption.refresh_from_db()
    if to == Adopted.ADOPTED:
        _make_joint(adoption)
    return adoption


def _write_step(
    adoption: Adoption, state: Adopted, *, note: str, decision: Decision | None
) -> None:
    AdoptionStep.objects.create(
        adoption=adoption, state=state, day=timezone.localdate(), note=note, decision=decision
    )


def _make_joint(adoption: Adoption) -> None:
    """Both bodies answer together, and the link officer links them: the rule has checked all."""
    board = find_board()
    assert board is not None and adoption.accountable is not None  # rules.take_step
    governance.raise_subject(adoption.subject, by=SYSTEM)
    governance.share_jointly(adoption.subject, (adoption.accountable, board), by=SYSTEM)
    assert adoption.link_officer is not None
    link = governance.NewLink(adoption.link_officer, adoption.accountable, board)
    governance.add_link(link, by=SYSTEM)
