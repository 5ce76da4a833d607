"""The route by which the Board takes on a further priority together with another body."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.audit.queries import find_acts
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.in_words import write_date
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.governance import actions as governance
from safercity.partnership.governance.queries import (
    ASKED,
    Body,
    Decision,
    Subject,
    SubjectKind,
    find_board,
    list_stopping,
    list_subjects,
)
from safercity.partnership.oversight import rules
from safercity.partnership.oversight.actions.hearing import (
    ask_next,
    find_turn,
    pass_turn,
    tell_step,
    tell_stopping,
)
from safercity.partnership.oversight.models import ENDED, Adopted, Adoption, AdoptionStep
from safercity.partnership.people.queries import Agency


@dataclass(frozen=True)
class NewAdoption:
    """What the Board is asked to take on, why, by which agency and when (today).

    `subject`: one that is here, or the title of one that is not here yet.
    """

    subject: Subject | str
    reason: str
    asked_by: Agency
    day: date | None = None


@dataclass(frozen=True)
class Said:
    """What takes a step: a decision of the log, or one to write there; and words about it.

    `stopping`: the bodies that are known to stop answering once it is adopted.
    """

    decision: Decision | governance.NewDecision | None
    note: str = ""
    stopping: Collection[Body] = ()


@transaction.atomic
def ask_adoption(new: NewAdoption, *, by: Viewer, key: UUID | None = None) -> Adoption:
    """Ask the Board to take on a priority.

    Of two that ask at once the second is answered as if it had come later: with the one that was
    made, where it has the same key. Errors: NotAllowed; NotYet where one is under way, or for a
    day to come.
    """
    rules.ask_adoption(by, new.asked_by.pk)
    key = key or new_id()
    try:
        with transaction.atomic():
            return _ask(new, key, by=by)
    except IntegrityError:
        return _ask(new, key, by=by)


def _ask(new: NewAdoption, key: UUID, *, by: Viewer) -> Adoption:
    if made := Adoption.objects.filter(pk=key).first():
        return made
    day = new.day or timezone.localdate()
    if day > timezone.localdate():
        raise NotYet(
            _("%s has not come yet.") % write_date(day), advice=_("Give the day it was asked.")
        )
    subject = new.subject
    if isinstance(subject, str):
        subject = add_asked_subject(subject, by=by)
    if Adoption.objects.filter(subject=subject).exclude(state__in=ENDED).exists():
        raise NotYet(
            _("An adoption of %s is under way.") % subject, advice=_("Go on with that one.")
        )
    adoption = Adoption.objects.create(
        id=key,
        subject=subject,
        reason=new.reason,
        asked_by=new.asked_by,
        post_id=_find_post(by, new.asked_by),
    )
    AdoptionStep.objects.create(adoption=adoption, state=Adopted.ASKED, day=day)
    record_act("adoption asked", adoption, by=by, details={"agency": new.asked_by, "day": day})
    ask_next(adoption, by=by)
    return adoption


def _find_post(by: Viewer, agency: Agency) -> UUID | None:
    """The post under which the viewer asks: one of that agency's where there is one."""
    posts = [post for post in by.posts if post.role in rules.ASKERS]
    own = [post for post in posts if post.agency == agency.pk]
    return next((post.id for post in (*own, *posts)), None)


@transaction.atomic
def add_asked_subject(title: str, *, by: Viewer) -> Subject:
    """What the strategy does not hold, as something to answer for; one of that name is that one.

    One that was asked for before, in vain, comes back. Errors: NotAllowed.
    """
    rules.ask_adoption(by)
    if known := list_subjects().filter(title__iexact=title).first():
        return known
    kind = SubjectKind.OTHER
    before = list_subjects(kind, with_ended=True).filter(code__startswith=ASKED)
    if known := before.filter(title__iexact=title).first():
        return governance.add_subject(known.code, known.title, kind=kind, by=SYSTEM)
    code = ASKED + sha256(title.casefold().encode()).hexdigest()[:16]  # two at once: two codes
    return governance.add_subject(code, title, kind=kind, by=SYSTEM)


@transaction.atomic
def change_adoption(
    adoption: Adoption, changes: dict[str, Any], *, version: int, by: Viewer
) -> None:
    """Change terms, accountable body or link officer. Errors: NotAllowed, NotYet, Stale."""
    rules.change_terms(by, adoption, changes=changes)
    was = find_turn(adoption)
    if changed := save_changes(adoption, changes, version=version):
        record_act("adoption changed", adoption, by=by, details=changed)
        pass_turn(adoption, was=was, by=by)


@transaction.atomic
def take_step(adoption: Adoption, said: Said, *, version: int, by: Viewer) -> Adoption:
    """Take the next step; "adopted" makes the Board and the body jointly accountable.

    Errors: NotAllowed, NotYet; Stale where someone took a step in the meantime.
    """
    rules.go_on(by, adoption)
    _hold(said)
    asked = rules.find_asked(adoption, rules.require_board())
    to = rules.ONWARD[Adopted(adoption.state)]
    rules.check_decision(by, adoption, decision=said.decision, bodies=[asked])
    if to == Adopted.ADOPTED:
        rules.know_who_stops(by, adoption, known=said.stopping)
    _move(adoption, to, said=said, version=version, by=by)
    if to == Adopted.ADOPTED:
        tell_stopping(adoption, _make_joint(adoption), by=by)
    return adoption


@transaction.atomic
def decline_adoption(adoption: Adoption, said: Said, *, version: int, by: Viewer) -> None:
    """The Board, or the body that is asked to agree, declines. Errors: as of `take_step`."""
    rules.decline_adoption(by, adoption)
    _hold(said)
    bodies = rules.list_declining(by, adoption)
    rules.check_decision(by, adoption, decision=said.decision, bodies=bodies)
    _move(adoption, Adopted.DECLINED, said=said, version=version, by=by)


@transaction.atomic
def withdraw_adoption(adoption: Adoption, reason: str, *, version: int, by: Viewer) -> None:
    """Who asked asks no more. Errors: NotAllowed, NotYet, Stale."""
    rules.withdraw_adoption(by, adoption)
    _move(adoption, Adopted.WITHDRAWN, said=Said(None, reason), version=version, by=by)


def _hold(said: Said) -> None:
    if isinstance(said.decision, Decision):
        governance.hold_decision(said.decision)


def _move(adoption: Adoption, to: Adopted, *, said: Said, version: int, by: Viewer) -> None:
    """Write the step, on the day of its decision, and tell who waits for it."""
    changed = save_changes(adoption, {"state": to}, version=version)
    decision = said.decision
    if isinstance(decision, governance.NewDecision):
        decision = governance.record_decision(decision, by=by)
    day = decision.day if decision else timezone.localdate()
    step = AdoptionStep(adoption=adoption, state=to, day=day, note=said.note, decision=decision)
    step.by_one_person = bool(decision and _is_of_one_person(decision, by=by))
    step.save(force_insert=True)
    details = {**changed, "day": day, "decision": decision}
    record_act("adoption step", adoption, by=by, details=details)
    if to in (Adopted.DECLINED, Adopted.WITHDRAWN):
        governance.drop_asked_subject(adoption.subject, by=SYSTEM)
    tell_step(adoption, by=by)


def _is_of_one_person(decision: Decision, *, by: Viewer) -> bool:
    """Whether who takes the step wrote its decision into the log too, and does not chair it."""
    if by is SYSTEM or rules.is_chair_of(by, decision.body):
        return False
    written = find_acts(verb=governance.RECORDED, object_id=decision.pk, by=by.id)
    return written.exists()


def _make_joint(adoption: Adoption) -> list[Body]:
    """Both bodies answer together, and the link officer links them: the rule has checked all.

    The bodies that answer no more.
    """
    board = find_board()
    assert board is not None and adoption.accountable is not None  # rules.take_step
    stopping = list_stopping(adoption.subject, adoption.accountable)
    governance.raise_subject(adoption.subject, by=SYSTEM)
    governance.share_jointly(adoption.subject, (adoption.accountable, board), by=SYSTEM)
    assert adoption.link_officer is not None
    link = governance.NewLink(adoption.link_officer, adoption.accountable, board)
    governance.add_link(link, by=SYSTEM)
    return stopping
