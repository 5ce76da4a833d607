"""One version: what it sets out to do, where it stands, what is behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.strategy import KeyAction, Outcome, Priority, Strategy, count_strategy
from safercity.partnership.common.judging import Measured
from safercity.partnership.governance.queries import Body, Subject
from safercity.partnership.strategy.models import Step, StrategyVersion
from safercity.partnership.strategy.presenters.around import tell_around
from safercity.partnership.strategy.presenters.basis import tell_basis
from safercity.partnership.strategy.presenters.governing import (
    say_chairs,
    tell_governing,
    tell_statements,
)
from safercity.partnership.strategy.presenters.words import (
    DIRECTIONS,
    KINDS,
    SCOPES,
    Chapter,
    Line,
    keep,
    list_names,
    name,
    say,
    say_place,
)
from safercity.partnership.strategy.rules import Route

Joint = Sequence[tuple[Subject, list[Body]]]


@dataclass(frozen=True)
class Around:
    """What stands beside a version on the site: `undertaken`: key actions that are in the plan;
    `measured`: code of an outcome → its measures; `joint`: what the Board took on since."""

    undertaken: Collection[str] = ()
    measured: Measured | None = None
    joint: Joint = ()


@dataclass(frozen=True)
class ActionLine:
    """A key action, and whether something was undertaken for it."""

    code: str
    title: str
    about: str
    facts: tuple[str, ...]
    is_planned: bool


@dataclass(frozen=True)
class OutcomeLine:
    """An outcome; how its direction is read, and what measures it: (title, address)."""

    code: str
    title: str
    facts: tuple[str, ...]
    is_ambiguous: bool
    caution: str
    companion: str
    measures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PriorityPart:
    """A strategic priority with what belongs to it."""

    code: str
    title: str
    about: str
    leads: str
    actions: tuple[ActionLine, ...]
    outcomes: tuple[OutcomeLine, ...]


@dataclass(frozen=True)
class Stop:
    """A step of the route or a duty: taken, present, or still to come. `source`: the law, where it
    asks for it; `note`: what to know of it; with `check`, what has to be looked up.
    """

    slug: str
    title: str
    about: str
    state: str  # taken, here, ahead
    day: date | None = None
    decided_by: str = ""
    decision: str = ""
    source: str = ""
    note: str = ""
    check: bool = False


@dataclass(frozen=True)
class VersionPage:
    """What the page of a version shows."""

    number: int
    title: str
    claim: str
    vision: str
    by_reducing: str
    step: str
    made_up: bool
    counts: Mapping[str, int]
    priorities: tuple[PriorityPart, ...]
    supporting: tuple[Line, ...]
    emphases: tuple[Line, ...]
    chapters: tuple[Chapter, ...]
    route: tuple[Stop, ...]
    duties: tuple[Stop, ...]
    facts: tuple[tuple[str, str], ...]


def name_step(version: StrategyVersion, route: Route) -> str:
    """Where the version stands, in words."""
    return say(route.find(version.step).title)


def present_version(
    version: StrategyVersion,
    strategy: Strategy,
    *,
    route: Route,
    steps: list[Step],
    around: Around,
) -> VersionPage:
    """The page of one version."""
    counts = count_strategy(strategy)
    chapters = (
        tell_governing(strategy),
        *tell_around(strategy),
        *tell_basis(strategy, steps),
    )
    return VersionPage(
        number=version.number,
        title=version.title,
        claim=_claim(strategy, counts),
        vision=say(strategy.vision.words),
        by_reducing=", ".join(say(each) for each in strategy.vision.by_reducing),
        step=name_step(version, route),
        made_up=strategy.made_up,
        counts=counts,
        priorities=tuple(_priority(strategy, each, around=around) for each in strategy.priorities),
        supporting=tuple(_supporting(strategy, around.joint)),
        emphases=tell_statements(strategy, strategy.emphases),
        chapters=tuple(chapter for chapter in chapters if not chapter.is_empty),
        route=_stops(version, route=route, steps=steps),
        duties=_duties(route, steps),
        facts=_facts(strategy),
    )


def _claim(strategy: Strategy, counts: Mapping[str, int]) -> str:
    years = _("{first} to {last}").format(
        first=strategy.period.first_year, last=strategy.period.last_year
    )
    priorities = ngettext("%(n)d priority", "%(n)d priorities", counts["strategic_priorities"])
    return _("{priorities}, {actions} key actions and {outcomes} outcomes for {years}").format(
        priorities=priorities % {"n": counts["strategic_priorities"]},
        actions=counts["key_actions"],
        outcomes=counts["outcomes"],
        years=years,
    )


def _priority(strategy: Strategy, priority: Priority, *, around: Around) -> PriorityPart:
    return PriorityPart(
        priority.id,
        say(priority.title),
        say(priority.about),
        "; ".join(_lead(strategy, lead) for lead in priority.lead),
        tuple(_action(strategy, each, around=around) for each in priority.actions),
        tuple(_outcome(each, around=around) for each in priority.outcomes),
    )


def _action(strategy: Strategy, action: KeyAction, *, around: Around) -> ActionLine:
    names = list_names(strategy, action.names)
    facts = keep(str(KINDS[action.kind]), _("with or through: %s") % names if names else "")
    planned = action.id in around.undertaken
    return ActionLine(action.id, say(action.title), say(action.about), facts, planned)


def _outcome(outcome: Outcome, *, around: Around) -> OutcomeLine:
    facts = keep(
        str(SCOPES[outcome.scope]),
        str(DIRECTIONS[outcome.direction]),
        _("tells what was done, and no change in the world") if outcome.tells == "effort" else "",
    )
    return OutcomeLine(
        outcome.id,
        say(outcome.title),
        facts,
        outcome.ambiguous,
        say(outcome.caution),
        say(outcome.companion),
        tuple((around.measured or {}).get(outcome.id, ())),
    )


def _supporting(strategy: Strategy, joint: Joint) -> Iterator[Line]:
    """Those of the strategy, with who answers for them today; then what was taken on since."""
    taken = {subject.code: bodies for subject, bodies in joint}
    for each in strategy.supporting:
        bodies = taken.get(each.id)
        held = [str(body) for body in bodies] if bodies else [name(strategy, each.accountable)]
        if each.joint and not bodies:
            held.append(name(strategy, strategy.board))
        note = _("The Board and its partner answer together.") if bodies or each.joint else ""
        yield Line(each.id, say(each.title), say(each.about), tuple(held), note=note)
    known = {each.id for each in strategy.supporting}
    for subject, bodies in joint:
        if subject.code not in known:
            note = _("Taken on by the Board since; it goes into the next version.")
            facts = tuple(str(body) for body in bodies)
            yield Line(subject.code, subject.title, facts=facts, note=note)


def _lead(strategy: Strategy, lead: Any) -> str:
    units = ", ".join(name(strategy, unit) for unit in lead.units)
    agency = name(strategy, lead.organisation)
    return f"{agency} ({units})" if units else agency


def _stops(version: StrategyVersion, *, route: Route, steps: list[Step]) -> tuple[Stop, ...]:
    taken = {step.slug: step for step in steps if step.kind == Step.Kind.STEP}
    slugs = [step.id for step in route.steps]
    here = slugs.index(version.step)
    stops = []
    for at, step in enumerate(route.steps):
        state = "here" if at == here else "taken" if at < here else "ahead"
        if step.id == "superseded" and state == "ahead":
            continue
        done = taken.get(step.id) if state != "ahead" else None
        stops.append(_stop(step, state=state, done=done))
    return tuple(stops)


def _duties(route: Route, steps: list[Step]) -> tuple[Stop, ...]:
    done = {step.slug: step for step in steps if step.kind == Step.Kind.DUTY}
    return tuple(
        _stop(duty, state="taken" if duty.id in done else "ahead", done=done.get(duty.id))
        for duty in route.duties
    )


def _stop(of: Any, *, state: str, done: Step | None) -> Stop:
    told = {"source": of.source, "note": say(of.note), "check": of.check}
    about = say(getattr(of, "about", None))
    if done is None:
        return Stop(of.id, say(of.title), about, state, **told)
    taken = (done.day, done.decided_by, done.decision)
    return Stop(of.id, say(of.title), about, state, *taken, **told)


def _facts(strategy: Strategy) -> tuple[tuple[str, str], ...]:
    period = strategy.period
    years = f"{period.first_year}–{period.last_year}"
    seats = "; ".join(say(each.title) for each in strategy.board_organisations)
    chairs = say_chairs(strategy)
    facts = (
        (_("Partnership"), say(strategy.partnership)),
        (_("Period"), " ".join(keep(f"{years}.", say(period.note)))),
        (_("Board"), ". ".join(keep(name(strategy, strategy.board), chairs))),
        (_("On the Board"), seats),
        (_("Area"), _say_areas(strategy)),
        (_("Nation and tier"), say_place(strategy.nation, strategy.tier)),
    )
    return tuple((told, words) for told, words in facts if words)


def _say_areas(strategy: Strategy) -> str:
    """The partnership's own areas by its name; others by their codes, all that is known."""
    ours = settings.SAFERCITY
    if ours.name and set(strategy.areas) == set(ours.areas):
        return str(ours.name)
    return ", ".join(strategy.areas)
