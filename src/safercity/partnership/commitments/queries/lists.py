"""Reading commitments: only what the viewer may see, in lists, counts and one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.commitments import rules
from safercity.partnership.commitments.models import (
    OPEN,
    Commitment,
    Dependency,
    PriorityLead,
    Update,
)
from safercity.partnership.commitments.queries.places import ask_known, ask_place
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.subjects import subject_rows
from safercity.partnership.common.together import unite
from safercity.partnership.common.viewers import SYSTEM, Role, Viewer
from safercity.partnership.people.queries import is_held, list_posts

AT_ONCE = 5_000  # actions whose partners are fetched in one statement: SQLite has a limit


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; an empty field asks nothing.

    `agency`: owner's agency or partner. `state`: a state, or "open". `late`: only what is late.
    `place`: a place's lasting identity, or words of it; `funding`: words of the funding line.
    """

    agency: UUID | None = None
    owner: UUID | None = None
    state: str = ""
    kind: str = ""
    priority: str = ""
    place: str = ""
    funding: str = ""
    late: bool = False
    words: str = ""


def list_commitments(viewer: Viewer, wanted: Wanted | None = None) -> models.QuerySet[Commitment]:
    """Those that answer `wanted`, with owner and agency, the earliest due first."""
    rows = visible(viewer).select_related("owner__agency")
    return rows.filter(_answering(wanted or Wanted(), viewer))


def list_for_file(viewer: Viewer, wanted: Wanted) -> list[Commitment]:
    """Those of list_commitments with partners, who verified, and what was said last of each:
    `told_at` and `told`.
    """
    said = Update.objects.filter(commitment=OuterRef("pk"))
    rows = list_commitments(viewer, wanted).select_related("owner__agency", "verified_by")
    rows = rows.annotate(
        told_at=Subquery(said.values("at")[:1]), told=Subquery(said.values("text")[:1])
    )
    return list(rows.prefetch_related("partners").iterator(chunk_size=AT_ONCE))


def list_ids(viewer: Viewer, wanted: Wanted | None = None) -> models.QuerySet[Commitment, UUID]:
    """The ids of list_commitments, from an index alone: a page fetches only its own rows."""
    rows = visible(viewer).filter(_answering(wanted or Wanted(), viewer))
    return rows.values_list("pk", flat=True)


def fetch_rows(ids: Iterable[UUID]) -> list[Commitment]:
    """The rows of a part of list_ids, with owner and agency: one query with the part inside.

    They are sorted here, for the reason of list_under.
    """
    rows = Commitment.objects.order_by().filter(pk__in=ids)
    return sorted(_named(rows.select_related("owner__agency")), key=lambda row: (row.due, row.id))


def _named(rows: models.QuerySet[Commitment]) -> models.QuerySet[Commitment]:
    """With `named`: what the priority was called when it was published or its lead was set."""
    leads = PriorityLead.objects.filter(priority=OuterRef("priority"))
    return rows.annotate(named=Subquery(leads.values("title")[:1]))


@dataclass(frozen=True)
class Counts:
    """How many a list holds (`found`), and of all that the viewer may see: open, and late."""

    found: int
    open: int
    late: int


def count_list(viewer: Viewer, wanted: Wanted) -> Counts:
    """The numbers over a list: in one pass where only states are asked for, else in one statement
    of two.
    """
    asked = _answering(wanted, viewer)
    rows = visible(viewer).order_by()
    if wanted == Wanted(state=wanted.state, late=wanted.late):
        told = {
            "open": Count("id", filter=Q(state__in=OPEN)),
            "late": Count("id", filter=late()),
        }
        return Counts(**rows.aggregate(**told, found=Count("id", filter=asked)))
    is_late = Case(When(late(), then=Value("late")), default=Value("open"))
    parts = [
        part.annotate(of=of).values("of").annotate(n=Count("*")).values_list("of", "n")
        for part, of in (
            (rows.filter(asked), Value("found")),
            (rows.filter(state__in=OPEN), is_late),
        )
    ]
    counts = dict(unite(parts) or ())
    n_late = counts.get("late", 0)
    return Counts(counts.get("found", 0), counts.get("open", 0) + n_late, n_late)


def list_for(kind: str, key: UUID, *, viewer: Viewer) -> models.QuerySet[Commitment]:
    """The commitments that belong to one object."""
    rows = list_commitments(viewer)
    return rows.filter(subject_kind=kind, subject_id=key)


def list_at(place: str, *, viewer: Viewer, most: int) -> list[Commitment]:
    """The first actions at a place of the list, by its identity: the open ones, then the others."""
    closed = Case(When(state__in=OPEN, then=Value(0)), default=Value(1))
    # Ids first: joined to posts at once, SQLite walks through every post's actions.
    ids = visible(viewer).filter(known_place=place).order_by(closed, "due", "id")
    rows = fetch_rows(list(ids.values_list("pk", flat=True)[:most]))
    return sorted(rows, key=lambda row: row.state not in OPEN)


def list_under(kind: str, *, viewer: Viewer, wanted: Wanted | None = None) -> list[Commitment]:
    """The commitments of all objects of a kind, the earliest due first.

    They are sorted here: asked for an order, SQLite walks through every commitment by its day.
    """
    rows = list_commitments(viewer, wanted).filter(subject_kind=kind).order_by()
    return sorted(rows, key=lambda row: (row.due, row.id))


def sees_all_under(kind: str, *, viewer: Viewer) -> bool:
    """Whether the viewer sees every commitment of the objects of a kind: where not, that none is
    shown does not say that there is none."""
    if rules.sees_everything(viewer):
        return True
    return not viewer.is_guest and not hidden(viewer).filter(subject_kind=kind).exists()


def get_commitment(key: UUID, *, viewer: Viewer) -> Commitment:
    """One commitment, with owner, agency, partners, `has_open_needs`: whether something that comes
    first is open, and `has_manager`: whether someone holds a manager's post. Errors: NotVisible.
    """
    return _get(key, list(_with_needs().filter(pk=key)), viewer=viewer)


def get_with_around(
    key: UUID, *, viewer: Viewer
) -> tuple[Commitment, list[Commitment], list[Commitment]]:
    """One commitment as get_commitment, what has to be done before it, and what waits for it, as
    far as the viewer may know of them: all in one query."""
    itself = Commitment.objects.order_by().filter(pk=key).values("pk")
    around = itself.union(
        Dependency.objects.filter(commitment=key).values("needs"),
        Dependency.objects.filter(needs=key).values("commitment"),
        all=True,
    )
    comes_first = Dependency.objects.filter(commitment=key, needs=OuterRef("pk"))
    rows = _with_needs().annotate(comes_first=models.Exists(comes_first)).order_by()
    found = sorted(rows.filter(pk__in=around), key=lambda row: (row.due, row.id))
    one = _get(key, found, viewer=viewer)
    seen = [row for row in found if row is not one and _is_seen(row, viewer)]
    return one, [r for r in seen if r.comes_first], [r for r in seen if not r.comes_first]


def _with_needs() -> models.QuerySet[Commitment]:
    rows = _named(Commitment.objects.select_related("owner__agency", "verified_by"))
    first = Dependency.objects.filter(commitment=OuterRef("pk"), needs__state__in=OPEN)
    managers = list_posts().filter(is_held(), role=Role.MANAGER).order_by()
    rows = rows.annotate(has_manager=models.Exists(managers))
    return rows.annotate(has_open_needs=models.Exists(first)).prefetch_related("partners")


def _get(key: UUID, rows: Iterable[Commitment], *, viewer: Viewer) -> Commitment:
    found = next((row for row in rows if row.pk == key), None)
    if found is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    if viewer is not SYSTEM:
        rules.see_commitment(viewer, found)
    return found


def _is_seen(row: Commitment, viewer: Viewer) -> bool:
    return viewer is SYSTEM or rules.see_commitment.allowed(viewer, row)


def list_updates(commitment: Commitment, *, limit: int = 50) -> list[Update]:
    """What was said about how it goes, the newest first."""
    return list(commitment.updates.select_related("post__agency")[:limit])


def list_leads() -> models.QuerySet[PriorityLead]:
    """The priorities that actions may name, by code, each with the post that leads it."""
    return PriorityLead.objects.select_related("post__agency")


def list_funding(viewer: Viewer) -> list[str]:
    """The funding lines of the actions that the viewer may see, in the order of the alphabet."""
    rows = visible(viewer).exclude(funding="").order_by("funding")
    return list(rows.values_list("funding", flat=True).distinct())


def address_of(key: UUID) -> str:
    """The page of one commitment."""
    return reverse("commitments:show", kwargs={"key": key})


@subject_rows("commitments.commitment", title="what", address=address_of)
def find_commitments(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Commitment]:
    """Commitments as comments and notifications speak of them."""
    return visible(viewer).filter(pk__in=keys)


def visible(viewer: Viewer) -> models.QuerySet[Commitment]:
    rows = Commitment.objects.all()
    if viewer is SYSTEM or rules.sees_everything(viewer):
        return rows
    if not viewer.posts:
        return rows.none()
    if viewer.is_guest:
        return rows.filter(_of_guest(viewer))
    return rows.filter(Q(only_parties=False) | _of_parties(viewer))


def hidden(viewer: Viewer) -> models.QuerySet[Commitment]:
    """All that `visible` leaves out for whoever holds a post and is no guest: few of all."""
    return Commitment.objects.filter(only_parties=True).exclude(_of_parties(viewer))


def _of_parties(viewer: Viewer) -> Q:
    partnered = Commitment.partners.through.objects.filter(agency__in=viewer.agencies)
    return Q(owner__in=own_posts(viewer)) | Q(pk__in=partnered.values("commitment"))


def own_posts(viewer: Viewer) -> models.QuerySet:
    """The posts of the viewer's agencies: their own query, so that the index alone is read."""
    posts = list_posts(with_ended=True).filter(agency__in=viewer.agencies)
    return posts.order_by().values("pk")


def _of_guest(viewer: Viewer) -> Q:
    partnered = Commitment.partners.through.objects.filter(agency__in=viewer.agencies)
    return Q(owner__agency__in=viewer.agencies) | Q(pk__in=partnered.values("commitment"))


def late() -> Q:
    return Q(state__in=OPEN, due__lt=timezone.localdate())


def _answering(wanted: Wanted, viewer: Viewer) -> Q:
    asked = Q()
    for name in ("owner", "kind", "priority"):
        if value := getattr(wanted, name):
            asked &= Q(**{name: value})
    if wanted.place:
        asked &= ask_place(wanted.place, viewer=viewer)
    if wanted.funding:
        asked &= Q(funding__icontains=wanted.funding)
    if wanted.agency:
        partnered = Commitment.partners.through.objects.filter(agency=wanted.agency)
        asked &= Q(owner__agency=wanted.agency) | Q(pk__in=partnered.values("commitment"))
    if wanted.state:
        asked &= Q(state__in=OPEN) if wanted.state == "open" else Q(state=wanted.state)
    if wanted.late:
        asked &= late()
    known = ask_known(viewer) if wanted.words.split() else Q()
    for word in wanted.words.split():
        asked &= Q(what__icontains=word) | (Q(place__icontains=word) & known)
    return asked
