"""Reading commitments: only what the viewer may see, in lists, counts and one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.commitments import rules
from safercity.partnership.commitments.models import (
    OPEN,
    Commitment,
    Confidence,
    Dependency,
    Kind,
    Level,
    PriorityLead,
    State,
    Update,
)
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.subjects import subject_rows
from safercity.partnership.common.together import Question, asked_together, unite
from safercity.partnership.common.viewers import SYSTEM, WORKING_ROLES, Role, Viewer
from safercity.partnership.people.queries import list_posts

__all__ = [
    "Commitment",
    "Confidence",
    "Counts",
    "Kind",
    "PriorityLead",
    "State",
    "Wanted",
    "Work",
    "address_of",
    "ask_due",
    "ask_tally",
    "count_list",
    "fetch_rows",
    "find_commitments",
    "get_commitment",
    "list_around",
    "list_commitments",
    "list_for",
    "list_ids",
    "list_leads",
    "list_to_settle",
    "list_updates",
    "list_work",
]


MOST = 40  # rows of a panel; My work shows fewer


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


@dataclass(frozen=True)
class Counts:
    """How many a list holds (`found`), and of all that the viewer may see: open, and late."""

    found: int
    open: int
    late: int


def count_list(viewer: Viewer, wanted: Wanted) -> Counts:
    """The numbers over a list: in one pass where only states are asked for, else in two."""
    asked, by_state = _answering(wanted), Wanted(state=wanted.state, late=wanted.late)
    told = {
        "open": Count("id", filter=Q(state__in=OPEN)),
        "late": Count("id", filter=_late()),
    }
    rows = _visible(viewer).order_by()
    if wanted == by_state:
        return Counts(**rows.aggregate(**told, found=Count("id", filter=asked)))
    return Counts(found=rows.filter(asked).count(), **rows.filter(state__in=OPEN).aggregate(**told))


def list_for(kind: str, key: UUID, *, viewer: Viewer) -> models.QuerySet[Commitment]:
    """The commitments that belong to one object."""
    rows = list_commitments(viewer)
    return rows.filter(subject_kind=kind, subject_id=key)


@dataclass(frozen=True)
class Work:
    """What waits for a viewer on My work, the earliest due first, at most `MOST` of each.

    `brought`: late, and brought to the viewer; `done`: to verify or close; `mine`: of the viewer's
    own posts; `ours`: of the rest of their agencies.
    """

    brought: list[Commitment]
    done: list[Commitment]
    mine: list[Commitment]
    ours: list[Commitment]


def list_work(viewer: Viewer) -> Work:
    """Everything of My work in one query."""
    own = Commitment.objects.filter(state__in=OPEN, owner__agency__in=viewer.agencies)
    is_mine = Q(owner__in=viewer.post_ids)
    parts = [
        _list_brought(viewer),
        list_to_settle(viewer).select_related(None),
        own.filter(is_mine),
        own.exclude(is_mine),
    ]
    firsts = [part.order_by("due", "id").values("pk")[:MOST] for part in parts]
    ids = unite(Commitment.objects.order_by().filter(pk__in=first).values("pk") for first in firsts)
    rows = Commitment.objects.filter(pk__in=ids).select_related("owner__agency")
    found = sorted(rows, key=lambda row: (row.due, row.id))
    ours = [row for row in found if row.is_open and row.owner.agency_id in viewer.agencies]
    levels = _levels_of(viewer)
    return Work(
        [row for row in found if row.is_open and row.escalated_to in levels],
        [row for row in found if not row.is_open],
        [row for row in ours if row.owner_id in viewer.post_ids],
        [row for row in ours if row.owner_id not in viewer.post_ids],
    )


def _levels_of(viewer: Viewer) -> list[Level]:
    kept = {Role.MANAGER: Level.MANAGER, Role.CHAIR: Level.BOARD}
    return [level for role, level in kept.items() if viewer.has_role(role)]


def _list_brought(viewer: Viewer) -> models.QuerySet[Commitment]:
    rows = Commitment.objects.filter(state__in=OPEN, escalated_to__in=_levels_of(viewer))
    return rows if _levels_of(viewer) else rows.none()


@asked_together
def ask_tally(viewer: Viewer) -> Question:
    """How many the viewer may see in each state (`title`), and how many of them are late."""
    rows = _visible(viewer).order_by().values("state")
    return Question(
        rows.annotate(n=Count("id"), n_late=Count("id", filter=_late())),
        title="state", number="n", late="n_late",
    )  # fmt: skip


@asked_together
def ask_due(viewer: Viewer) -> Question:
    """How many are open for the viewer: of the own posts ("mine"), of the agencies ("ours")."""
    rows = Commitment.objects.filter(state__in=OPEN, owner__agency__in=viewer.agencies)
    is_mine = Q(owner__in=viewer.post_ids)
    whose = models.Case(models.When(is_mine, then=Value("mine")), default=Value("ours"))
    counted = rows.order_by().annotate(whose=whose).values("whose")
    return Question(
        counted.annotate(n=Count("id"), n_late=Count("id", filter=_late())),
        title="whose", number="n", late="n_late",
    )  # fmt: skip


def list_to_settle(viewer: Viewer) -> models.QuerySet[Commitment]:
    """What owners have done and this viewer may verify or close."""
    done = list_commitments(viewer).filter(state=State.DONE)
    verified = Q(kind=Kind.KEY_ACTION) | ~Q(funding="")
    ways = []
    if viewer.has_role(*WORKING_ROLES):
        ways.append(verified & ~Q(owner__agency__in=viewer.agencies))
    if viewer.has_role(Role.MANAGER):
        ways.append(~verified)
    return done.filter(reduce(or_, ways)).exclude(done_by=viewer.id) if ways else done.none()


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
    """The priorities that actions may name, by code, each with the post that leads it."""
    return PriorityLead.objects.select_related("post__agency")


def address_of(key: UUID) -> str:
    """The page of one commitment."""
    return reverse("commitments:show", kwargs={"key": key})


@subject_rows("commitments.commitment", title="what", address=address_of)
def find_commitments(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Commitment]:
    """Commitments as comments and notifications speak of them."""
    return _visible(viewer).filter(pk__in=keys)


def _visible(viewer: Viewer) -> models.QuerySet[Commitment]:
    rows = Commitment.objects.all()
    if viewer is SYSTEM or rules.sees_everything(viewer):
        return rows
    if not viewer.posts:
        return rows.none()
    if viewer.is_guest:
        return rows.filter(_of_guest(viewer))
    posts = list_posts(with_ended=True).filter(agency__in=viewer.agencies)
    partnered = Commitment.partners.through.objects.filter(agency__in=viewer.agencies)
    return rows.filter(
        Q(only_parties=False)
        | Q(owner__in=posts.order_by().values("pk"))
        | Q(pk__in=partnered.values("commitment"))
    )


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
