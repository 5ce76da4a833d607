"""Making commitments, and changing what was promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act, record_acts
from safercity.partnership.commitments import rules
from safercity.partnership.commitments.dependencies import set_needs
from safercity.partnership.commitments.models import (
    Commitment,
    Kind,
    Level,
    PriorityLead,
)
from safercity.partnership.commitments.queries import get_commitment
from safercity.partnership.commitments.queries.places import hides_place, read_place
from safercity.partnership.common.free_text import NamesAPerson, find_names
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import Stale, save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.people.queries import Post, get_agency, get_post

PLACE = ("place", "known_place", "place_layers")


@dataclass(frozen=True)
class NewCommitment:
    """What a commitment is made from. `owner` is a post, `partners` are agencies.

    `subject`: (kind, id) of what it belongs to. `key`: the id issued with a form; sent twice,
    made once. `needs`: commitments that have to be done before it. `place`: words; those that a
    place of the list is called name that place.
    """

    what: str
    owner: UUID
    due: date
    kind: str
    subject: tuple[str, UUID] | None = None
    partners: tuple[UUID, ...] = ()
    place: str = ""
    funding: str = ""
    priority: str = ""
    key: UUID | None = None
    only_parties: bool = False
    needs: tuple[UUID, ...] = ()


@transaction.atomic
def make_commitment(new: NewCommitment, *, by: Viewer) -> Commitment:
    """Enter a commitment, not started.

    Errors: NotAllowed, NotVisible, NotYet for an ended post, StillToVerify, NamesAPerson.
    """
    if by is not SYSTEM:
        rules.make_commitment(by)
    if new.key and (made := Commitment.objects.filter(pk=new.key).first()):
        return get_commitment(made.pk, viewer=by)
    owner = _owner_in_use(new.owner)
    if by is not SYSTEM:
        rules.make_commitment(by, owner=owner.agency_id)
    kind, subject = new.subject or ("", None)
    place = read_place(new.place, by=by)
    _keep_names_out({"what": new.what, "funding": new.funding, **place})
    commitment = Commitment(
        id=new.key or new_id(),
        what=new.what.strip(),
        owner=owner,
        due=new.due,
        kind=Kind(new.kind),
        subject_kind=kind,
        subject_id=subject,
        **place,
        funding=new.funding,
        priority=new.priority,
        only_parties=new.only_parties,
    )
    rules.keep_verification(commitment, {})
    commitment.save(force_insert=True)
    commitment.partners.set([get_agency(key) for key in new.partners])
    if new.needs:
        set_needs(commitment, _visible_needs(new.needs, by=by), by=by)
    record_act(
        "action made",
        commitment,
        by=by,
        details={"owner": owner, "due": new.due, "kind": commitment.kind},
    )
    return commitment


@transaction.atomic
def update_commitment(
    commitment: Commitment, changes: Mapping[str, Any], *, version: int, by: Viewer
) -> Commitment:
    """Change what was promised: any field of NewCommitment but subject and key.

    Errors: NotAllowed, NotYet once it is done, StillToVerify, NamesAPerson, Stale, Circle.
    """
    if by is not SYSTEM:
        rules.change_commitment(by, commitment)
    rules.keep_verification(commitment, changes)
    wanted = dict(changes)
    if "place" in wanted:
        wanted |= read_place(wanted.pop("place"), by=by, was=commitment)
    _keep_names_out(wanted, commitment)
    partners, needs = wanted.pop("partners", None), wanted.pop("needs", None)
    if "owner" in wanted and getattr(wanted["owner"], "pk", wanted["owner"]) != commitment.owner_id:
        wanted["owner"] = _owner_in_use(getattr(wanted["owner"], "pk", wanted["owner"]))
    else:
        wanted.pop("owner", None)
    changed = _save(commitment, wanted, version=version, by=by)
    if {"known_place", "place_layers"} & changed.keys() or (
        "place" in changed and commitment.known_place
    ):
        changed = _without_place(changed)
    beside: dict[str, Any] = {}
    if partners is not None and (others := _set_partners(commitment, partners)):
        beside["partners"] = others
    if needs is not None and (
        difference := set_needs(commitment, _visible_needs(needs, by=by), by=by)
    ):
        beside["needs"] = difference
    if beside and not changed:
        _count_change(commitment)
    if changed or beside:
        if "due" in changed:
            _bring_back(commitment)
        record_act("action changed", commitment, by=by, details=changed | beside)
    return commitment


@transaction.atomic
def set_priority_lead(priority: str, title: str, *, post: UUID | None, by: Viewer) -> PriorityLead:
    """Say to which post late work for a priority is brought; None: straight to managers.

    Errors: NotAllowed, NotVisible, NotYet for an ended post.
    """
    if by is not SYSTEM:
        rules.set_priority_lead(by)
    rows = PriorityLead.objects.select_related("post__agency")
    before = rows.filter(priority=priority).first()
    lead, _made = PriorityLead.objects.update_or_create(
        priority=priority, defaults={"title": title, "post": _owner_in_use(post) if post else None}
    )
    told = [row.post if row and row.post else "" for row in (before, lead)]
    record_act("priority's lead set", lead, by=by, details={"post": told})
    return lead


def keep_priority_title(priority: str, title: str) -> None:
    """Let actions name a priority, by this title from now on. Who leads it stays."""
    PriorityLead.objects.update_or_create(priority=priority, defaults={"title": title})


@transaction.atomic
def follow_priority(before: str, after: str, *, title: str, by: Viewer) -> None:
    """A priority has another code from now on: what named the old one names the new.

    The old code stays known by its title, for histories. Errors: NotAllowed.
    """
    if by is not SYSTEM:
        rules.set_priority_lead(by)
    named = Commitment.objects.filter(priority=before)
    rows = list(named.select_for_update())
    named.update(priority=after, version=F("version") + 1)
    told = {"priority": [before, after]}
    record_acts("action changed", [(row, told) for row in rows], by=by)
    if not PriorityLead.objects.filter(priority=after).exists():
        PriorityLead.objects.filter(priority=before).update(priority=after, title=title)
    keep_priority_title(before, title)


def _keep_names_out(wanted: Mapping[str, Any], was: Commitment | None = None) -> None:
    """New words name nobody, from whichever form or file they come.

    A place of the list, and a funding line in use, may be called after someone.
    """
    for field in ("what", "place", "funding"):
        said = wanted.get(field) or ""
        is_known = field == "place" and wanted.get("known_place")
        if is_known or (was and said == getattr(was, field)):
            continue
        names = find_names(said)
        if names and not (field == "funding" and Commitment.objects.filter(funding=said).exists()):
            raise NamesAPerson(names)


def _owner_in_use(key: UUID) -> Post:
    post = get_post(key)
    if post.ended_on:
        raise NotYet(
            _("{post} ended on {day}.").format(post=post, day=date_format(post.ended_on, "j F Y")),
            advice=_("Choose a post that is in use."),
        )
    return post


def _save(
    commitment: Commitment, wanted: dict[str, Any], *, version: int, by: Viewer
) -> dict[str, list[Any]]:
    """As save_changes. What it tells of another's change names no place and no agency whose
    records found one, where `by` may not know it.
    """
    try:
        return save_changes(commitment, wanted, version=version)
    except Stale as stale:
        assert isinstance(stale.stored, Commitment)
        for name in PLACE if hides_place(stale.stored, viewer=by) else PLACE[1:]:
            stale.sent.pop(name, None)
        raise


def _without_place(changed: Mapping[str, Any]) -> dict[str, Any]:
    """Who may not know a place reads the history too: it says that the place changed, no more."""
    kept = {name: value for name, value in changed.items() if name not in PLACE}
    return kept | {"place": "another place"}


def _visible_needs(needs: Iterable[UUID], *, by: Viewer) -> set[UUID]:
    return {get_commitment(key, viewer=by).pk for key in needs}


def _set_partners(commitment: Commitment, keys: Iterable[Any]) -> list[str] | None:
    """`keys`: agencies or their ids."""
    old = {agency.id: agency for agency in commitment.partners.all()}
    new = {getattr(key, "pk", key) for key in keys}
    if set(old) == new:
        return None
    agencies = [get_agency(key) for key in new]
    commitment.partners.set(agencies)
    return ["+".join(sorted(a.slug for a in each))[:64] for each in (old.values(), agencies)]


def _count_change(commitment: Commitment) -> None:
    """Partners and needs are no fields of the row: their change is counted here."""
    rows = Commitment.objects.filter(pk=commitment.pk, version=commitment.version)
    if not rows.update(version=F("version") + 1):
        raise Stale(commitment, {})
    commitment.refresh_from_db()


def _bring_back(commitment: Commitment) -> None:
    """A new day was agreed: lateness is counted, and brought to people, from there."""
    Commitment.objects.filter(pk=commitment.pk).update(escalated_to=Level.NOBODY)
