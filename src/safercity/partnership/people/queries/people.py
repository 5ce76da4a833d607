"""Agencies, posts, and who holds them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.naming import names
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import HeldPost, Role, Viewer
from safercity.partnership.people.models import Agency, Holding, Post, Team, User


def _held_on(day: date) -> Q:
    return Q(from_day__lte=day) & (Q(until_day=None) | Q(until_day__gt=day))


def get_viewer(user: User, *, day: date | None = None) -> Viewer:
    """The person with the posts held on `day` (today). One query."""
    return get_viewers([user], day=day)[user.id]


def get_viewers(users: Iterable[User], *, day: date | None = None) -> dict[UUID, Viewer]:
    """Each person with the posts held on `day` (today), by id. One query for all."""
    people = {user.id: user for user in users}
    held = (
        Holding.objects.filter(_held_on(day or timezone.localdate()), user__in=people)
        .select_related("post__agency")
        .order_by("post__agency__name", "post__title")
    )
    posts: dict[UUID, list[HeldPost]] = {key: [] for key in people}
    for row in held:
        posts[row.user_id].append(_see_post(row))
    return {key: Viewer(key, user.name, tuple(posts[key])) for key, user in people.items()}


def fetch_user(key: UUID) -> User | None:
    """An account with `viewer`: the person with the posts held today. One query for both."""
    day = timezone.localdate()
    today = Q(holdings__from_day__lte=day) & (
        Q(holdings__until_day=None) | Q(holdings__until_day__gt=day)
    )
    rows = list(
        User.objects.filter(pk=key)
        .annotate(held=FilteredRelation("holdings", condition=today))
        .select_related("held__post__agency")  # type: ignore[misc]  # the relation above
        .order_by("held__post__agency__name", "held__post__title")
    )
    if not rows:
        return None
    user = rows[0]
    held = (getattr(row, "held", None) for row in rows)  # without a post the attribute is not set
    posts = tuple(_see_post(each) for each in held if each)
    user.viewer = Viewer(user.id, user.name, posts)
    return user


def _see_post(row: Holding) -> HeldPost:
    return HeldPost(
        row.post.id,
        row.post.title,
        Role(row.post.role),
        row.post.agency_id,
        row.post.agency.name,
        tuple(row.post.agency.layers),
        row.post.agency.is_guest,
    )


def stand_for(agency: Agency) -> Viewer:
    """A viewer without a name who sees what the agency sees: for what is prepared beforehand."""
    post = HeldPost(
        agency.id, "", Role.OFFICER, agency.id, agency.name, layers=tuple(agency.layers)
    )
    return Viewer(None, "", (post,))


def list_agencies_for(viewer: Viewer) -> models.QuerySet[Agency]:
    """What this person may know of: a guest's list is their own agency."""
    agencies = list_agencies(with_ended=True)
    return agencies.filter(id__in=viewer.agencies) if viewer.is_guest else agencies


def list_agencies(*, with_ended: bool = False) -> models.QuerySet[Agency]:
    """Agencies by name."""
    agencies = Agency.objects.all()
    return agencies if with_ended else agencies.filter(ended_on=None)


def get_agency(key: UUID) -> Agency:
    """One agency. Errors: NotVisible."""
    return _get(Agency.objects.all(), key)


def list_posts(*, agency: UUID | None = None, with_ended: bool = False) -> models.QuerySet[Post]:
    """Posts with their agency, by agency and title."""
    posts = Post.objects.select_related("agency", "team")
    if agency:
        posts = posts.filter(agency=agency)
    return posts if with_ended else posts.filter(ended_on=None)


def get_post(key: UUID) -> Post:
    """One post. Errors: NotVisible."""
    return _get(Post.objects.select_related("agency", "team"), key)


def get_team(key: UUID) -> Team:
    """One team with its agency. Errors: NotVisible."""
    return _get(Team.objects.select_related("agency"), key)


def find_team(agency: Agency, name: str) -> Team | None:
    """The agency's team of this name, however it is capitalised."""
    return Team.objects.filter(agency=agency, name__iexact=name).first()


def count_posts() -> dict[UUID, tuple[int, int]]:
    """For each agency: (posts in use, how many of them nobody holds today). Two queries."""
    held = Holding.objects.filter(_held_on(timezone.localdate()), user__is_active=True)
    rows = Post.objects.filter(ended_on=None).values("agency")
    rows = rows.annotate(all=Count("id"), held=Count("id", filter=Q(id__in=held.values("post"))))
    return {row["agency"]: (row["all"], row["all"] - row["held"]) for row in rows}


def list_holdings(*, post: UUID | None = None, user: UUID | None = None) -> list[Holding]:
    """Who held a post, or which posts a person held: the newest first."""
    rows = Holding.objects.select_related("post__agency", "user").order_by("-from_day", "-id")
    if post:
        rows = rows.filter(post=post)
    return list(rows.filter(user=user) if user else rows)


def get_holding(key: UUID) -> Holding:
    """One holding with its post and person. Errors: NotVisible."""
    return _get(Holding.objects.select_related("post__agency", "user"), key)


def holders_today(posts: Iterable[UUID]) -> dict[UUID, list[User]]:
    """Who holds each post today; a vacant one has no entry."""
    found: dict[UUID, list[User]] = {}
    for row in _list_held_today(posts).select_related("user"):
        found.setdefault(row.post_id, []).append(row.user)
    return found


def name_holders_today(posts: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The names of who holds each post today: what a list shows, without the accounts."""
    found: dict[UUID, list[str]] = {}
    for post, name in _list_held_today(posts).values_list("post", "user__name"):
        found.setdefault(post, []).append(name)
    return found


def _list_held_today(posts: Iterable[UUID]) -> models.QuerySet[Holding]:
    held = Holding.objects.filter(_held_on(timezone.localdate()), post__in=list(posts))
    return held.filter(user__is_active=True)


def count_holders(agencies: Iterable[UUID]) -> dict[UUID, int]:
    """How many accounts hold a post of each agency today; an agency without any has no entry."""
    held = Holding.objects.filter(_held_on(timezone.localdate()), user__is_active=True)
    rows = held.filter(post__agency__in=set(agencies)).order_by().values("post__agency")
    counted = rows.annotate(accounts=Count("user", distinct=True))
    return {row["post__agency"]: row["accounts"] for row in counted}


def is_held(post: str = "pk") -> Exists:
    """Whether someone in use holds a post today, as a column of another query: no query of its own.

    `post`: that query's field with the post's id.
    """
    held = Holding.objects.filter(_held_on(timezone.localdate()), post=OuterRef(post))
    return Exists(held.filter(user__is_active=True))


def list_agency_names() -> list[str]:
    """The names of all agencies, those that left too."""
    return list(Agency.objects.values_list("name", flat=True))


def name_posts(ids: Iterable[UUID]) -> dict[UUID, str]:
    """ "Title, agency" of each post: for pages that list many owners with one query."""
    return {post.id: str(post) for post in list_posts(with_ended=True).filter(id__in=set(ids))}


@names("people.agency")
def name_agencies(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each agency."""
    return dict(Agency.objects.filter(id__in=set(ids)).values_list("id", "name"))


@names("people.user")
def name_users(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each person who has an account and is not forgotten."""
    rows = User.objects.filter(id__in=set(ids), forgotten_on=None)
    return dict(rows.values_list("id", "name"))


def _get(rows: models.QuerySet, key: UUID):
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    return found
