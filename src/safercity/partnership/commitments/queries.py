"""Reading commitments: only what the viewer may see, in lists, counts and one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.commitments import rules
from safercity.partnership.commitments.models import (
    OPEN,
    Commitment,
    Confidence,
    Dependency,
    Kind,
    PriorityLead,
    State,
    Update,
)
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.subjects import Subject, subject
from safercity.partnership.common.viewers import SYSTEM, WORKING_ROLES, Role, Viewer

__all__ = [
    "Commitment",
    "Confidence",
    "Kind",
    "State",
    "Wanted",
    "address_of",
    "count_by_state",
    "count_open",
    "fetch_rows",
    "find_commitments",
    "get_commitment",
    "list_around",
    "list_commitments",
    "list_due",
    "list_for",
    "list_ids",
    "list_leads",
    "list_to_settle",
    "list_updates",
    "split_due",
]


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; an empty field asks nothing.

    `agency`: owner's agency or partner. `state`: a state, or "open". `late`: only what is late.
    """

    agency: UUID | None = None
    owner: UUID | None = None
    state: str = ""
    kind: str = ""
    priority: str = ""
    place: str = ""
    late: bool = False
    words: str = ""
    subject_kind: str = ""


def list_commitments(viewer: Viewer, wanted: Wanted | None = None) -> models.QuerySet[Commitment]:
    """Those that answer `wanted`, with owner and agency, the earliest due first."""
    rows = _visible(viewer).select_related("owner__agency")
    return rows.filter(_answering(wanted or Wanted()))


def list_ids(viewer: Viewer, wanted: Wanted | None = None) -> models.QuerySet[Commitment, UUID]:
    """The ids of list_commitments, from an index alone: a page fetches only its own rows."""
    rows = _visible(viewer).filter(_answering(wanted or Wanted()))
    return rows.values_list("pk", flat=True)


def fetch_rows(ids: Iterable[UUID]) -> list[Commitment]:
    """The rows of these ids, which list_ids gave this viewer, with owner and agency."""
    rows = Commitment.objects.filter(pk__in=list(ids))
    return list(rows.select_related("owner__agency"))


def count_by_state(viewer: Viewer, wanted: Wanted | None = None) -> dict[str, int]:
    """How many are in each state, every state named; `late` counts the open ones past their day."""
    rows = _visible(viewer).filter(_answering(wanted or Wanted())).order_by()
    counts = {state.value: Count("id", filter=Q(state=state)) for state in State}
    return rows.aggregate(**counts, late=Count("id", filter=_late()))


def count_open(viewer: Viewer) -> tuple[int, int]:
    """(How many are open, how many of them are late)."""
    rows = _visible(viewer).filter(state__in=OPEN).order_by()
    found = rows.aggregate(open=Count("id"), late=Count("id", filter=_late()))
    return found["open"], found["late"]


def list_for(kind: str, key: UUID, *, viewer: Viewer) -> models.QuerySet[Commitment]:
    """The commitments that belong to one object."""
    rows = list_commitments(viewer)
    return rows.filter(subject_kind=kind, subject_id=key)


def list_due(viewer: Viewer) -> models.QuerySet[Commitment]:
    """What the viewer's own posts have still to do."""
    return list_commitments(viewer).filter(owner__in=viewer.post_ids, state__in=OPEN)


def split_due(viewer: Viewer, *, limit: int = 400) -> tuple[list[Commitment], list[Commitment]]:
    """(What the viewer's posts have still to do, what the rest of their agencies have)."""
    is_mine = models.Case(models.When(owner__in=viewer.post_ids, then=0), default=1)
    rows = list_commitments(viewer).filter(owner__agency__in=viewer.agencies, state__in=OPEN)
    found = list(rows.annotate(is_mine=is_mine).order_by("is_mine", "due", "id")[:limit])
    return [r for r in found if r.is_mine == 0], [r for r in found if r.is_mine]


def list_to_settle(viewer: Viewer) -> models.QuerySet[Commitment]:
    """What owners have done and this viewer may verify or close."""
    done = list_commitments(viewer).filter(state=State.DONE).exclude(done_by=viewer.id)
    verified = Q(kind=Kind.KEY_ACTION) | ~Q(funding="")
    others = (
        ~Q(owner__agency__in=viewer.agencies) if viewer.has_role(*WORKING_ROLES) else Q(pk=None)
    )
    closed = ~verified if viewer.has_role(Role.MANAGER) else Q(pk=None)
    return done.filter(verified & others | closed)


def get_commitment(key: UUID, *, viewer: Viewer) -> Commitment:
    """One commitment, with owner, agency and partners. Errors: NotVisible."""
    title = PriorityLead.objects.filter(priority=OuterRef("priority")).values("title")
    rows = Commitment.objects.select_related("owner__agency", "verified_by").annotate(
        priority_title=Subquery(title[:1])
    )
    found = rows.prefetch_related("partners").filter(pk=key).first()
    if found is None:
        raise NotVisible("There is nothing at this address that you may see.")
    if viewer is not SYSTEM:
        rules.see_commitment(viewer, found)
    return found


def list_updates(commitment: Commitment, *, limit: int = 50) -> list[Update]:
    """What was said about how it goes, the newest first."""
    return list(commitment.updates.select_related("post__agency")[:limit])


def list_around(
    commitment: Commitment, *, viewer: Viewer
) -> tuple[list[Commitment], list[Commitment]]:
    """(What has to be done before it, what waits for it), as far as the viewer may know."""
    needs = Dependency.objects.filter(commitment=commitment).values("needs")
    needing = Dependency.objects.filter(needs=commitment).values("commitment")
    rows = list_commitments(viewer).filter(Q(pk__in=needs) | Q(pk__in=needing))
    comes_first = Dependency.objects.filter(commitment=commitment, needs=OuterRef("pk"))
    found = list(rows.annotate(comes_first=models.Exists(comes_first)))
    return [r for r in found if r.comes_first], [r for r in found if not r.comes_first]


def list_leads() -> models.QuerySet[PriorityLead]:
    """The post that leads each priority, by the priority's title."""
    return PriorityLead.objects.select_related("post__agency")


@subject("commitments.commitment")
def find_commitments(viewer: Viewer, keys: Collection[UUID]) -> list[Subject]:
    """Commitments as comments and notifications speak of them."""
    rows = _visible(viewer).filter(pk__in=keys).only("what")
    return [Subject("commitments.commitment", row.pk, row.what, address_of(row.pk)) for row in rows]


def address_of(key: UUID) -> str:
    """The page of one commitment."""
    return reverse("commitments:show", kwargs={"key": key})


def _visible(viewer: Viewer) -> models.QuerySet[Commitment]:
    rows = Commitment.objects.all()
    if viewer is SYSTEM or rules.sees_everything(viewer):
        return rows
    if not viewer.posts:
        return rows.none()
    if viewer.is_guest:
        return rows.filter(_of_guest(viewer))
    # The few that are for their parties alone are looked up once, not asked of every row.
    partnered = Commitment.partners.through.objects.filter(agency__in=viewer.agencies)
    ours = Commitment.objects.filter(only_parties=True).filter(
        Q(owner__agency__in=viewer.agencies) | Q(pk__in=partnered.values("commitment"))
    )
    return rows.filter(Q(only_parties=False) | Q(pk__in=ours.order_by().values("pk")))


def _of_guest(viewer: Viewer) -> Q:
    partnered = Commitment.partners.through.objects.filter(agency__in=viewer.agencies)
    return Q(owner__agency__in=viewer.agencies) | Q(pk__in=partnered.values("commitment"))


def _late() -> Q:
    return Q(state__in=OPEN, due__lt=timezone.localdate())


def _answering(wanted: Wanted) -> Q:
    asked = Q()
    for name in ("owner", "kind", "priority", "place", "subject_kind"):
        if value := getattr(wanted, name):
            asked &= Q(**{name: value})
    if wanted.agency:
        partnered = Commitment.partners.through.objects.filter(agency=wanted.agency)
        asked &= Q(owner__agency=wanted.agency) | Q(pk__in=partnered.values("commitment"))
    if wanted.state:
        asked &= Q(state__in=OPEN) if wanted.state == "open" else Q(state=wanted.state)
    if wanted.late:
        asked &= _late()
    for word in wanted.words.split():
        asked &= Q(what__icontains=word)
    return asked
