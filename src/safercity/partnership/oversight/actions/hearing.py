"""Who hears of an adoption: who asked and who links the bodies; and who is asked next."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_noop

from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.queries import Body, find_board, list_links, list_speakers
from safercity.partnership.notes.actions import Message, notify_posts, take_back
from safercity.partnership.oversight import rules
from safercity.partnership.oversight.models import Adopted, Adoption
from safercity.partnership.people.queries import holders_today, list_posts

ADOPTION = "oversight.adoption"
TOLD = "adoption"  # how Message.once of what was done begins
STOPPED = "adoption ends"  # and to a third body
TURN = "adoption asks"  # and of what is asked
WORDS = {
    Adopted.CONSIDERED: gettext_noop("The Board has considered an adoption"),
    Adopted.AGREED: gettext_noop("The accountable body has agreed to an adoption"),
    Adopted.ADOPTED: gettext_noop("A priority was adopted jointly"),
    Adopted.DECLINED: gettext_noop("An adoption was declined"),
    Adopted.WITHDRAWN: gettext_noop("An adoption was withdrawn"),
}


def tell_step(adoption: Adoption, *, by: Viewer) -> None:
    """Tell who asked and the link officers what became of it, and the next body that it is asked.

    Once it is over, who speaks for the two bodies hears it too.
    """
    take_back(ADOPTION, [adoption.pk], once=TURN)
    posts = _list_askers(adoption) | {adoption.link_officer_id}
    bodies = [body for body in (adoption.accountable, find_board()) if body]
    if adoption.accountable:
        links = list_links().filter(body=adoption.accountable)
        posts |= set(links.order_by().values_list("post", flat=True))
    if not adoption.is_under_way:
        posts |= {post.pk for body in bodies for post in list_speakers(body)}
    once = f"{TOLD} {adoption.pk} {adoption.state}"
    message = Message(WORDS[Adopted(adoption.state)], ADOPTION, adoption.pk, once=once)
    notify_posts({post for post in posts if post}, message, but=by.id)
    ask_next(adoption, by=by)


def tell_stopping(adoption: Adoption, bodies: Iterable[Body], *, by: Viewer) -> None:
    """Tell who speaks for the bodies that answer no more since it was adopted."""
    posts = {post.pk for body in bodies for post in list_speakers(body)}
    what = gettext_noop("Your body no longer answers for a priority")
    message = Message(what, ADOPTION, adoption.pk, once=f"{STOPPED} {adoption.pk}")
    notify_posts(posts, message, but=by.id)


def find_turn(adoption: Adoption) -> Body | None:
    """The body whose turn it is; None once it is over, or where no body is the Board."""
    board = find_board()
    return rules.find_asked(adoption, board) if board and adoption.is_under_way else None


def pass_turn(adoption: Adoption, *, was: Body | None, by: Viewer) -> None:
    """Ask who is asked since the terms changed; who was asked before waits no longer."""
    if find_turn(adoption) != was:
        take_back(ADOPTION, [adoption.pk], once=TURN)
    ask_next(adoption, by=by)


def ask_next(adoption: Adoption, *, by: Viewer) -> None:
    """Tell who speaks for the body whose turn it is; the same turn is told once."""
    asked = find_turn(adoption)
    if asked is None:
        return
    once = f"{TURN} {adoption.pk} {adoption.state} {asked.pk}"
    message = Message(gettext_noop("An adoption waits for a decision"), ADOPTION, adoption.pk, once)
    notify_posts([post.pk for post in list_speakers(asked)], message, but=by.id)


def _list_askers(adoption: Adoption) -> set[UUID]:
    """The post that asked; where that is not of the agency that asked, or nobody holds it, the
    agency's posts that may ask.
    """
    post = adoption.post
    if post and post.agency_id == adoption.asked_by_id and holders_today([post.pk]):
        return {post.pk}
    theirs = list_posts(agency=adoption.asked_by_id).filter(role__in=rules.ASKERS)
    return {each.pk for each in theirs} | ({post.pk} if post else set())
