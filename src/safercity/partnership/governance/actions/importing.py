"""Bodies, lines and priorities as a strategy's content names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import get_language

from safercity.documents.strategy import Seat as ChairSeat
from safercity.documents.strategy import Strategy
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance import rules
from safercity.partnership.governance.actions.bodies import NewBody, add_body
from safercity.partnership.governance.actions.hanging import (
    NewLine,
    NewResponsibility,
    add_line,
    add_subject,
    share_subject,
)
from safercity.partnership.governance.models import (
    Body,
    How,
    Line,
    Responsibility,
    SubjectKind,
    Tier,
)
from safercity.partnership.people.queries import Post, list_posts


@dataclass
class Imported:
    """What an import did. `unknown`: chairs whose post or agency the partnership does not have."""

    made: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    lines: int = 0
    subjects: int = 0
    unknown: list[str] = field(default_factory=list)


@transaction.atomic
def import_bodies(strategy: Strategy, *, by: Viewer) -> Imported:
    """Enter every body, line and priority that a strategy names; a second time it changes nothing.

    A body is known by its code, or by its name; what people changed since is left as it is. A
    priority that somebody answers for already keeps who does. Errors: NotAllowed.
    """
    rules.change_bodies(by)
    result = Imported()
    before = Line.objects.count()
    posts = list(list_posts())
    bodies = {body.code: body for body in Body.objects.exclude(code=None)}
    for given in strategy.bodies:
        if given.id in bodies or _adopt(given.id, _say(given.title), bodies):
            result.known.append(bodies[given.id].name)
            continue
        chairs = dict(_find_chairs(strategy, given, posts=posts, result=result))
        bodies[given.id] = add_body(
            NewBody(
                _say(given.title),
                Tier(given.tier),
                _say(given.about),
                is_board=given.id == strategy.board
                and not Body.objects.filter(is_board=True).exists(),
                code=given.id,
                **chairs,
            ),
            by=by,
        )
        result.made.append(bodies[given.id].name)
    _import_lines(strategy, bodies, by=by)
    result.lines = Line.objects.count() - before
    result.subjects = _import_subjects(strategy, bodies, by=by)
    return result


def _adopt(code: str, name: str, bodies: dict[str | None, Body]) -> bool:
    """Whether a body made by hand has this name; it then gets the code."""
    body = Body.objects.filter(code=None, name__iexact=name).first()
    if body is None:
        return False
    Body.objects.filter(pk=body.pk).update(code=code)
    bodies[code] = body
    return True


def _find_chairs(
    strategy: Strategy, given, *, posts: list[Post], result: Imported
) -> Iterator[tuple[str, Post]]:
    for name in ("chair", "vice_chair"):
        seat: ChairSeat | None = getattr(given, name)
        if seat is None:
            continue
        title = _say(seat.post)
        agency = strategy.name(seat.organisation)
        found = [
            post
            for post in posts
            if post.title.casefold() == title.casefold() and agency == post.agency.name
        ]
        if found:
            yield name, found[0]
        else:
            result.unknown.append(f"{_say(given.title)}: {title}, {agency}")


def _import_lines(strategy: Strategy, bodies: dict[str | None, Body], *, by: Viewer) -> None:
    for given in strategy.bodies:
        for line in given.lines:
            new = NewLine(
                bodies[given.id],
                bodies[line.to],
                How(line.how),
                line.every or "",
                _say(line.about)[:300],
                line.inferred,
            )
            was = Line.objects.filter(body=new.body, to=new.to, how=new.how)
            if not was.exists():  # one that people ended stays ended
                add_line(new, by=by)


def _import_subjects(strategy: Strategy, bodies: dict[str | None, Body], *, by: Viewer) -> int:
    wanted = [
        (each.id, each.title, SubjectKind.STRATEGIC, strategy.board) for each in strategy.priorities
    ]
    wanted += [
        (each.id, each.title, SubjectKind.SUPPORTING, each.accountable)
        for each in strategy.supporting
    ]
    for code, title, kind, body in wanted:
        subject = add_subject(code, _say(title), kind=kind, by=by)
        if not Responsibility.objects.filter(subject=subject).exists():
            share_subject(NewResponsibility(subject, bodies[body]), by=by)
    return len(wanted)


def _say(words: dict[str, str] | None) -> str:
    words = words or {"en": ""}
    return words.get(get_language() or "en", words["en"])
