"""The register: agreements, what was agreed, requests, proofs of deletion."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.evidence.extracts.shapes import load_shapes
from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.rules import NotVisible, hold_a_post
from safercity.partnership.common.subjects import subject_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.queries import list_agencies
from safercity.partnership.sharing.models import (
    AccessAnswer,
    AccessRequest,
    AgreedText,
    Agreement,
    Approval,
    DataSet,
    Deletion,
    Ending,
    Party,
    PartyRole,
    State,
)
from safercity.partnership.sharing.queries.speaking import are_spoken_for

SOON = timedelta(days=60)
WRITTEN_IN = (State.DRAFT, State.IN_REVIEW)
ANSWERS = Prefetch("answers", AccessAnswer.objects.select_related("agency", "post"))
TO_DECIDE = (  # what rules ask of a request
    Prefetch("agreement__parties", Party.objects.select_related("agency")),
    "agreement__data_sets",
    ANSWERS,
)


def list_agreements_for(viewer: Viewer, *, state: str = "") -> models.QuerySet[Agreement]:
    """The register as this viewer may know of it: a guest's is what rules.see_agreement shows."""
    rows = list_agreements(state=state)
    return rows.filter(_are_of(viewer)) if viewer.is_guest else rows


def list_agreements(*, state: str = "") -> models.QuerySet[Agreement]:
    """The register with its parties and data sets, by title."""
    rows = Agreement.objects.select_related("lead").prefetch_related(
        Prefetch("parties", Party.objects.select_related("agency")), "data_sets", "approvals"
    )
    return rows.filter(state=state) if state else rows


def get_agreement(key: UUID, *, whole: bool = True) -> Agreement:
    """One agreement; not `whole`: without data sets and approvals. Errors: NotVisible."""
    rows = list_agreements() if whole else Agreement.objects.prefetch_related("parties")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    return found


def address_of(key: UUID) -> str:
    """The page of one agreement."""
    return reverse("sharing:agreement", kwargs={"key": key})


@subject_rows("sharing.agreement", title="title", address=address_of)
def find_agreements(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Agreement]:
    """Agreements as comments speak of them: those that rules.see_agreement shows."""
    rows = Agreement.objects.filter(pk__in=keys)
    if viewer.is_guest:
        rows = rows.filter(_are_of(viewer))
    return rows if hold_a_post.allowed(viewer) else rows.none()


def get_request(key: UUID) -> AccessRequest:
    """One request for access. Errors: NotVisible."""
    rows = AccessRequest.objects.select_related("agreement", "agency", "post")
    rows = rows.prefetch_related(*TO_DECIDE)
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    return found


def list_requests(agreement: Agreement) -> models.QuerySet[AccessRequest]:
    """Who asked to join with what was answered, the newest first."""
    return agreement.requests.select_related("agency", "post").prefetch_related(ANSWERS)


def list_approvals(agreement: Agreement) -> list[Approval]:
    """Approvals of the agreement as it stands now."""
    return [one for one in agreement.approvals.all() if one.of_version == agreement.version]


def list_givers(agreement: Agreement) -> set[UUID]:
    """Parties that answer for records: they must approve.

    Controllers, and whoever sends one of the data sets, whatever the agreement calls it: nobody's
    records are shared by making their agency a processor.
    """
    parties = agreement.parties.all()
    senders = _list_senders(agreement)
    return {
        one.agency_id
        for one in parties
        if one.role != "processor" or senders.intersection(one.agency.layers)
    }


def list_unapproved(agreement: Agreement) -> set[UUID]:
    """Parties that still have to approve the text as it stands."""
    return list_givers(agreement) - {one.agency_id for one in list_approvals(agreement)}


def list_undecided(request: AccessRequest) -> set[UUID]:
    """Parties that still have to answer a request: each that answers for records, for itself.

    An answer is about the agreement as it stood: once that is changed, it is asked for anew.
    """
    if request.state != AccessRequest.State.ASKED:
        return set()
    version = request.agreement.version
    answered = {one.agency_id for one in request.answers.all() if one.of_version == version}
    return list_givers(request.agreement) - answered - {request.agency_id}


@once_a_page
def list_bound(agreement: Agreement) -> dict[UUID, str]:
    """The parties of what was agreed last, with their names: they are bound, whatever is drafted
    meanwhile."""
    parties = agreement.agreed_texts.values_list("content__parties", flat=True).first() or ()
    return {UUID(one["agency"]): one["name"] for one in parties}


def _are_of(viewer: Viewer) -> Q:
    """Agreements that one of the viewer's agencies is written in or, as `list_bound`, bound by."""
    named = Q(pk__in=())
    for agency in viewer.agencies:
        named |= Q(content__parties__icontains=str(agency))
    newer = AgreedText.objects.filter(
        agreement=OuterRef("agreement"), number__gt=OuterRef("number")
    )
    binding = AgreedText.objects.filter(named).exclude(Exists(newer))
    written = Party.objects.filter(agency__in=viewer.agencies)
    return Q(pk__in=written.values("agreement")) | Q(pk__in=binding.values("agreement"))


def list_absent(agreement: Agreement) -> list[str]:
    """Agencies of the partnership whose records it covers without their being a party, by name."""
    parties = {one.agency_id for one in agreement.parties.all()}
    heard = {layer for one in agreement.parties.all() for layer in one.agency.layers}
    unheard = _list_senders(agreement) - heard
    agencies = list_agencies().exclude(pk__in=parties) if unheard else ()
    return [one.name for one in agencies if unheard.intersection(one.layers)]


def _list_senders(agreement: Agreement) -> set[str]:
    """The evidence's agencies that send its data sets."""
    shapes = load_shapes(find_own_content())
    told = (shapes.get(one.source) for one in agreement.data_sets.all())
    return {shape.agency for shape in told if shape}


def list_endings(agreement: Agreement) -> models.QuerySet[Ending]:
    """Who ended it or left it, and why, the newest first."""
    return agreement.endings.select_related("agency", "post__agency")


def list_texts(agreement: Agreement) -> list[dict[str, Any]]:
    """What was agreed over time, the newest first: number, when, the content."""
    return [dict(row) for row in agreement.agreed_texts.values("number", "at", "content")]


def list_deletions(references: Iterable[str]) -> models.QuerySet[Deletion]:
    """Proofs of deletion under these agreements, and what is being deleted, the newest first."""
    return Deletion.objects.filter(reference__in=list(references))


def list_due_reviews() -> models.QuerySet[Agreement]:
    """Agreements in force whose review is due within two months, or late."""
    day = timezone.localdate() + SOON
    return Agreement.objects.filter(
        state__in=(State.AGREED, State.IN_REVIEW), review_on__lte=day
    ).select_related("lead")


def list_open_requests(viewer: Viewer) -> models.QuerySet[AccessRequest]:
    """Requests that wait for the viewer's word: `list_undecided` as a condition."""
    answered = AccessAnswer.objects.filter(
        request=OuterRef(OuterRef("pk")),
        agency=OuterRef("agency"),
        of_version=OuterRef("agreement__version"),
    )
    undecided = (
        Party.objects.filter(
            _are_givers(viewer), are_spoken_for(viewer), agreement=OuterRef("agreement")
        )
        .exclude(agency=OuterRef("agency"))
        .exclude(Exists(answered))
    )
    return (
        AccessRequest.objects.filter(Exists(undecided), state=AccessRequest.State.ASKED)
        .exclude(agreement__state=State.ENDED)
        .select_related("agency", "agreement")
        .prefetch_related(*TO_DECIDE)
    )


def list_unapproved_for(viewer: Viewer) -> models.QuerySet[Agreement]:
    """Written texts that wait for the viewer's approval: `list_unapproved` as a condition. Not
    those that have an empty part, which nobody has to read yet."""
    approved = Approval.objects.filter(
        agreement=OuterRef(OuterRef("pk")),
        agency=OuterRef("agency"),
        of_version=OuterRef(OuterRef("version")),
    )
    unapproved = Party.objects.filter(
        _are_givers(viewer), are_spoken_for(viewer), agreement=OuterRef("pk")
    ).exclude(Exists(approved))
    others = Party.objects.filter(agreement=OuterRef("pk")).exclude(agency=OuterRef("lead"))
    covered = DataSet.objects.filter(agreement=OuterRef("pk"))
    return (
        Agreement.objects.filter(Exists(unapproved), Exists(others), Exists(covered))
        .filter(state__in=WRITTEN_IN)
        .exclude(Q(gateways=[]) | Q(bases=[]) | Q(uses=[]) | Q(assessment=""))
    )


def _are_givers(viewer: Viewer) -> Q:
    """Parties of the viewer's agencies that answer for records: `list_givers` as a condition."""
    shapes = load_shapes(find_own_content()).items()
    found = Q(agency__in=viewer.agencies) & ~Q(role=PartyRole.PROCESSOR)
    for post in viewer.posts:
        sent = [source for source, shape in shapes if shape.agency in post.layers]
        found |= Q(agency=post.agency, agreement__data_sets__source__in=sent)
    return found
