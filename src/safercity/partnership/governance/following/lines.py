"""Lines that begin, run otherwise and end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safercity.documents.strategy import Strategy
from safercity.partnership.common.following import Effect, Published, What
from safercity.partnership.common.in_words import join_words
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.actions.hanging import NewLine, add_line
from safercity.partnership.governance.actions.lasting import day_after, end_row
from safercity.partnership.governance.following.bodies import group_of_bodies, say
from safercity.partnership.governance.models import Body, How, Line
from safercity.partnership.governance.queries.rows import list_every_body

Key = tuple[str, str, str]  # code, code of the other end, how


def plan_lines(published: Published) -> Iterator[Effect]:
    """New lines; those that the strategy lets run otherwise; those that it no longer has."""
    strategy = published.strategy
    wanted = _list_lines(strategy)
    former = _list_lines(published.former) if published.former else {}
    rows: dict[Key, list[Line]] = {}
    for row in Line.objects.select_related("body", "to"):
        rows.setdefault((row.body.code or "", row.to.code or "", row.how), []).append(row)
    ended = _list_ended(published)
    for key, line in wanted.items():
        there = rows.get(key, [])
        open_row = next((row for row in there if not row.has_ended), None)
        came_back = published.former is not None and key not in former and open_row is None
        if ends := (not there or came_back) and ended.intersection(key[:2]):
            said = {
                "line": _tell(strategy, key),
                "bodies": join_words(sorted(map(strategy.name, ends))),
            }
            words = _("%(line)s It is not entered: %(bodies)s ended here.") % said
            yield Effect(group_of_bodies(), What.LOOK, words)
        elif not there or came_back:  # one that people ended stays ended
            words = _tell(strategy, key)
            act = partial(_begin, published, key=key, line=line)
            yield Effect(group_of_bodies(), What.NEW, words, act)
        elif (
            open_row and key in former and _runs(former[key]) != _runs(line) != _runs_now(open_row)
        ):
            words = _("%s It runs otherwise from now on.") % _tell(strategy, key)
            act = partial(_replace, open_row, published, key=key, line=line)
            yield Effect(group_of_bodies(), What.CHANGED, words, act)
    bodies = {body.id for body in strategy.bodies}
    for key in (key for key in former if key not in wanted and bodies >= {*key[:2]}):
        for row in (row for row in rows.get(key, []) if row.until_day is None):
            told = {"body": row.body, "to": row.to}
            words = (
                _("%(body)s no longer assures %(to)s.")
                if row.how == How.ASSURES
                else _("%(body)s no longer reports to %(to)s.")
            )
            act = partial(end_row, row, day_after(row, published.day))
            yield Effect(group_of_bodies(), What.ENDED, words % told, act)


def _list_ended(published: Published) -> set[str]:
    """The bodies that people ended here, and that the strategy does not bring back."""
    former = {body.id for body in published.former.bodies} if published.former else set()
    return {row.code for row in list_every_body() if row.code in former and row.has_ended}


def _list_lines(strategy: Strategy) -> dict[Key, Any]:
    return {(body.id, line.to, line.how): line for body in strategy.bodies for line in body.lines}


def _runs(line: Any) -> tuple[str, str, bool]:
    return line.every or "", say(line.about)[:300], line.inferred


def _runs_now(row: Line) -> tuple[str, str, bool]:
    return row.every, row.about, row.is_inferred


def _tell(strategy: Strategy, key: Key) -> str:
    told = {"body": strategy.name(key[0]), "to": strategy.name(key[1])}
    if key[2] == How.ASSURES:
        return _("%(body)s assures %(to)s.") % told
    return _("%(body)s reports to %(to)s.") % told


def _begin(published: Published, *, key: Key, line: Any, by: Viewer) -> None:
    body, to = (Body.objects.get(code=code) for code in key[:2])
    every, about, is_inferred = _runs(line)
    new = NewLine(body, to, How(key[2]), every, about, is_inferred, published.since)
    add_line(new, by=by)


@transaction.atomic
def _replace(row: Line, published: Published, *, key: Key, line: Any, by: Viewer) -> None:
    end_row(row, day_after(row, published.day), by=by)
    _begin(published, key=key, line=line, by=by)
