"""Bodies that come in, are changed and end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safercity.documents.strategy import Seat as ChairSeat
from safercity.documents.strategy import Strategy
from safercity.partnership.common.following import Effect, Published, What
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.actions.bodies import (
    NewBody,
    add_body,
    change_body,
    name_body,
)
from safercity.partnership.governance.actions.lasting import day_after, end_row
from safercity.partnership.governance.models import Body, Tier
from safercity.partnership.governance.queries.rows import list_every_body, list_standing
from safercity.partnership.people.queries import Post, list_posts

CHAIRS = ("chair", "vice_chair")
Posts = Callable[[], list[Post]]  # read when a body is entered that has a chair


def group_of_bodies() -> str:
    """The heading over all that concerns bodies."""
    return _("Bodies and their lines")


def say(words: dict[str, str] | None) -> str:
    """What is kept of words in several languages: rows have one, so it hangs on no reader."""
    return words["en"] if words else ""


def plan_bodies(published: Published) -> Iterator[Effect]:
    """New bodies, names and tiers that changed, and which is the partnership's own Board."""
    bodies = list_every_body()
    known = {body.code: body for body in bodies if body.code is not None}
    by_hand = {body.name.casefold(): body for body in bodies if body.code is None}
    posts = cache(lambda: list(list_posts()))
    former = {each.id: each for each in published.former.bodies} if published.former else {}
    for given in published.strategy.bodies:
        row, name = known.get(given.id), say(given.title)
        if row is None and (made := by_hand.get(name.casefold())):
            words = _("%s, made by hand, is the body of that name in the strategy.") % made
            act = partial(name_body, made, given.id)
            yield Effect(group_of_bodies(), What.CHANGED, words, act)
        elif row is None:
            yield from _enter(published, given, posts=posts)
        else:
            yield from _change(published, row, given=given, former=former.get(given.id))
    yield from _move_board(published, known)


def _enter(published: Published, given: Any, *, posts: Posts) -> Iterator[Effect]:
    strategy, name = published.strategy, say(given.title)
    chairs: dict[str, Any] = {}
    for role in CHAIRS:
        seat: ChairSeat | None = getattr(given, role)
        if seat is None:
            continue
        if post := _find_post(seat, strategy, posts=posts):
            chairs[role] = post
        else:
            told = {
                "body": name,
                "post": say(seat.post),
                "agency": strategy.name(seat.organisation),
            }
            yield Effect(group_of_bodies(), What.LOOK, _tell_lacking(role) % told)
    tier = Tier(given.tier)
    new = NewBody(
        name,
        tier,
        say(given.about),
        is_board=given.id == strategy.board and not Body.objects.filter(is_board=True).exists(),
        from_day=published.since,
        code=given.id,
        **chairs,
    )
    words = _("%(body)s (%(tier)s) is entered.") % {"body": name, "tier": str(tier.label).lower()}
    yield Effect(group_of_bodies(), What.NEW, words, partial(add_body, new))


def _tell_lacking(role: str) -> str:
    if role == "chair":
        return _("%(body)s is without a chair: there is no post “%(post)s” of %(agency)s here.")
    return _("%(body)s is without a vice-chair: there is no post “%(post)s” of %(agency)s here.")


def _find_post(seat: ChairSeat, strategy: Strategy, *, posts: Posts) -> Post | None:
    title, agency = say(seat.post).casefold(), strategy.name(seat.organisation)
    return next(
        (p for p in posts() if p.title.casefold() == title and p.agency.name == agency), None
    )


def _change(published: Published, row: Body, *, given: Any, former: Any) -> Iterator[Effect]:
    """What the strategy says otherwise than the one before; or that the body is in it again."""
    changes: dict[str, Any] = {}
    words: list[str] = []
    if former is None and published.former and row.until_day:
        changes["until_day"] = None
        words.append(_("%s is in the strategy again.") % row)
    told, was = _fields(given), _fields(former) if former else _fields(given)
    for name, value in told.items():
        if value != was[name] and value != getattr(row, name):
            changes[name] = value
            words.append(_tell(row, name, value=value))
    if changes:
        act = partial(_write, row.pk, changes=changes)
        yield Effect(group_of_bodies(), What.CHANGED, " ".join(words), act)


def _fields(given: Any) -> dict[str, str]:
    return {"name": say(given.title), "tier": given.tier, "about": say(given.about)}


def _tell(row: Body, name: str, *, value: str) -> str:
    if name == "name":
        return _("%(old)s is now called %(new)s.") % {"old": row, "new": value}
    if name == "tier":
        tier = str(Tier(value).label).lower()
        return _("%(body)s is now of the tier “%(tier)s”.") % {"body": row, "tier": tier}
    return _("What %s is for is worded anew.") % row


def _write(key: Any, *, changes: dict[str, Any], by: Viewer) -> None:
    row = Body.objects.get(pk=key)
    change_body(row, changes, version=row.version, by=by)


def _move_board(published: Published, known: dict[str, Body]) -> Iterator[Effect]:
    strategy, former = published.strategy, published.former
    board = known.get(strategy.board)
    moves = former is not None and former.board != strategy.board
    made = Body.objects.filter(
        code=None, name__iexact=strategy.name(strategy.board), is_board=False
    )
    lacks = board is None and made.exists() and not Body.objects.filter(is_board=True).exists()
    if lacks or (moves and not (board and board.is_board)):
        words = _("%s is the partnership's own Board from now on.") % strategy.name(strategy.board)
        act = partial(_mark_board, strategy.board)
        yield Effect(group_of_bodies(), What.CHANGED, words, act)


@transaction.atomic
def _mark_board(code: str, *, by: Viewer) -> None:
    for old in Body.objects.filter(is_board=True).exclude(code=code):
        change_body(old, {"is_board": False}, version=old.version, by=by)
    board = Body.objects.get(code=code)
    change_body(board, {"is_board": True}, version=board.version, by=by)


def plan_ends(published: Published) -> Iterator[Effect]:
    """Bodies that are in the strategy no more: they end on the day, and what hangs from them."""
    if published.former is None:
        return
    kept = {given.id for given in published.strategy.bodies}
    gone = [given.id for given in published.former.bodies if given.id not in kept]
    for body in Body.objects.filter(code__in=gone, until_day=None):
        words = _("%s ends, with its seats, lines and link officers.") % body
        act = partial(_end, body.pk, published=published)
        yield Effect(group_of_bodies(), What.ENDED, words, act)


@transaction.atomic
def _end(key: Any, *, published: Published, by: Viewer) -> None:
    body = Body.objects.get(pk=key)
    for row in list_standing(body, beyond=published.day):
        end_row(row, day_after(row, published.day), by=by)
    change_body(body, {"until_day": day_after(body, published.day)}, version=body.version, by=by)
