"""Who may draft, approve, agree, ask and decide; and the table of an agreement's states.

What holds for seeing (queries/cut.py keeps it): an open source is seen by whoever holds a post. Any
other is seen by the agency that answers for it, and by parties of an agreement in force, as far
as it goes. Made-up records are treated as the real ones of their source would be.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.rules import (
    NotAllowed,
    NotVisible,
    NotYet,
    hold_a_post,
    require_role,
    rule,
    see_beyond_own,
)
from safercity.partnership.common.viewers import WORKING_ROLES, Role, Viewer
from safercity.partnership.sharing.models import AccessRequest, Agreement, State
from safercity.partnership.sharing.queries.agreements import (
    WRITTEN_IN,
    list_absent,
    list_bound,
    list_givers,
    list_unapproved,
    list_undecided,
)
from safercity.partnership.sharing.queries.content import read_list
from safercity.partnership.sharing.queries.speaking import HEADS, list_spoken_for

__all__ = [
    "STATES",
    "approve_agreement",
    "approve_anything",
    "ask_access",
    "change_agreement",
    "change_agreements",
    "decide_access",
    "end_agreement",
    "leave_agreement",
    "list_answering",
    "list_approving",
    "list_lacking",
    "list_unwritten",
    "move_agreement",
    "see_agreement",
    "see_agreements",
]

STATES = {
    State.DRAFT: {State.AGREED},
    State.AGREED: {State.IN_REVIEW, State.ENDED},
    State.IN_REVIEW: {State.AGREED, State.ENDED},
    State.ENDED: set(),
}
see_agreements = hold_a_post


@rule
def see_agreement(viewer: Viewer, agreement: Agreement) -> None:
    """Members see every agreement; a guest those that the own agency is written in or bound by."""
    hold_a_post(viewer)
    if not viewer.is_guest or viewer.agencies & {one.agency_id for one in agreement.parties.all()}:
        return
    if not viewer.agencies & list_bound(agreement).keys():
        raise NotVisible(_("There is nothing at this address that you may see."))


@rule
def change_agreements(viewer: Viewer) -> None:
    """Community safety managers keep the register; a guest's manager is a guest."""
    see_beyond_own(viewer)
    require_role(viewer, Role.MANAGER, to=_("change sharing agreements"))


@rule
def change_agreement(viewer: Viewer, agreement: Agreement) -> None:
    """Written in draft and in review only: what is agreed stays as it was agreed."""
    change_agreements(viewer)
    if agreement.state not in WRITTEN_IN:
        raise NotYet(
            _("{agreement} is {state}.").format(
                agreement=agreement, state=agreement.get_state_display().lower()
            ),
            advice=_("Put it in review first: what was agreed holds until the new text is agreed."),
        )


@rule
def approve_agreement(viewer: Viewer, agreement: Agreement, *, version: int | None = None) -> None:
    """Who speaks for a party that answers for records, while the text is being written: as it was
    at the `version` that was read, where one is named."""
    see_agreement(viewer, agreement)
    own = viewer.agencies & list_givers(agreement)
    if not own:
        raise NotAllowed(
            _("Your agency is not a controller under this agreement."),
            advice=_("Each controller approves for itself."),
        )
    if agreement.state not in WRITTEN_IN:
        raise NotYet(_("There is nothing to approve: the text is not being changed."))
    if not own & list_spoken_for(viewer):
        raise _tell_who_speaks(_name(agreement, own))
    if version not in (None, agreement.version):
        raise NotYet(
            _("The text was changed since you opened it. You have approved nothing."),
            advice=_("Read it as it is now, then approve it."),
            **_lead_to(agreement),
        )


def list_approving(viewer: Viewer, agreement: Agreement) -> set[UUID]:
    """The agencies for which the viewer has still to approve the text as it stands."""
    return list_spoken_for(viewer) & list_unapproved(agreement)


@rule
def move_agreement(viewer: Viewer, agreement: Agreement, *, to: str) -> None:
    """By the table of states; to agreed only when it is complete and every controller approved.

    To ended as `end_agreement` says.
    """
    if to == State.ENDED:
        end_agreement(viewer, agreement)
        return
    change_agreements(viewer)
    if to not in STATES[State(agreement.state)]:
        raise NotYet(
            _("{agreement} cannot go from “{state}” to “{to}”.").format(
                agreement=agreement, state=agreement.get_state_display(), to=State(to).label
            )
        )
    if to == State.AGREED:
        lacking = list_lacking(agreement)
        if lacking:
            told = _("It cannot be agreed yet: {lacking}.")
            raise NotYet(told.format(lacking="; ".join(lacking)))


@rule
def end_agreement(viewer: Viewer, agreement: Agreement) -> None:
    """For everyone and for good: by the agency that leads it, once it was agreed."""
    see_agreement(viewer, agreement)
    _require_agreed(agreement)
    _speak_for(viewer, agreement.lead_id, name=agreement.lead.name)


@rule
def leave_agreement(viewer: Viewer, agreement: Agreement, *, agency: UUID) -> None:
    """A party, or whoever is bound still, leaves for itself; the agency that leads ends it."""
    see_agreement(viewer, agreement)
    names = {one.agency_id: one.agency.name for one in agreement.parties.all()}
    if agency not in names:
        names = list_bound(agreement)
    if agency not in names and agency in viewer.agencies:
        raise NotYet(_("Your agency is no party to this agreement."))
    if agency not in names:
        raise NotVisible(_("There is nothing at this address that you may see."))
    _require_agreed(agreement)
    _speak_for(viewer, agency, name=names[agency])
    if agency == agreement.lead_id:
        raise NotYet(
            _("The agency that leads an agreement does not leave it."), advice=_("It ends it.")
        )


def _speak_for(viewer: Viewer, agency: UUID, *, name: str) -> None:
    if agency not in list_spoken_for(viewer):
        raise _tell_who_speaks(name)


def _tell_who_speaks(name: str) -> NotAllowed:
    return NotAllowed(
        _("Only {agency} decides this.").format(agency=name),
        advice=_("Ask its community safety manager, or an administrator who holds a post there."),
    )


def _require_agreed(agreement: Agreement) -> None:
    if State.ENDED not in STATES[State(agreement.state)]:
        raise NotYet(
            _("{agreement} is {state}.").format(
                agreement=agreement, state=agreement.get_state_display().lower()
            ),
            advice=_("Only an agreement that was agreed is ended or left."),
        )


def list_lacking(agreement: Agreement) -> list[str]:
    """What an agreement lacks to be agreed, as parts of a sentence; empty where it is complete."""
    unapproved = list_unapproved(agreement)
    told = _("not approved yet by {agencies}").format(agencies=_name(agreement, unapproved))
    return list_unwritten(agreement) + ([told] if unapproved else [])


def list_unwritten(agreement: Agreement) -> list[str]:
    """What its text lacks, whoever has approved it."""
    bases = read_list("bases")
    stands = [slug for slug in agreement.bases if slug in bases and bases[slug].stands]
    needs = (
        (agreement.gateways, _("it names no legal gateway")),
        (stands, _("it names no lawful basis that can stand alone (a gateway is not one)")),
        (agreement.assessment, _("it names no impact assessment")),
        (agreement.uses, _("it does not say what the records may be used for")),
        (len(agreement.parties.all()) >= 2, _("it has fewer than two parties")),
        (list_givers(agreement), _("no party is a controller")),
        (agreement.data_sets.all(), _("it has no data set")),
    )
    lacking = [words for is_there, words in needs if not is_there]
    absent = _("{agency}, whose records it covers, is no party")
    return lacking + [absent.format(agency=name) for name in list_absent(agreement)]


@rule
def ask_access(viewer: Viewer, agreement: Agreement, *, agency: UUID | None = None) -> None:
    """Who speaks for an agency that is no party asks on its behalf, which binds it once it is let
    in: while the agreement is not ended and no earlier request of it waits for its answer."""
    see_agreement(viewer, agreement)
    parties = {one.agency_id for one in agreement.parties.all()}
    asking = {agency} if agency else set(viewer.agencies)
    if not asking <= viewer.agencies:
        raise NotAllowed(_("Ask for your own agency."))
    if not asking - parties:
        raise NotYet(_("Your agency is a party to this agreement already."))
    if agreement.state == State.ENDED:
        raise NotYet(_("This agreement has ended."))
    waiting = agreement.requests.filter(state=AccessRequest.State.ASKED)
    free = asking - parties - set(waiting.values_list("agency_id", flat=True))
    if not free:
        raise NotYet(
            _("Your agency has asked to join already."),
            advice=_("The agreement's page says whose answer it waits for."),
        )
    if not free & list_spoken_for(viewer):
        names = {post.agency_name for post in viewer.posts if post.agency in free}
        raise _tell_who_speaks(", ".join(sorted(names)))


@rule
def approve_anything(viewer: Viewer) -> None:
    """Whose role lets them answer for their agency, if nobody there goes before: no auditor."""
    require_role(viewer, *WORKING_ROLES, *HEADS, to=_("decide on access to records"))


@rule
def decide_access(viewer: Viewer, request: AccessRequest) -> None:
    """Each agency that answers for records decides for itself, never the one that asks."""
    agreement = request.agreement
    see_agreement(viewer, agreement)
    approve_anything(viewer)
    givers = list_givers(agreement) - {request.agency_id}
    if not viewer.agencies & givers:
        raise NotAllowed(
            _("Each controller of this agreement decides, and never the agency that asks."),
            advice=_("Ask: {named}.").format(named=_name(agreement, givers)),
        )
    mine = list_spoken_for(viewer)
    if not mine & givers:
        raise _tell_who_speaks(_name(agreement, viewer.agencies & givers))
    if request.state != AccessRequest.State.ASKED:
        raise NotYet(
            _("This request has been answered already: {state}.").format(
                state=request.get_state_display().lower()
            ),
            **_lead_to(agreement),
        )
    if agreement.state == State.ENDED:
        raise NotYet(_("This agreement has ended."))
    waiting = list_undecided(request)
    if not mine & waiting:
        raise NotYet(
            _("Your agency has answered this request already."),
            advice=_("It waits for: {named}.").format(named=_name(agreement, waiting)),
            **_lead_to(agreement),
        )


def _lead_to(agreement: Agreement) -> dict[str, str]:
    """Where the answers stand: the way on from a request that takes no other."""
    address = reverse("sharing:agreement", kwargs={"key": agreement.pk})
    return {"address": address, "link": _("See the agreement, with its requests and answers")}


def list_answering(viewer: Viewer, request: AccessRequest) -> set[UUID]:
    """The agencies whose answer to a request the viewer gives."""
    return list_spoken_for(viewer) & list_undecided(request)


def _name(agreement: Agreement, agencies: Collection[UUID]) -> str:
    parties = agreement.parties.all()
    return ", ".join(one.agency.name for one in parties if one.agency_id in agencies)
