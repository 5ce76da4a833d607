"""The delivery plan: the strategy's key actions with what was undertaken for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.strategy import Strategy
from safercity.partnership.commitments.queries import Commitment, PriorityLead, State
from safercity.partnership.strategy.presenters.whole import Joint
from safercity.partnership.strategy.presenters.words import say

SIGNS = {  # a shape a state, told beside its words, so that it survives grey print
    State.NOT_STARTED: "○",
    State.ON_TRACK: "◐",
    State.SLIPPING: "▽",
    State.BLOCKED: "■",
    State.DONE: "◕",
    State.VERIFIED: "●",
    State.CLOSED: "●",
    State.WITHDRAWN: "–",
}


@dataclass(frozen=True)
class Undertaken:
    """One commitment as the plan shows it. `at`: hundredths of the time shown."""

    key: UUID
    what: str
    owner: str
    due: date
    state: str
    state_title: str
    sign: str
    is_late: bool
    at: float
    confidence: str = ""  # in words; empty where nobody said
    place: str = ""  # as far as the viewer may know it


@dataclass(frozen=True)
class PlannedAction:
    """A key action with its commitments."""

    code: str
    title: str
    rows: tuple[Undertaken, ...]
    is_open: bool = True  # more may be undertaken for it


@dataclass(frozen=True)
class PlannedPriority:
    """A priority with its key actions."""

    code: str
    title: str
    actions: tuple[PlannedAction, ...]
    lead: str = ""  # the post to which its late work is brought first


@dataclass(frozen=True)
class PlanPage:
    """What the plan's page shows."""

    claim: str
    priorities: tuple[PlannedPriority, ...]
    further: tuple[PlannedPriority, ...]  # taken on by the Board, or of an earlier version
    columns: tuple[tuple[str, str, tuple[Undertaken, ...]], ...]  # the board: state, title, cards
    counts: Mapping[str, int]
    without_owner: int
    years: tuple[tuple[str, float], ...]  # the timeline's marks: label, hundredths
    today: float
    sees_all: bool = True  # else what is not shown may yet be there

    @property
    def sections(self) -> tuple[PlannedPriority, ...]:
        """All of it in the order of the page."""
        return (*self.priorities, *self.further)


def present_plan(
    strategy: Strategy,
    commitments: Iterable[Commitment],
    *,
    items: Mapping[str, UUID],
    joint: Joint = (),
    today: date,
) -> PlanPage:
    """The page of who sees the whole plan; else see `tell_seen`. `items`: code → id; commitments
    hang on the ids. `joint`: taken on."""
    first = date(strategy.period.first_year, 4, 1)
    last = date(strategy.period.last_year + 1, 3, 31)
    by_item: dict[UUID | None, list[Undertaken]] = {}
    rows = [(c.subject_id, _show(c, span=(first, last))) for c in commitments]
    for item, row in rows:
        by_item.setdefault(item, []).append(row)
    priorities = tuple(
        PlannedPriority(
            priority.id,
            say(priority.title),
            tuple(
                PlannedAction(a.id, say(a.title), tuple(by_item.get(items.get(a.id), ())))
                for a in priority.actions
            ),
        )
        for priority in strategy.priorities
    )
    shown = [row for _item, row in rows]
    without = sum(not action.rows for each in priorities for action in each.actions)
    counts = {state.value: sum(row.state == state.value for row in shown) for state in State}
    counts["late"] = sum(row.is_late for row in shown)
    return PlanPage(
        _claim(counts, of=len(strategy.actions), without=without),
        priorities,
        tuple(_list_further(strategy, joint, by_item=by_item, items=items)),
        tuple(
            (state.value, str(state.label), tuple(r for r in shown if r.state == state.value))
            for state in State
            if state != State.WITHDRAWN
        ),
        counts,
        without,
        tuple(
            (str(year), _place(date(year, 4, 1), (first, last)))
            for year in range(first.year, last.year)
        ),
        _place(today, (first, last)),
    )


def tell_seen(page: PlanPage) -> PlanPage:
    """The page for who does not see all of the plan: it claims nothing of what is not shown."""
    settled = page.counts["verified"] + page.counts["closed"]
    parts = [_("{n} done and verified").format(n=settled) if settled else _("none verified yet")]
    if page.counts["late"]:
        parts.append(_("{n} late").format(n=page.counts["late"]))
    claim = _("Of the plan’s actions that you may see: {told}").format(told=", ".join(parts))
    if not sum(page.counts[state.value] for state in State):
        claim = _("Nothing of the plan’s actions that you may see")
    return replace(page, claim=claim, without_owner=0, sees_all=False)


def name_leads(page: PlanPage, leads: Iterable[PriorityLead]) -> PlanPage:
    """The page with the post that leads each priority."""
    named = {lead.priority: str(lead.post) for lead in leads if lead.post}
    priorities, further = (
        tuple(replace(each, lead=named.get(each.code, "")) for each in part)
        for part in (page.priorities, page.further)
    )
    return replace(page, priorities=priorities, further=further)


def list_places(rows: Iterable[Commitment]) -> list[str]:
    """The places of the plan's actions that the viewer may know, in the order of the alphabet."""
    return sorted({row.place_title for row in rows if row.place_title}, key=str.casefold)


def narrow_plan(page: PlanPage, place: str) -> PlanPage:
    """Only what is undertaken at a place: key actions without anything there are left out."""
    priorities, further = (
        tuple(kept for each in part if (kept := _narrow(each, place)).actions)
        for part in (page.priorities, page.further)
    )
    columns = tuple(
        (state, title, tuple(row for row in rows if row.place == place))
        for state, title, rows in page.columns
    )
    n = sum(len(action.rows) for each in (*priorities, *further) for action in each.actions)
    said = ngettext("%(n)s action of the plan is at %(place)s",
                    "%(n)s actions of the plan are at %(place)s", n)  # fmt: skip
    claim = said % {"n": n, "place": place}
    return replace(page, claim=claim, priorities=priorities, further=further, columns=columns)


def _narrow(priority: PlannedPriority, place: str) -> PlannedPriority:
    there = (
        replace(action, rows=tuple(row for row in action.rows if row.place == place))
        for action in priority.actions
    )
    return replace(priority, actions=tuple(action for action in there if action.rows))


def _list_further(
    strategy: Strategy,
    joint: Joint,
    *,
    by_item: Mapping[UUID | None, list[Undertaken]],
    items: Mapping[str, UUID],
) -> Iterator[PlannedPriority]:
    """What the Board took on, then work for key actions that the strategy no longer has."""
    for subject, bodies in joint:
        title = _("What is undertaken for it")
        rows = tuple(by_item.get(items.get(subject.code), ()))
        answering = _("%(priority)s (jointly: %(bodies)s)") % {
            "priority": subject.title,
            "bodies": ", ".join(map(str, bodies)),
        }
        yield PlannedPriority(subject.code, answering, (PlannedAction(subject.code, title, rows),))
    here = {each.id for each in strategy.actions} | {subject.code for subject, _bodies in joint}
    gone = tuple(
        PlannedAction(code, _("no longer in the strategy"), tuple(by_item[key]), is_open=False)
        for code, key in items.items()
        if code not in here and key in by_item
    )
    if gone:
        yield PlannedPriority("", _("Of an earlier version"), gone)


def _show(commitment: Commitment, *, span: tuple[date, date]) -> Undertaken:
    state = State(commitment.state)
    return Undertaken(
        commitment.pk,
        commitment.what,
        str(commitment.owner),
        commitment.due,
        state.value,
        str(state.label),
        SIGNS[state],
        commitment.is_late,
        _place(commitment.due, span),
        commitment.get_confidence_display() if commitment.confidence else "",
        commitment.place_title,
    )


def _place(day: date, span: tuple[date, date]) -> float:
    first, last = span
    share = (day - first).days / (last - first).days
    return round(100 * min(max(share, 0.0), 1.0), 1)


def _claim(counts: Mapping[str, int], *, of: int, without: int) -> str:
    settled = counts["verified"] + counts["closed"]
    verified = _("{n} done and verified").format(n=settled)
    parts = [verified if settled else _("Nothing is verified yet")]
    if counts["late"]:
        parts.append(_("{n} late").format(n=counts["late"]))
    if without:
        parts.append(_("{n} of {of} key actions without an owner").format(n=without, of=of))
    else:
        parts.append(_("every key action has an owner"))
    return ", ".join(parts)
