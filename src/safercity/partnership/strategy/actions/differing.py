"""What a row of a plan's spreadsheet says otherwise than the plan, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.dateformat import format as format_day
from django.utils.translation import gettext as _

from safercity.documents.strategy.plan_sheet import PlanAction, WhyHeld
from safercity.partnership.commitments import actions as commitments
from safercity.partnership.commitments.queries import (
    Commitment,
    Confidence,
    State,
    hides_place,
    tell_place,
)
from safercity.partnership.common.rules import Refused
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.queries import Agency

# The state of ours that a spreadsheet's asks for. That something is verified is another agency's
# word, and only ever said on its own page.
STATES = {
    "not_started": State.NOT_STARTED,
    "under_way": State.ON_TRACK,
    "at_risk": State.SLIPPING,
    "late": State.SLIPPING,
    "blocked": State.BLOCKED,
    "done": State.DONE,
    "verified": State.DONE,
    "stopped": State.WITHDRAWN,
}
# What a spreadsheet may say of a state of ours without saying anything else.
ALIKE = {
    (State.BLOCKED, "late"),
    (State.VERIFIED, "done"),
    (State.VERIFIED, "verified"),
    (State.CLOSED, "done"),
    (State.CLOSED, "verified"),
}


@dataclass(frozen=True)
class Difference:
    """One thing that differed: what it is, as it stood, as the row says."""

    title: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.title}: {self.old or '–'} → {self.new}"


@dataclass
class Renewal:
    """What a row changed in the plan, and what it says that was left out, each with its reason."""

    changed: list[Difference] = field(default_factory=list)
    left: list[WhyHeld] = field(default_factory=list)


@dataclass(frozen=True)
class _Act:
    differences: tuple[Difference, ...]
    do: Callable[[], Any]


def renew(
    there: Commitment, action: PlanAction, *, partners: Collection[Agency], by: Viewer
) -> Renewal:
    """Take over what the row says otherwise, as far as the rules of the action's page allow.

    An empty cell says nothing. What is refused is left as it was, with the reason.
    """
    renewal = Renewal(left=[*_say_left(there, action), *_say_hidden_place(there, action, by=by)])
    for act in _list_acts(there, action, partners=partners, by=by):
        try:
            with transaction.atomic():
                act.do()
        except Refused as error:
            there.refresh_from_db()
            told = "; ".join(map(str, act.differences))
            renewal.left.append(WhyHeld("refused", f"{told}. {error}", error.advice or ""))
        else:
            renewal.changed += act.differences
    renewal.left += _say_evidence(there, action)
    return renewal


def fill(made: Commitment, action: PlanAction, *, by: Viewer) -> Renewal:
    """Give an action just made the state and the last words of its row.

    Errors: Refused, and then nothing of the row may be kept.
    """
    left = [*_say_left(made, action)]
    for act in _list_acts(made, action, partners=(), by=by):
        act.do()
    return Renewal(left=[*left, *_say_evidence(made, action)])


def _list_acts(
    there: Commitment, action: PlanAction, *, partners: Collection[Agency], by: Viewer
) -> Iterator[_Act]:
    """What was promised comes first: nothing of it changes once a thing is done."""
    promised = list(_compare(there, action, partners=partners, by=by))
    if promised:
        changes = {name: value for name, value, _told in promised}
        yield _Act(
            tuple(told for _name, _value, told in promised),
            lambda: commitments.update_commitment(there, changes, version=there.version, by=by),
        )
    text = action.progress if _is_news(there, action.progress) else ""
    said = Difference(_("Progress"), "", text)
    state = STATES[action.state] if action.state else there.state
    if there.is_open and state != there.state and (there.state, action.state) not in ALIKE:
        step = commitments.Step(state, text=text, evidence=action.evidence)
        moved = Difference(_("State"), there.get_state_display(), str(State(state).label))
        yield _Act(
            (moved, said) if text else (moved,),
            lambda: commitments.change_state(there, step, by=by),
        )
    elif text:
        sure = action.confidence if there.is_open else ""
        yield _Act((said,), lambda: commitments.add_update(there, text, confidence=sure, by=by))


def _compare(
    there: Commitment, action: PlanAction, *, partners: Collection[Agency], by: Viewer
) -> Iterator[tuple[str, Any, Difference]]:
    """(Field, value, difference) of what was promised."""
    if action.due and action.due != there.due:
        days = [format_day(day, "j M Y") for day in (there.due, action.due)]
        yield "due", action.due, Difference(_("Due"), *days)
    told = {"place": tell_place(there, viewer=by), "funding": there.funding}
    for name, title in (("place", _("Place")), ("funding", _("Funding"))):
        old, new = told[name], getattr(action, name)
        if name == "place" and hides_place(there, viewer=by):
            continue  # as on the action's own page: it stays what it is (_say_hidden_place)
        if new and new != old:
            yield name, new, Difference(title, old, new)
    if action.confidence and action.confidence != there.confidence:
        sure = Confidence(action.confidence)
        old = there.get_confidence_display()
        yield "confidence", sure, Difference(_("Confidence"), old, str(sure.label))
    known = list(there.partners.all()) if partners else []
    if {each.pk for each in partners} != {each.pk for each in known}:
        names = [", ".join(sorted(each.name for each in side)) for side in (known, partners)]
        yield "partners", [each.pk for each in partners], Difference(_("Partners"), *names)


def _is_news(there: Commitment, text: str) -> bool:
    told = there.updates.values_list("text", flat=True) if text else ()
    return bool(text) and " ".join(text.split()) not in {" ".join(each.split()) for each in told}


def _say_left(there: Commitment, action: PlanAction) -> Iterator[WhyHeld]:
    """What a row says of the state that no spreadsheet can say."""
    if action.state is None or (there.state, action.state) in ALIKE:
        return
    if action.state == "verified":
        what = _("It says that this is verified, which only another agency can say.")
        yield WhyHeld("verified_elsewhere", what, _("Ask one to verify it on its own page."))
    elif not there.is_open and STATES[action.state] != there.state:
        what = _("It says “%(new)s”, and here it is “%(old)s”.") % {
            "new": State(STATES[action.state]).label,
            "old": there.get_state_display(),
        }
        yield WhyHeld("settled", what, _("Open it again on its own page, if it is to change."))


def _say_hidden_place(there: Commitment, action: PlanAction, *, by: Viewer) -> Iterator[WhyHeld]:
    if action.place and hides_place(there, viewer=by):
        what = _("The place that it gives was not taken over.")
        yield WhyHeld("place", what, _("Ask someone who may see where the action is."))


def _say_evidence(there: Commitment, action: PlanAction) -> Iterator[WhyHeld]:
    if action.evidence and action.evidence.split() != there.evidence.split():
        what = _("The evidence that it gives was not kept.")
        advice = _("Evidence is given with the step to done, and with that alone.")
        yield WhyHeld("evidence", what, advice)
