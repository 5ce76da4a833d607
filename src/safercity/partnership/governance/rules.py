"""Who may see and change bodies, and record what they decided."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.in_words import write_date
from safercity.partnership.common.rules import (
    NotAllowed,
    NotYet,
    require_role,
    rule,
    see_beyond_own,
)
from safercity.partnership.common.viewers import SYSTEM, Role, Viewer
from safercity.partnership.governance.models import Body, Link, Seat, holding_on
from safercity.partnership.governance.queries.rows import list_speakers
from safercity.partnership.people.queries import Post

__all__ = [
    "be_link_officer",
    "change_bodies",
    "hand_over",
    "hang_on",
    "list_lacking",
    "record_decision",
    "see_bodies",
    "sit_on_both",
    "speak_for",
]

see_bodies = see_beyond_own


@rule
def change_bodies(viewer: Viewer) -> None:
    """The community safety manager keeps bodies, seats, terms, lines and link officers."""
    if viewer is not SYSTEM:
        require_role(viewer, Role.MANAGER, to=_("change bodies, seats and lines"))


@rule
def hang_on(viewer: Viewer, bodies: Collection[Body], *, day: date | None = None) -> None:
    """Who may change bodies, on those that have not ended by that day (today).

    Errors: NotAllowed, NotYet.
    """
    change_bodies(viewer)
    ended = day or timezone.localdate()
    for body in bodies:
        if body.until_day and body.until_day <= ended:
            _refuse_after_end(body, advice=_("Add it to its successor."))


@rule
def hand_over(viewer: Viewer, body: Body) -> None:
    """Who may change bodies, for one that has a day on which it ends. Errors: NotYet without."""
    change_bodies(viewer)
    if body.until_day is None:
        raise NotYet(
            _("%s has no day on which it ends.") % body, advice=_("Change the body: give the day.")
        )


@rule
def record_decision(viewer: Viewer, body: Body | None = None) -> None:
    """The manager, for every body; who holds the post of its chair or vice-chair, for theirs.

    Without a body: whoever may for some body, so that the page opens. Errors: NotYet for a body
    that has ended.
    """
    if viewer is not SYSTEM and not viewer.has_role(Role.MANAGER):
        chairs = {body.chair_id, body.vice_chair_id} if body else set(_list_chairs())
        if not viewer.post_ids & chairs:
            raise NotAllowed(
                _("Your posts do not let you record a decision of this body.")
                if body
                else _("Your posts do not let you record decisions."),
                advice=_("Ask its chair, its vice-chair or the community safety manager."),
            )
    if body:
        _refuse_ended(body)


@rule
def speak_for(viewer: Viewer, body: Body, *, to: Body) -> None:
    """Who may record the body's decisions; and its link officer to the Board, who names one.

    Errors: NotAllowed; NotYet for a body that has ended.
    """
    try:
        record_decision(viewer, body)
    except NotAllowed:
        if body == to:
            raise
        mine = (post for post in list_speakers(body) if post.pk in viewer.post_ids)
        if all(list_lacking(post, (body, to)) for post in mine):
            raise
        _refuse_ended(body)


def _refuse_ended(body: Body) -> None:
    if body.has_ended:
        _refuse_after_end(body, advice=_("Record the decision with its successor."))


def _refuse_after_end(body: Body, *, advice: str) -> None:
    assert body.until_day is not None
    said = _("%(body)s ended on %(day)s.") if body.has_ended else _("%(body)s ends on %(day)s.")
    raise NotYet(said % {"body": body, "day": write_date(body.until_day)}, advice=advice)


def _list_chairs() -> list:
    posts = Body.objects.values_list("chair", "vice_chair")
    return [post for pair in posts for post in pair if post]


@rule
def sit_on_both(
    viewer: Viewer, post: Post, *, bodies: tuple[Body, Body], day: date | None = None
) -> None:
    """A link officer's post must have a seat on both bodies on that day (today).

    Errors: NotYet, what lacks.
    """
    lacking = list_lacking(post, bodies, day=day)
    if lacking:
        raise NotYet(
            _("%(post)s does not sit on both: no seat on %(bodies)s.")
            % {"post": post, "bodies": ", ".join(str(body) for body in lacking)},
            advice=_("Give the post its seat first, or choose a post that sits on both."),
        )


@once_a_page
def list_lacking(post: Post, bodies: tuple[Body, Body], *, day: date | None = None) -> list[Body]:
    """The bodies of the two on which the post has no seat on that day (today)."""
    holding = holding_on(day or timezone.localdate())
    seats = Seat.objects.filter(holding, post=post, body__in=bodies)
    taken = set(seats.values_list("body", flat=True))
    return [body for body in bodies if body.pk not in taken]


@rule
def be_link_officer(viewer: Viewer, body: Body, *, to: Body) -> None:
    """Whoever holds a link officer's post between the two that sits on both today.

    Errors: NotAllowed; NotYet where none of theirs does.
    """
    mine = [post for post in _list_linking(body, to) if post.pk in viewer.post_ids]
    if not mine:
        raise NotAllowed(
            _("Only the link officer between %(body)s and %(to)s may do this.")
            % {"body": body, "to": to},
            advice=_("Ask the community safety manager who that is."),
        )
    if all(list_lacking(post, (body, to)) for post in mine):
        sit_on_both(viewer, mine[0], bodies=(body, to))


@once_a_page
def _list_linking(body: Body, to: Body) -> list[Post]:
    links = Link.objects.filter(holding_on(timezone.localdate()), body=body, to=to)
    return [link.post for link in links.select_related("post__agency")]
