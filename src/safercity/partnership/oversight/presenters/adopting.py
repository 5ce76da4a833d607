"""The route of an adoption: what was done, who is asked now, and what comes after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.export.plain import Cell
from safercity.partnership.audit.queries import Entry
from safercity.partnership.common.in_words import join_words, write_date
from safercity.partnership.common.together import Answer
from safercity.partnership.governance.queries import Body, list_speakers, list_stopped
from safercity.partnership.oversight import rules
from safercity.partnership.oversight.models import Adopted, Adoption, AdoptionStep
from safercity.partnership.oversight.queries import list_steps

STEP = "adoption step"  # the act of each step
ROUTE_COLUMNS = ("step", "body", "day", "decision", "note", "still_to_settle")
ROUTE = (Adopted.ASKED, Adopted.CONSIDERED, Adopted.AGREED, Adopted.ADOPTED)


@dataclass(frozen=True)
class Stop:
    """A step of the route. `state`: taken, here (asked for now), ahead, or over.

    `who`: the body that took it, or is to take it. `asked`: the posts that speak for it. `lacks`:
    what has to be settled before, in words.
    """

    title: str
    state: str
    who: str
    step: AdoptionStep | None = None
    asked: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def present_route(adoption: Adoption, *, board: Body | None) -> list[Stop]:
    """The steps taken, then the one that is asked for, then those to come. Two queries."""
    steps = list(list_steps(adoption))
    taken = [_tell(adoption, step) for step in steps]
    if not adoption.is_under_way or board is None:
        return taken
    following = rules.ONWARD[Adopted(adoption.state)]
    asked = rules.find_asked(adoption, board)
    here = replace(
        _foresee(adoption, following, board=board),
        state="here",
        asked=tuple(str(post) for post in list_speakers(asked)),
    )
    later = ROUTE[ROUTE.index(following) + 1 :]
    return [*taken, here, *(_foresee(adoption, state, board=board) for state in later)]


def _tell(adoption: Adoption, step: AdoptionStep) -> Stop:
    is_over = step.state in (Adopted.DECLINED, Adopted.WITHDRAWN)
    who = str(step.decision.body) if step.decision else ""
    if step.state == Adopted.ASKED:
        who = str(adoption.post or adoption.asked_by.name)
    elif step.state == Adopted.WITHDRAWN:  # by whichever post of who asked: the history names it
        who = str(adoption.asked_by.name)
    return Stop(str(step.get_state_display()), "over" if is_over else "taken", who, step)


def _foresee(adoption: Adoption, state: Adopted, *, board: Body) -> Stop:
    of = (adoption.accountable or _("not settled")) if state == Adopted.AGREED else board
    lacks = rules.list_missing(adoption, board, to=state)
    return Stop(str(state.label), "ahead", str(of), lacks=tuple(lacks))


def say_stopping(bodies: Sequence[Body]) -> str:
    """That third bodies, which decide nothing on the route, will answer no more."""
    told = {"bodies": join_words([str(body) for body in bodies])}
    words = ngettext(
        "Once it is adopted, %(bodies)s stops answering for it, and is told.",
        "Once it is adopted, %(bodies)s stop answering for it, and are told.",
        len(bodies),
    )
    return words % told


def tell_stopping(adoption: Adoption, history: Sequence[Entry]) -> str:
    """Who will stop answering for it; once it is adopted, who did on the day that was recorded."""
    if stopping := rules.list_stopping(adoption):
        return say_stopping(stopping)
    last = next((entry for entry in history if entry.verb == STEP), None)
    if adoption.state != Adopted.ADOPTED or last is None:
        return ""
    day = timezone.localtime(last.at).date()
    bodies = [str(body) for body in list_stopped(adoption.subject, day)]
    told = {"bodies": join_words(bodies), "day": write_date(day)}
    return _("%(bodies)s stopped answering for it on %(day)s.") % told if bodies else ""


def name_asked(one: Answer) -> str:
    """What a body is asked to decide, of a row of `queries.waiting.ask_adoptions`."""
    words = {
        Adopted.ASKED: _("Adopt %s jointly?"),
        Adopted.CONSIDERED: _("Settle the terms of %s"),
        Adopted.AGREED: _("Adopt %s, as agreed?"),
    }
    asked = words[Adopted(one.detail)] if one.number else _("Agree to adopt %s jointly?")
    return asked % one.title


def list_stop_rows(route: Sequence[Stop]) -> Iterator[list[Cell]]:
    """One row a step of the route."""
    for stop in route:
        step = stop.step
        decision = step.decision.what if step and step.decision else ""
        day, note = (step.day, step.note) if step else (None, "")
        yield [stop.title, stop.who, day, decision, note, join_words(stop.lacks)]
