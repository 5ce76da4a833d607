"""One return: written, submitted, approved or sent back; revised as a new vintage."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.documents.measures import frequency_of, number_of
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.free_text import refuse_names
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.models import Measure, Return, State
from safercity.partnership.performance.queries.returns import (
    find_approved,
    find_open,
    latest_period,
)

VERBS = {
    State.DRAFT: "return taken back",
    State.SUBMITTED: "return submitted",
    State.APPROVED: "return approved",
    State.RETURNED: "return sent back",
}


@dataclass(frozen=True)
class Figure:
    """What is returned for a period. `figure` is None where it was not collected."""

    figure: Decimal | None
    out_of: Decimal | None = None
    is_provisional: bool = False
    note: str = ""


@dataclass(frozen=True)
class Filing:
    """For which period, with which form's id, on which version, why it is revised."""

    period: str
    key: UUID | None = None
    version: int | None = None
    why: str = ""


@transaction.atomic
def save_return(measure: Measure, figure: Figure, *, filing: Filing | str, by: Viewer) -> Return:
    """Write the draft of a period: the open one is changed, an approved one gets a new vintage.

    Errors: NotAllowed, NotYet for a period that is not over or waits for approval, or a revision
    without a reason; NamesAPerson, Stale.
    """
    filing = filing if isinstance(filing, Filing) else Filing(filing)
    if by is not SYSTEM:
        rules.send_return(by, measure)
    _check(measure, figure, period=filing.period)
    refuse_names(f"{figure.note}\n{filing.why}")
    row = find_open(measure, filing.period)
    if row is None:
        return _begin(measure, figure, filing=filing, by=by)
    if by is not SYSTEM:
        rules.change_return(by, row)
    changed = save_changes(row, asdict(figure), version=_opened_at(row, filing))
    if changed:
        record_act("return changed", row, by=by, details=_tell(changed, row))
    return row


def _opened_at(row: Return, filing: Filing) -> int:
    """The version that was changed. A form that was opened before there was a row has none, and
    someone else's is never overwritten by it; a spreadsheet has no form.
    """
    is_own = filing.key is None or filing.key == row.pk
    return filing.version or (row.version if is_own else 0)


def _begin(measure: Measure, figure: Figure, *, filing: Filing, by: Viewer) -> Return:
    if filing.key and (made := Return.objects.filter(pk=filing.key).first()):
        return made
    before = find_approved(measure, filing.period)
    if before and not filing.why.strip():
        raise NotYet(
            _("This period's figure is approved: a revision says why."),
            advice=_("Say it in the form, or in the sheet's column “Why revised”."),
            field="why",
        )
    row = Return.objects.create(
        id=filing.key or new_id(),
        measure=measure,
        period=filing.period,
        vintage=before.vintage + 1 if before else 1,
        why=filing.why,
        **asdict(figure),
    )
    details = {"period": row.period, "vintage": row.vintage}
    record_act("return revised" if before else "return begun", row, by=by, details=details)
    return row


def _tell(changed: dict[str, list[Any]], row: Return) -> dict[str, Any]:
    """The audit keeps no figure of few people: it says that it was changed."""
    if row.measure.is_small:
        return dict.fromkeys(changed, "…")
    return {name: [str(old), str(new)] for name, (old, new) in changed.items()}


def _check(measure: Measure, figure: Figure, *, period: str) -> None:
    try:
        right = frequency_of(period) == measure.frequency
    except ValueError:
        right = False
    if not right:
        raise NotYet(
            _("{period!r} is no period of this measure.").format(period=period),
            advice=_("Choose one of its list."),
        )
    if number_of(period) > number_of(latest_period(measure)):
        raise NotYet(
            _("This period is not over yet."), advice=_("Send the return when it has ended.")
        )
    if figure.figure is None:
        return
    if measure.has_base and not figure.out_of:
        raise NotYet(_("Say what the figure is out of."), advice=_("It is above zero."))
    if measure.data == "share" and figure.out_of and figure.figure > figure.out_of:
        raise NotYet(
            _("{figure} is more than the {out_of} it is out of.").format(
                figure=figure.figure, out_of=figure.out_of
            ),
            advice=_("Check that the two are not exchanged."),
        )
    if measure.data != "measure" and figure.figure < 0:
        raise NotYet(_("Counts are zero or more."), advice=_("Check the sign."))


@transaction.atomic
def move_return(
    row: Return, to: State | str, *, why: str = "", version: int | None = None, by: Viewer
) -> Return:
    """Take a step of `rules.STEPS`. What is sent back says why.

    Errors: NotAllowed, NotYet for a step that does not follow or lacks its reason, Stale.
    """
    state = State(to)
    if by is not SYSTEM:
        rules.move_return(by, row, to=state)
    if state == State.RETURNED and not why.strip():
        raise NotYet(_("Say why it is sent back."), advice=_("One line is enough."))
    refuse_names(why)
    changes: dict[str, Any] = {"state": state}
    if state == State.SUBMITTED:
        changes |= {"submitted_by": by.id, "submitted_at": timezone.now()}
    elif state in (State.APPROVED, State.RETURNED):
        changes["decided_at"] = timezone.now()
    if state == State.RETURNED:
        changes["why"] = why.strip()
    changed = save_changes(row, changes, version=row.version if version is None else version)
    told = {"period": row.period, "vintage": row.vintage, "state": changed.get("state", state)}
    record_act(VERBS[state], row, by=by, details=told)
    return row
