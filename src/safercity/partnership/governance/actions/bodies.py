"""Bodies and their terms of reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance import rules
from safercity.partnership.governance.models import Body, Terms, Tier
from safercity.partnership.people.queries import Post


@dataclass(frozen=True)
class NewBody:
    """What a body is made from. `code`: its id in the strategy's content."""

    name: str
    tier: Tier
    about: str = ""
    is_board: bool = False
    chair: Post | None = None
    vice_chair: Post | None = None
    quorum: int | None = None
    from_day: date | None = None
    until_day: date | None = None
    successor: Body | None = None
    code: str | None = None


@transaction.atomic
def add_body(new: NewBody, *, by: Viewer, key: UUID | None = None) -> Body:
    """Make a body; a key used before gives the body made then. Errors: NotAllowed, NotYet."""
    rules.change_bodies(by)
    key = key or new_id()
    if made := Body.objects.filter(pk=key).first():
        return made
    _check_name(new.name, but=key)
    if new.is_board:
        _check_board(but=key)
    if new.successor:
        _refuse_ended(new.successor)
    body = Body.objects.create(id=key, **vars(new))
    record_act("body added", body, by=by, details={"tier": new.tier})
    return body


@transaction.atomic
def change_body(body: Body, changes: dict[str, Any], *, version: int, by: Viewer) -> None:
    """Write the changed fields. Errors: NotAllowed, NotYet, Stale."""
    rules.change_bodies(by)
    if "name" in changes:
        _check_name(changes["name"], but=body.pk)
    if changes.get("is_board"):
        _check_board(but=body.pk)
    heir = changes.get("successor")
    if heir is not None and heir != body.successor:
        _check_heir(body, heir)
    if changed := save_changes(body, changes, version=version):
        record_act("body changed", body, by=by, details=changed)


@transaction.atomic
def name_body(body: Body, code: str, *, by: Viewer) -> None:
    """Say which body of the strategy this is. Errors: NotAllowed."""
    rules.change_bodies(by)
    Body.objects.filter(pk=body.pk).update(code=code)
    record_act("body named", body, by=by, details={"code": code})


def _check_name(name: str, *, but: UUID) -> None:
    if Body.objects.filter(name__iexact=name).exclude(pk=but).exists():
        raise NotYet(
            _("There is a body called %s already.") % name,
            advice=_("Change that one, or give the new one another name."),
        )


def _check_board(*, but: UUID) -> None:
    if board := Body.objects.filter(is_board=True).exclude(pk=but).first():
        raise NotYet(
            _("%s is marked as the partnership's own Board.") % board,
            advice=_("Take the mark from it first."),
        )


def _refuse_ended(heir: Body) -> None:
    if heir.has_ended:
        raise NotYet(
            _("%s has ended itself.") % heir,
            advice=_("Choose a body that goes on."),
            field="successor",
        )


def _check_heir(body: Body, heir: Body) -> None:
    _refuse_ended(heir)
    seen = {body.pk}
    successor: Body | None = heir
    while successor is not None:
        if successor.pk in seen:
            raise NotYet(
                _("%s would come to succeed itself.") % body,
                advice=_("Choose a body that does not go back to this one."),
            )
        seen.add(successor.pk)
        successor = successor.successor


@transaction.atomic
def set_terms(
    body: Body, text: str, *, from_day: date, by: Viewer, key: UUID | None = None
) -> Terms:
    """Add the next version of the terms of reference.

    Errors: NotAllowed; NotYet for a day on which the body has ended.
    """
    rules.hang_on(by, [body], day=from_day)
    key = key or new_id()
    if made := Terms.objects.filter(pk=key).first():
        return made
    newest = Terms.objects.filter(body=body).aggregate(Max("number"))["number__max"] or 0
    terms = Terms.objects.create(id=key, body=body, number=newest + 1, text=text, from_day=from_day)
    record_act("terms agreed", body, by=by, details={"number": terms.number, "from": from_day})
    return terms
