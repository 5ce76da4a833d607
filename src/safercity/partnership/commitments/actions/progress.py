"""Saying how commitments go; taking the steps of the table of states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import record_act
from safercity.partnership.commitments import rules
from safercity.partnership.commitments.models import (
    OPEN,
    WAITS,
    Commitment,
    Confidence,
    Level,
    State,
    Update,
)
from safercity.partnership.common.free_text import refuse_names
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.versions import Stale, save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.notes.actions import settle
from safercity.partnership.people.queries import get_agency


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
        changes = {"confidence": confidence} if confidence else {}
        changed = save_changes(commitment, changes, version=commitment.version)
        record_act("action updated", commitment, by=by, details=changed)
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
    told = {name: pair for name, pair in changed.items() if name not in ("done_by", "done_on")}
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


def _changes_of(step: Step, commitment: Commitment, *, by: Viewer) -> dict[str, Any]:
    state = State(step.state)
    changes: dict[str, Any] = {"state": state}
    if state == State.DONE:
        evidence = step.evidence.strip() or commitment.evidence
        link = step.evidence_link or commitment.evidence_link
        if not (evidence or link):
            raise NotYet(
                _("Nothing shows yet that this was done."),
                advice=_("Say what shows it, or give a link to it."),
            )
        refuse_names(evidence)
        changes |= {"evidence": evidence, "evidence_link": link, "done_by": by.id}
        changes["done_on"] = timezone.localdate()
    elif commitment.state == State.DONE:
        settle(Commitment._meta.label_lower, [commitment.pk], once=f"{commitment.pk}:{WAITS}")
    if state == State.VERIFIED:
        others = sorted(by.agencies - {commitment.owner.agency_id})
        changes["verified_by"] = get_agency(others[0]) if others else None
    elif commitment.state == State.VERIFIED:
        changes["verified_by"] = None
    if state in OPEN:
        changes |= {"done_by": None, "done_on": None}
    if state == State.DONE or (state in OPEN and not commitment.is_open):
        changes["escalated_to"] = Level.NOBODY  # what it was brought to someone for is over
    return changes


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
