"""Giving assurance, and chasing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.in_words import write_date
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import Stale, save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.governance.queries import (
    Subject,
    find_board,
    list_accountable,
    list_links,
)
from safercity.partnership.governance.rules import list_lacking
from safercity.partnership.notes.actions import Message, notify_posts, settle
from safercity.partnership.oversight import rules
from safercity.partnership.oversight.content import load_assuring
from safercity.partnership.oversight.models import Assurance, Chase
from safercity.partnership.oversight.quarters import Quarter
from safercity.partnership.oversight.queries.assurance import PRIORITY, list_missing_assurance

ASKED = "assurance"  # how Message.once of what is asked begins


@dataclass(frozen=True)
class NewAssurance:
    """What a link officer says of a priority and a quarter. `level`: one of the content's."""

    subject: Subject
    quarter: Quarter
    level: str
    evidence: str
    view: str
    evidence_link: str = ""
    expires_on: date | None = None
    given_on: date | None = None  # where it is entered later than it was given
    version: int | None = None  # of the assurance that it corrects


@transaction.atomic
def assure(new: NewAssurance, *, by: Viewer, key: UUID | None = None) -> Assurance:
    """Give assurance, or correct what was given for that quarter.

    Without `expires_on` it holds as long as its level does. Errors: NotAllowed; NotYet for a
    quarter that has not begun, or where it would not hold a day; Stale where a correction is of an
    old version, or none was meant.
    """
    rules.assure(by, new.subject)
    today = timezone.localdate()
    if new.quarter.first > today:
        raise NotYet(
            _("%s has not begun.") % new.quarter, advice=_("Choose this quarter or an earlier one.")
        )
    level = load_assuring(find_own_content()).levels[new.level]
    fields: dict[str, Any] = {
        "level": new.level,
        "evidence": new.evidence,
        "evidence_link": new.evidence_link,
        "view": new.view,
        "expires_on": new.expires_on or (new.given_on or today) + timedelta(days=level.holds_days),
    }
    slug = new.quarter.slug
    given = Assurance.objects.filter(subject=new.subject, quarter=slug).first()
    if given is not None and given.pk == key:
        return given
    given_on = given.given_on if given else new.given_on or today
    if fields["expires_on"] <= given_on:
        raise NotYet(
            _("It is given on %s and would not hold a day.") % write_date(given_on),
            advice=_("Give a later day, or none."),
            field="expires_on",
        )
    if given is not None:
        if new.version is None:
            raise Stale(given, fields)
        _correct(given, fields, version=new.version, by=by)
        return given
    made = Assurance.objects.create(
        id=key or new_id(),
        subject=new.subject,
        quarter=slug,
        post_id=_find_post(by, new.subject),
        given_on=given_on,
        **fields,
    )
    record_act("assurance given", made, by=by, details={"level": new.level, "quarter": slug})
    settle(PRIORITY, [new.subject.pk], once=ASKED)
    return made


def _correct(given: Assurance, fields: dict[str, Any], *, version: int, by: Viewer) -> None:
    """Write it anew, and by which post and when: who gave it at first stays."""
    if changed := save_changes(given, fields, version=version):
        given.corrected_by_id, given.corrected_on = (
            _find_post(by, given.subject),
            timezone.localdate(),
        )
        given.save(update_fields=["corrected_by", "corrected_on"])
        record_act("assurance corrected", given, by=by, details=changed)


def _find_post(by: Viewer, subject: Subject) -> UUID:
    """The link officer's post under which the viewer speaks: one that sits on both."""
    bodies = {body.pk for body in list_accountable(subject)}
    board = find_board()
    assert board is not None  # rules.assure
    links = list_links(posts=by.post_ids).filter(to=board, body__in=bodies)
    return next(link.post_id for link in links if not list_lacking(link.post, (link.body, board)))


@transaction.atomic
def chase(*, today: date) -> int:
    """Ask for assurance, and write down that it was asked; how many. Twice on one day asks once.

    Reminded some days before it is due, chased again and again after, at last before the Board.
    What was asked about a priority that has ended waits no longer.
    """
    ended = Chase.objects.exclude(subject__ended_on=None).values_list("subject", flat=True)
    settle(PRIORITY, set(ended), once=ASKED)
    asked = 0
    cycle = load_assuring(find_own_content()).cycle
    for missing in list_missing_assurance(today=today, ahead_days=cycle.remind_before_days):
        late = (today - missing.due).days
        if late <= 0:
            step, number = Chase.Step.REMIND, 1
        elif late >= cycle.board_after_days:
            step, number = Chase.Step.BOARD, 1
        else:
            step, number = Chase.Step.LATE, 1 + (late - 1) // cycle.chase_every_days
        row, made = Chase.objects.get_or_create(
            subject=missing.subject,
            quarter=missing.quarter.slug,
            step=step,
            number=number,
            defaults={"day": today},
        )
        if made:
            asked += 1
            details = {"step": row.step, "quarter": row.quarter}
            record_act("assurance asked for", missing.subject, by=SYSTEM, details=details)
            once = f"{ASKED} {missing.subject.pk} {row.quarter} {row.step} {row.number}"
            words = (
                gettext_noop("Assurance is due")
                if row.step == Chase.Step.REMIND
                else gettext_noop("Assurance is late")
            )
            message = Message(words, PRIORITY, missing.subject.pk, once=once)
            at_board = step == Chase.Step.BOARD
            notify_posts(_list_asked(missing.subject, at_board=at_board), message)
    return asked


def _list_asked(subject: Subject, *, at_board: bool) -> set[UUID]:
    """The link officers of the bodies that answer; who chairs these, where they have none; and at
    last who chairs the Board."""
    board, bodies = find_board(), list_accountable(subject)
    links = {link.post_id for link in list_links() if link.to == board and link.body in bodies}
    chairs = {body.chair_id for body in bodies if body != board}
    wanted = links or chairs
    if at_board and board:
        wanted |= {board.chair_id, board.vice_chair_id}
    return {post for post in wanted if post}
