"""Priorities as what somebody answers for: new ones, other titles, other bodies, the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from safercity.documents.strategy import Strategy
from safercity.partnership.common.following import Effect, Published, What
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.actions.hanging import (
    NewResponsibility,
    add_subject,
    end_subject,
    share_subject,
)
from safercity.partnership.governance.actions.lasting import day_after, end_row
from safercity.partnership.governance.following.bodies import say
from safercity.partnership.governance.models import (
    Body,
    Responsibility,
    Share,
    Subject,
    SubjectKind,
)


@dataclass(frozen=True)
class Wanted:
    """A priority as the strategy has it. `bodies`: code of the body and how it answers."""

    code: str
    title: str
    kind: SubjectKind
    bodies: dict[str, Share]

    @property
    def name(self) -> str:
        return f"{self.code} {self.title}"


def plan_subjects(published: Published) -> Iterator[Effect]:
    """Priorities that come, are called otherwise, are answered for by another body, and go."""
    former = _list_wanted(published.former) if published.former else {}
    wanted = _list_wanted(published.strategy)
    known = {each.code: each for each in Subject.objects.all()}
    held: dict[str, dict[str | None, Responsibility]] = {}
    rows = list(Responsibility.objects.select_related("body", "subject"))
    for row in rows:
        if row.until_day is None:
            held.setdefault(row.subject.code, {})[row.body.code] = row
    ever = {row.subject.code for row in rows}
    for code, one in wanted.items():
        subject = known.get(code)
        if subject is None:
            told = {"priority": one.name, "bodies": _name(published.strategy, one.bodies)}
            words = _("New priority: %(priority)s. It is answered for by: %(bodies)s.") % told
            yield _effect(What.NEW, words, act=partial(_enter, one, published=published))
            continue
        if (subject.title, subject.kind) != (one.title, one.kind) or subject.ended_on:
            words = (
                _("%s is in the strategy again.") % one.name
                if subject.ended_on
                else _("%(old)s is now called %(new)s.") % {"old": subject, "new": one.title}
            )
            yield _effect(What.CHANGED, words, act=partial(_rename, one))
        before = former.get(code)
        says_anew = before.bodies != one.bodies if before else published.former is not None
        if code in ever and not (says_anew and (before or code not in held)):
            continue  # people may have settled it otherwise
        yield from _move(published, one, held=held.get(code, {}), before=before)
    for code in (code for code in former if code not in wanted):
        if code in known and known[code].ended_on is None:
            words = _("%s is a priority no longer; nobody answers for it.") % former[code].name
            act = partial(end_subject, known[code], published.day)
            yield _effect(What.ENDED, words, act=act)


def _effect(what: What, words: str, *, act: Callable[..., object]) -> Effect:
    return Effect(_("Priorities and who answers for them"), what, words, act)


def _list_wanted(strategy: Strategy) -> dict[str, Wanted]:
    board = strategy.board
    strategic = [
        Wanted(each.id, say(each.title), SubjectKind.STRATEGIC, {board: Share.ACCOUNTABLE})
        for each in strategy.priorities
    ]
    supporting = [
        Wanted(
            each.id,
            say(each.title),
            SubjectKind.SUPPORTING,
            {each.accountable: Share.JOINT, board: Share.JOINT}
            if each.joint
            else {each.accountable: Share.ACCOUNTABLE},
        )
        for each in strategy.supporting
    ]
    return {one.code: one for one in (*strategic, *supporting)}


def _name(strategy: Strategy, bodies: dict[str, Share]) -> str:
    return "; ".join(
        _("%s, jointly") % strategy.name(code) if share == Share.JOINT else strategy.name(code)
        for code, share in bodies.items()
    )


def _move(
    published: Published,
    one: Wanted,
    *,
    held: dict[str | None, Responsibility],
    before: Wanted | None,
) -> Iterator[Effect]:
    """Who answers now, where that differs from who did by the strategy before."""
    come = {c: s for c, s in one.bodies.items() if c not in held or held[c].share != s}
    gone = [held[c] for c in (before.bodies if before else ()) if c in held and c not in one.bodies]
    if come or gone:
        told = {"priority": one.name, "bodies": _name(published.strategy, one.bodies)}
        words = _("%(priority)s is now answered for by: %(bodies)s.") % told
        act = partial(_hand_over, one, published=published, gone=gone)
        yield _effect(What.CHANGED, words, act=act)


@transaction.atomic
def _enter(one: Wanted, *, published: Published, by: Viewer) -> None:
    subject = add_subject(one.code, one.title, kind=one.kind, since=published.since, by=by)
    _share(subject, one, published=published, by=by)


def _rename(one: Wanted, *, by: Viewer) -> None:
    add_subject(one.code, one.title, kind=one.kind, by=by)


@transaction.atomic
def _hand_over(
    one: Wanted, *, published: Published, gone: list[Responsibility], by: Viewer
) -> None:
    for row in gone:
        end_row(row, day_after(row, published.day), by=by)
    _share(Subject.objects.get(code=one.code), one, published=published, by=by)


def _share(subject: Subject, one: Wanted, *, published: Published, by: Viewer) -> None:
    bodies = {body.code: body for body in Body.objects.filter(code__in=one.bodies)}
    for code, share in one.bodies.items():
        new = NewResponsibility(subject, bodies[code], share, from_day=published.since)
        share_subject(new, by=by)
