"""Making commitments, saying how they go, verifying and closing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from safercity.partnership.audit.actions import record_act
from safercity.partnership.commitments import rules
from safercity.partnership.commitments.dependencies import set_needs
from safercity.partnership.commitments.models import (
    OPEN,
    Commitment,
    Confidence,
    Kind,
    Level,
    PriorityLead,
    State,
    Update,
)
from safercity.partnership.commitments.queries import get_commitment
from safercity.partnership.common.free_text import refuse_names
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import Stale, save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.people.queries import Post, get_agency, get_post

__all__ = [
    "NewCommitment",
    "Progress",
    "Step",
    "add_update",
    "change_state",
    "close",
    "make_commitment",
    "report_progress",
    "set_priority_lead",
    "update_commitment",
    "verify",
]


@dataclass(frozen=True)
class NewCommitment:
    """What a commitment is made from. `owner` is a post, `partners` are agencies.

    `subject`: (kind, id) of what it belongs to. `key`: the id issued with a form; sent twice,
    made once. `needs`: commitments that have to be done before it.
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
    """Enter a commitment, not started. Errors: NotAllowed, NotVisible, NotYet for an ended post."""
    if by is not SYSTEM:
        rules.make_commitment(by)
    if new.key and (made := Commitment.objects.filter(pk=new.key).first()):
        return get_commitment(made.pk, viewer=by)
    owner = _owner_in_use(new.owner)
    kind, subject = new.subject or ("", None)
    commitment = Commitment.objects.create(
        id=new.key or new_id(),
        what=new.what.strip(),
        owner=owner,
        due=new.due,
        kind=Kind(new.kind),
        subject_kind=kind,
        subject_id=subject,
        place=new.place,
        funding=new.funding,
        priority=new.priority,
        only_parties=new.only_parties,
    )
    commitment.partners.set([get_agency(key) for key in new.partners])
    if new.needs:
        set_needs(commitment, _visible_needs(new.needs, by=by))
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

    Errors: NotAllowed, NotYet once it is done, Stale, Circle.
    """
    if by is not SYSTEM:
        rules.change_commitment(by, commitment)
    wanted = dict(changes)
    partners, needs = wanted.pop("partners", None), wanted.pop("needs", None)
    if "owner" in wanted and getattr(wanted["owner"], "pk", wanted["owner"]) != commitment.owner_id:
        wanted["owner"] = _owner_in_use(getattr(wanted["owner"], "pk", wanted["owner"]))
    else:
        wanted.pop("owner", None)
    changed = save_changes(commitment, wanted, version=version)
    beside: dict[str, Any] = {}
    if partners is not None and (difference := _set_partners(commitment, partners)):
        beside["partners"] = difference
    if needs is not None and (difference := set_needs(commitment, _visible_needs(needs, by=by))):
        beside["needs"] = difference
    if beside and not changed:
        _count_change(commitment)
    if changed or beside:
        if "due" in changed:
            _bring_back(commitment)
        record_act("action changed", commitment, by=by, details=changed | beside)
    return commitment


@transaction.atomic
def add_update(
    commitment: Commitment, text: str, *, confidence: str = "", key: UUID | None = None, by: Viewer
) -> Update:
    """Say how it goes. Errors: NotAllowed, NamesAPerson."""
    if by is not SYSTEM:
        rules.update_progress(by, commitment)
    refuse_names(text)
    update, is_new = Update.objects.get_or_create(
        id=key or new_id(),
        defaults={
            "commitment": commitment,
            "post_id": _post_of(by, commitment),
            "text": text.strip(),
            "state": commitment.state,
            "confidence": Confidence(confidence),
        },
    )
    if is_new:
        if confidence and confidence != commitment.confidence:
            Commitment.objects.filter(pk=commitment.pk).update(confidence=confidence)
        record_act("action updated", commitment, by=by, details={"confidence": confidence})
    return update


@dataclass(frozen=True)
class Progress:
    """An update with the state that it sets. `key`: the id issued with the form."""

    text: str
    state: str
    confidence: str = ""
    key: UUID | None = None


@transaction.atomic
def report_progress(
    commitment: Commitment, progress: Progress, *, version: int, by: Viewer
) -> Update:
    """Say how it goes and set the state, in one. Errors: as both, and Stale."""
    if progress.key and (made := Update.objects.filter(pk=progress.key).first()):
        return made
    if progress.state != commitment.state:
        change_state(commitment, Step(progress.state), version=version, by=by)
    elif commitment.version != version:
        raise Stale(commitment, {"state": progress.state})
    return add_update(
        commitment, progress.text, confidence=progress.confidence, key=progress.key, by=by
    )


@dataclass(frozen=True)
class Step:
    """A step to another state, with what is said and shown for it."""

    state: str
    text: str = ""
    evidence: str = ""
    evidence_link: str = ""


@transaction.atomic
def change_state(
    commitment: Commitment, step: Step | str, *, version: int | None = None, by: Viewer
) -> Commitment:
    """Take a step of `rules.STEPS`. `version`: of the page that was read; the row's own without.

    Errors: NotAllowed, NotYet for a step that does not follow or lacks its evidence, Stale.
    """
    step = step if isinstance(step, Step) else Step(step)
    state = State(step.state)
    if by is not SYSTEM:
        rules.change_state(by, commitment, to=state)
    changes = _changes_of(step, commitment, by=by)
    changed = save_changes(
        commitment, changes, version=commitment.version if version is None else version
    )
    if step.text:
        refuse_names(step.text)
        Update.objects.create(
            commitment=commitment,
            post_id=_post_of(by, commitment),
            text=step.text.strip(),
            state=state,
            confidence=commitment.confidence,
        )
    told = {name: pair for name, pair in changed.items() if name != "done_by"}
    record_act("action " + state.value.replace("_", " "), commitment, by=by, details=told)
    return commitment


def verify(
    commitment: Commitment, *, text: str = "", version: int | None = None, by: Viewer
) -> Commitment:
    """Another agency says that it was done. Errors: as change_state."""
    return change_state(commitment, Step(State.VERIFIED, text), version=version, by=by)


def close(
    commitment: Commitment, *, text: str = "", version: int | None = None, by: Viewer
) -> Commitment:
    """A manager closes what no other agency has to verify. Errors: as change_state."""
    return change_state(commitment, Step(State.CLOSED, text), version=version, by=by)


@transaction.atomic
def set_priority_lead(priority: str, title: str, *, post: UUID, by: Viewer) -> PriorityLead:
    """Say to which post late work for a priority is brought. Errors: NotAllowed, NotVisible."""
    if by is not SYSTEM:
        rules.set_priority_lead(by)
    lead, _made = PriorityLead.objects.update_or_create(
        priority=priority, defaults={"title": title, "post": get_post(post)}
    )
    record_act("priority's lead set", lead, by=by, details={"post": lead.post})
    return lead


def _changes_of(step: Step, commitment: Commitment, *, by: Viewer) -> dict[str, Any]:
    state, changes = State(step.state), {"state": State(step.state)}
    if state == State.DONE:
        evidence = step.evidence.strip() or commitment.evidence
        link = step.evidence_link or commitment.evidence_link
        if not (evidence or link):
            raise NotYet(
                "Nothing shows yet that this was done.",
                advice="Say what shows it, or give a link to it.",
            )
        refuse_names(evidence)
        changes |= {"evidence": evidence, "evidence_link": link, "done_by": by.id}
    if state == State.VERIFIED:
        others = sorted(by.agencies - {commitment.owner.agency_id})
        changes["verified_by"] = get_agency(others[0]) if others else None
    elif commitment.state == State.VERIFIED:
        changes["verified_by"] = None
    if state in OPEN:
        changes["done_by"] = None
    return changes


def _owner_in_use(key: UUID) -> Post:
    post = get_post(key)
    if post.ended_on:
        raise NotYet(f"{post} ended on {post.ended_on}.", advice="Choose a post that is in use.")
    return post


def _post_of(by: Viewer, commitment: Commitment) -> UUID | None:
    """The post in which the viewer speaks: the owner's, one of its agency, or the first."""
    ranked = sorted(
        by.posts,
        key=lambda post: (
            post.id != commitment.owner_id,
            post.agency != commitment.owner.agency_id,
        ),
    )
    return ranked[0].id if ranked else None


def _visible_needs(needs: Iterable[UUID], *, by: Viewer) -> set[UUID]:
    return {get_commitment(key, viewer=by).pk for key in needs}


def _set_partners(commitment: Commitment, keys: Iterable[UUID]) -> list[list[str]] | None:
    old = set(commitment.partners.values_list("pk", flat=True))
    new = {getattr(key, "pk", key) for key in keys}
    if old == new:
        return None
    commitment.partners.set([get_agency(key) for key in new])
    return [sorted(map(str, old)), sorted(map(str, new))]


def _count_change(commitment: Commitment) -> None:
    """Partners and needs are no fields of the row: their change is counted here."""
    rows = Commitment.objects.filter(pk=commitment.pk, version=commitment.version)
    if not rows.update(version=F("version") + 1):
        raise Stale(commitment, {})
    commitment.refresh_from_db()


def _bring_back(commitment: Commitment) -> None:
    """A new day was agreed: lateness is counted, and brought to people, from there."""
    Commitment.objects.filter(pk=commitment.pk).update(escalated_to=Level.NOBODY)
