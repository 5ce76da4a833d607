"""Writing agreements, approving them, and moving them through their states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.people.queries import Agency
from safercity.partnership.sharing import rules
from safercity.partnership.sharing.actions.asking import ask_approvals
from safercity.partnership.sharing.models import (
    SMALLEST_SHOWN,
    AgreedText,
    Agreement,
    Approval,
    DataSet,
    Party,
    State,
)
from safercity.partnership.sharing.queries.agreements import get_agreement, list_givers
from safercity.partnership.sharing.queries.speaking import list_spoken_for, pick_post


@dataclass(frozen=True)
class NewDataSet:
    """A source that an agreement covers, with what of it may be seen."""

    source: str
    fields: tuple[str, ...] = ()
    threshold: int = SMALLEST_SHOWN
    shows_counts: bool = True


@dataclass(frozen=True)
class NewAgreement:
    """What an agreement is made from. `values`: its fields by name; `parties`: (agency, role)."""

    reference: str
    lead: Agency
    values: dict[str, Any]
    parties: Sequence[tuple[Agency, str]] = ()
    data_sets: Sequence[NewDataSet] = ()
    key: UUID = field(default_factory=new_id)


@transaction.atomic
def draft_agreement(new: NewAgreement, *, by: Viewer) -> Agreement:
    """Enter a draft; the same key twice makes one. Errors: NotAllowed."""
    if by is not SYSTEM:
        rules.change_agreements(by)
    earlier = Agreement.objects.filter(pk=new.key).first()
    if earlier:
        return earlier
    agreement = Agreement.objects.create(
        id=new.key, reference=new.reference, lead=new.lead, **new.values
    )
    Party.objects.bulk_create(
        Party(agreement=agreement, agency=agency, role=role) for agency, role in new.parties
    )
    DataSet.objects.bulk_create(
        DataSet(agreement=agreement, **{**vars(one), "fields": list(one.fields)})
        for one in new.data_sets
    )
    record_act("agreement drafted", agreement, by=by, details={"reference": new.reference})
    return get_agreement(agreement.pk)


@transaction.atomic
def change_agreement(
    agreement: Agreement, changes: dict[str, Any], *, version: int, by: Viewer
) -> Agreement:
    """Change the text; approvals of the text before fall. Errors: NotAllowed, NotYet, Stale."""
    rules.change_agreement(by, agreement)
    changed = save_changes(agreement, changes, version=version)
    if changed:
        record_act("agreement changed", agreement, by=by, details=changed)
    return ask_approvals(get_agreement(agreement.pk), by=by)


@transaction.atomic
def set_party(
    agreement: Agreement, agency: Agency, *, role: str, version: int, by: Viewer
) -> Agreement:
    """Make an agency a party, give it another role, or (role "") take it out. Errors: as above."""
    rules.change_agreement(by, agreement)
    count_change(agreement, version=version)
    if role:
        Party.objects.update_or_create(agreement=agreement, agency=agency, defaults={"role": role})
    else:
        Party.objects.filter(agreement=agreement, agency=agency).delete()
    record_act("party set", agreement, by=by, details={"agency": agency, "role": role or "none"})
    return ask_approvals(get_agreement(agreement.pk), by=by)


@transaction.atomic
def set_data_set(
    agreement: Agreement, new: NewDataSet, *, version: int, is_removed: bool = False, by: Viewer
) -> Agreement:
    """Cover a source, change how, or take it out. Errors: as `change_agreement`."""
    rules.change_agreement(by, agreement)
    count_change(agreement, version=version)
    rows = DataSet.objects.filter(agreement=agreement, source=new.source)
    how = {**vars(new), "fields": list(new.fields)}
    if is_removed:
        rows.delete()
    elif not rows.update(**how):
        DataSet.objects.create(agreement=agreement, **how)
    verb = "data set taken out" if is_removed else "data set agreed on"
    record_act(verb, agreement, by=by, details={"source": new.source})
    return ask_approvals(get_agreement(agreement.pk), by=by)


def count_change(agreement: Agreement, *, version: int) -> None:
    """A change of parties or data sets is one of the agreement: its version counts it."""
    title = agreement.title
    agreement.title = ""  # so that a new version is written even where no field of its own changes
    save_changes(agreement, {"title": title}, version=version)


@transaction.atomic
def approve_agreement(
    agreement: Agreement, *, by: Viewer, version: int | None = None
) -> list[Approval]:
    """Approve the text as it stands, for each controller the viewer speaks for. `version`: of the
    text that was read."""
    rules.approve_agreement(by, agreement, version=version)
    made = []
    for agency in sorted(list_spoken_for(by) & list_givers(agreement)):
        approval, is_new = Approval.objects.get_or_create(
            agreement=agreement,
            agency_id=agency,
            of_version=agreement.version,
            defaults={"post_id": pick_post(by, agency).id, "at": timezone.now()},
        )
        made.append(approval)
        if is_new:
            record_act("agreement approved", agreement, by=by, details={"agency": agency})
    return made


@transaction.atomic
def move_agreement(agreement: Agreement, *, to: str, version: int, by: Viewer) -> Agreement:
    """Move to another state; being agreed keeps the whole text, which then holds.

    Errors: NotAllowed; NotYet with all that is lacking, or to ended (`end_agreement`); Stale.
    """
    if to == State.ENDED:
        raise NotYet(_("An agreement is ended on a page of its own, with the reason."))
    if by is not SYSTEM:
        rules.move_agreement(by, agreement, to=to)
    changed = save_changes(agreement, {"state": State(to)}, version=version)
    if to == State.AGREED:
        keep_text(agreement)
    record_act(f"agreement {State(to).label.lower()}", agreement, by=by, details=changed)
    return ask_approvals(get_agreement(agreement.pk), by=by)


def keep_text(agreement: Agreement) -> None:
    """Keep the whole text as it stands: from now on it holds."""
    number = agreement.agreed_texts.count() + 1
    AgreedText.objects.create(
        agreement=agreement, number=number, at=timezone.now(), content=write_text(agreement)
    )


def write_text(agreement: Agreement) -> dict[str, Any]:
    """The agreement as plain values: what an agreed text keeps."""
    values = model_to_dict(agreement, exclude=["id", "state", "lead"])
    return {
        **{k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()},
        "lead": str(agreement.lead_id),
        "parties": [
            {"agency": str(one.agency_id), "name": one.agency.name, "role": one.role}
            for one in Party.objects.filter(agreement=agreement).select_related("agency")
        ],
        "data_sets": list(
            DataSet.objects.filter(agreement=agreement).values(
                "source", "fields", "threshold", "shows_counts"
            )
        ),
    }
