"""Who may make, change, verify and close a commitment, and which state follows which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from safercity.partnership.commitments.models import OPEN, Commitment, Kind, State
from safercity.partnership.common.rules import (
    NotAllowed,
    NotVisible,
    NotYet,
    hold_a_post,
    require_role,
    rule,
)
from safercity.partnership.common.viewers import WORKING_ROLES, Role, Viewer

__all__ = [
    "STEPS",
    "StillToVerify",
    "change_commitment",
    "change_state",
    "close_commitment",
    "follows",
    "keep_verification",
    "make_commitment",
    "see_commitment",
    "see_commitments",
    "sees_everything",
    "set_priority_lead",
    "update_progress",
    "verify_commitment",
]

STRATEGY_ITEM = "strategy.item"  # whose actions are the delivery plan
KEEPERS = (Role.MANAGER, Role.CHAIR)  # who see every commitment, and settle them

# Who takes a step: the owner's agency (or a manager), another agency, or a manager.
OWNER, OTHER_AGENCY, MANAGER = "owner", "another agency", "manager"
_UNDERWAY = {State.DONE: OWNER, State.WITHDRAWN: MANAGER}
STEPS: dict[State, dict[State, str]] = {
    State.NOT_STARTED: {
        State.ON_TRACK: OWNER,
        State.SLIPPING: OWNER,
        State.BLOCKED: OWNER,
        **_UNDERWAY,
    },
    State.ON_TRACK: {State.SLIPPING: OWNER, State.BLOCKED: OWNER, **_UNDERWAY},
    State.SLIPPING: {State.ON_TRACK: OWNER, State.BLOCKED: OWNER, **_UNDERWAY},
    State.BLOCKED: {State.ON_TRACK: OWNER, State.SLIPPING: OWNER, State.WITHDRAWN: MANAGER},
    State.DONE: {
        State.VERIFIED: OTHER_AGENCY,
        State.CLOSED: MANAGER,
        State.ON_TRACK: OWNER,
    },
    State.VERIFIED: {State.ON_TRACK: MANAGER},
    State.CLOSED: {State.ON_TRACK: MANAGER},
    State.WITHDRAWN: {State.NOT_STARTED: MANAGER},
}

see_commitments = hold_a_post


def sees_everything(viewer: Viewer) -> bool:
    """Whether commitments that are only for owner and partners are seen too."""
    return viewer.has_role(*KEEPERS) and not viewer.is_guest


@rule
def see_commitment(viewer: Viewer, commitment: Commitment) -> None:
    """Whoever holds a post; one for its parties alone is not found by others, and a guest finds
    nothing else than what the own agency is a party to.
    """
    hold_a_post(viewer)
    if sees_everything(viewer) or not (commitment.only_parties or viewer.is_guest):
        return
    parties = {commitment.owner.agency_id} | {each.id for each in commitment.partners.all()}
    if not viewer.agencies & parties:
        raise NotVisible(_("There is nothing at this address that you may see."))


@rule
def make_commitment(viewer: Viewer, *, owner: UUID | None = None) -> None:
    """Everyone whose post does the partnership's work; a guest for posts of the own agency."""
    require_role(viewer, *WORKING_ROLES, to=_("make actions"))
    if owner and viewer.is_guest and owner not in viewer.agencies:
        raise NotAllowed(
            _("Guests make actions for posts of their own agency."),
            advice=_("Ask the community safety manager to make this one."),
        )


@rule
def change_commitment(viewer: Viewer, commitment: Commitment) -> None:
    """Managers and chairs: an owner who could move the day would never be late."""
    see_commitment(viewer, commitment)
    require_role(viewer, *KEEPERS, to=_("change what was promised, by whom and by when"))
    if not commitment.is_open:
        raise NotYet(
            _("This is {state}; what was promised stays as it is.").format(
                state=commitment.get_state_display().lower()
            ),
            advice=_("Open it again first."),
        )


class StillToVerify(NotYet):
    """A change would take away that another agency has to verify it. `field`: what was changed."""

    def __init__(self, field: str, message: str):
        self.field = field
        advice = _("Withdraw it and make another, if it was entered like this by mistake.")
        super().__init__(message, advice=advice)


def keep_verification(commitment: Commitment, changes: Mapping[str, Any]) -> None:
    """What needs another agency's word keeps needing it, whoever changes what was promised.

    Errors: StillToVerify.
    """
    kind = changes.get("kind", commitment.kind)
    funding = changes.get("funding", commitment.funding)
    if kind == Kind.KEY_ACTION:
        return
    if commitment.subject_kind == STRATEGY_ITEM:
        raise StillToVerify("kind", _("This belongs to the strategy: it stays a key action."))
    if funding or not commitment.needs_another_agency:
        return
    if commitment.funding:
        raise StillToVerify("funding", _("This was funded: another agency has to verify it."))
    raise StillToVerify("kind", _("This was a key action: another agency has to verify it."))


@rule
def update_progress(viewer: Viewer, commitment: Commitment) -> None:
    """The owner, colleagues of the owner's agency, and managers."""
    see_commitment(viewer, commitment)
    if viewer.has_role(Role.MANAGER) or _works_for_owner(viewer, commitment):
        return
    raise NotAllowed(
        _("Only the owner's agency and managers say how this goes."),
        advice=_("Ask: {owner}.").format(owner=commitment.owner),
    )


@rule
def change_state(viewer: Viewer, commitment: Commitment, *, to: State) -> None:
    """Who may take this step, and whether it follows from the state it is in; done also from what
    has to be done first.
    """
    _take_step(viewer, commitment, to=to)
    if to == State.DONE:
        _have_done_first(viewer, commitment)


@rule
def _take_step(viewer: Viewer, commitment: Commitment, *, to: State) -> None:
    see_commitment(viewer, commitment)
    who = STEPS[State(commitment.state)].get(to)
    if who is None:
        raise NotYet(
            _("“{label}” does not follow from “{state}”.").format(
                label=State(to).label, state=commitment.get_state_display()
            ),
            advice=_("Open the page again: it shows what may follow now."),
        )
    if who == OWNER:
        update_progress(viewer, commitment)
    elif who == OTHER_AGENCY:
        _be_another_agency(viewer, commitment)
    else:
        require_role(
            viewer, Role.MANAGER, to=_("set this to “{label}”").format(label=State(to).label)
        )
    if to == State.CLOSED and commitment.needs_another_agency:
        raise NotYet(
            _("Key actions and funded work count as done only when another agency verified them."),
            advice=_("Ask a partner to verify it."),
        )


@rule
def verify_commitment(viewer: Viewer, commitment: Commitment) -> None:
    """Another agency than the owner's, and another person than who said that it is done."""
    change_state(viewer, commitment, to=State.VERIFIED)


@rule
def close_commitment(viewer: Viewer, commitment: Commitment) -> None:
    """A manager, where no other agency has to verify it."""
    change_state(viewer, commitment, to=State.CLOSED)


@rule
def set_priority_lead(viewer: Viewer) -> None:
    """Managers say to whom late work for a priority is brought."""
    require_role(viewer, Role.MANAGER, to=_("say who leads a priority"))


def _works_for_owner(viewer: Viewer, commitment: Commitment) -> bool:
    return any(
        post.id == commitment.owner_id
        or (post.agency == commitment.owner.agency_id and post.role in WORKING_ROLES)
        for post in viewer.posts
    )


def _be_another_agency(viewer: Viewer, commitment: Commitment) -> None:
    require_role(viewer, *WORKING_ROLES, to=_("verify what others did"))
    if commitment.owner.agency_id in viewer.agencies:
        raise NotAllowed(
            _("Your own agency did this; only another agency can verify it."),
            advice=_("Ask a partner to look at the evidence."),
        )
    if viewer.id is not None and viewer.id == commitment.done_by:
        raise NotAllowed(
            _("You said that this is done; someone else has to verify it."),
            advice=_("Ask a colleague, or a partner."),
        )


def _have_done_first(viewer: Viewer, commitment: Commitment) -> None:
    needs = Commitment.objects.filter(needed_by__commitment=commitment, state__in=OPEN)
    rows = list(needs.select_related("owner").prefetch_related("partners"))
    if not rows:
        return
    seen = [row for row in rows if see_commitment.allowed(viewer, row)]
    names = [f"“{row.what}”" for row in seen]
    if len(seen) < len(rows):
        names.append(_("something that comes first"))
    raise NotYet(
        _("This cannot be said to be done yet. Still open: {names}.").format(
            names=", ".join(names)
        ),
        advice=_(
            "Have that done first, or let a manager take it out of what has to be done first."
        ),
    )


def follows(viewer: Viewer, commitment: Commitment) -> list[State]:
    """The states that this viewer may set now, in the order of the table."""
    return [
        state
        for state in STEPS[State(commitment.state)]
        if _may_follow(viewer, commitment, state=state)
    ]


def _may_follow(viewer: Viewer, commitment: Commitment, *, state: State) -> bool:
    """A page knows already whether something that comes first is open, and asks no more."""
    known = getattr(commitment, "has_open_needs", None)
    if state != State.DONE or known is None:
        return change_state.allowed(viewer, commitment, to=state)
    return not known and _take_step.allowed(viewer, commitment, to=state)
