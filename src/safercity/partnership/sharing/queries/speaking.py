"""Who gives an agency's word: on a text, on a request to join, on leaving and ending."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.viewers import WORKING_ROLES, HeldPost, Role, Viewer
from safercity.partnership.people.queries import is_held, list_posts

HEADS = (Role.MANAGER, Role.ADMINISTRATOR)


def list_spoken_for(viewer: Viewer) -> set[UUID]:
    """The agencies whose word this viewer gives: as manager or administrator of one, or with a
    working post in one where nobody is either today."""
    heading, working = _sort_agencies(viewer)
    return heading | (working - _list_headed(frozenset(working)))


def are_spoken_for(viewer: Viewer) -> Q:
    """`list_spoken_for` as a condition on rows that name an `agency`."""
    heading, working = _sort_agencies(viewer)
    heads = list_posts().filter(is_held(), role__in=HEADS, agency=OuterRef("agency"))
    return Q(agency__in=heading) | Q(~Exists(heads), agency__in=working)


def pick_post(viewer: Viewer, agency: UUID) -> HeldPost:
    """The post by which a viewer speaks for an agency."""
    own = [post for post in viewer.posts if post.agency == agency]
    return min(own, key=lambda one: (one.role not in HEADS, one.role not in WORKING_ROLES))


def list_speaking_posts(agencies: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The posts whose holders today give each agency's word. One query."""
    heads: dict[UUID, list[UUID]] = {}
    others: dict[UUID, list[UUID]] = {}
    rows = list_posts().filter(is_held(), agency__in=agencies, role__in=(*HEADS, *WORKING_ROLES))
    for agency, post, role in rows.values_list("agency", "pk", "role"):
        (heads if role in HEADS else others).setdefault(agency, []).append(post)
    return others | heads


def _sort_agencies(viewer: Viewer) -> tuple[set[UUID], set[UUID]]:
    heading = {post.agency for post in viewer.posts if post.role in HEADS}
    working = {post.agency for post in viewer.posts if post.role in WORKING_ROLES}
    return heading, working - heading


@once_a_page
def _list_headed(agencies: frozenset[UUID]) -> set[UUID]:
    """Those where someone holds a manager's or an administrator's post today."""
    if not agencies:
        return set()
    held = list_posts().filter(is_held(), role__in=HEADS, agency__in=agencies)
    return set(held.values_list("agency", flat=True))
