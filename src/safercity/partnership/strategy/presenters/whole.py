"""One version: what it sets out to do, where it stands, what is behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from safercity.documents.strategy import Strategy, count_strategy
from safercity.partnership.governance.queries import Body, Subject
from safercity.partnership.strategy.models import Step, StrategyVersion
from safercity.partnership.strategy.rules import Route

Joint = Sequence[tuple[Subject, list[Body]]]
DIRECTIONS = {
    "down": gettext_lazy("less is wanted"),
    "up": gettext_lazy("more is wanted"),
    "count": gettext_lazy("counted; the strategy gives no direction"),
}
SCOPES = {"city": gettext_lazy("city-wide"), "high_demand": gettext_lazy("high-demand areas")}


@dataclass(frozen=True)
class Line:
    """A key action, an outcome, or anything else with a code and a title."""

    code: str
    title: str
    about: str = ""
    facts: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class PriorityPart:
    """A strategic priority with what belongs to it."""

    code: str
    title: str
    leads: str
    actions: tuple[Line, ...]
    outcomes: tuple[Line, ...]


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
    risk_groups: tuple[Line, ...]
    powers: tuple[Line, ...]
    emphases: tuple[Line, ...]
    achievements: tuple[Line, ...]
    reviews: tuple[Line, ...]
    differences: tuple[Line, ...]
    route: tuple[Stop, ...]
    duties: tuple[Stop, ...]
    facts: tuple[tuple[str, str], ...]


def say(words: Mapping[str, str] | None) -> str:
    """Words in the reader's language, in English where it lacks them."""
    if not words:
        return ""
    return words.get((get_language() or "en")[:2]) or words["en"]


def name_step(version: StrategyVersion, route: Route) -> str:
    """Where the version stands, in words."""
    return say(route.find(version.step).title)


def present_version(
    version: StrategyVersion,
    strategy: Strategy,
    *,
    route: Route,
    steps: list[Step],
    joint: Joint = (),
) -> VersionPage:
    """The page of one version. `joint`: what the Board took on, for the one that holds today."""
    counts = count_strategy(strategy)
    return VersionPage(
        number=version.number,
        title=version.title,
        claim=_claim(strategy, counts),
        vision=say(strategy.vision.words),
        by_reducing=", ".join(say(each) for each in strategy.vision.by_reducing),
        step=name_step(version, route),
        made_up=strategy.made_up,
        counts=counts,
        priorities=tuple(_priority(strategy, each) for each in strategy.priorities),
        supporting=tuple(_supporting(strategy, joint)),
        risk_groups=_lines(strategy.risk_groups, about="why"),
        powers=_lines(strategy.powers, about="requires"),
        emphases=_lines(strategy.emphases),
        achievements=_lines(strategy.achievements),
        reviews=_lines(strategy.reviews),
        differences=tuple(
            Line(each.id, say(each.about), say(each.why), tuple(say(s.words) for s in each.says))
            for each in strategy.differences
        ),
        route=_stops(version, route=route, steps=steps),
        duties=_duties(route, steps),
        facts=_facts(strategy),
    )


def _claim(strategy: Strategy, counts: Mapping[str, int]) -> str:
    years = f"{strategy.period.first_year} to {strategy.period.last_year}"
    priorities = ngettext("%(n)d priority", "%(n)d priorities", counts["strategic_priorities"])
    return _("{priorities}, {actions} key actions and {outcomes} outcomes for {years}").format(
        priorities=priorities % {"n": counts["strategic_priorities"]},
        actions=counts["key_actions"],
        outcomes=counts["outcomes"],
        years=years,
    )


def _priority(strategy: Strategy, priority: Any) -> PriorityPart:
    return PriorityPart(
        priority.id,
        say(priority.title),
        "; ".join(_lead(strategy, lead) for lead in priority.lead),
        tuple(
            Line(each.id, say(each.title), say(each.about), tuple(map(strategy.name, each.names)))
            for each in priority.actions
        ),
        tuple(
            Line(
                each.id,
                say(each.title),
                facts=(str(SCOPES[each.scope]), str(DIRECTIONS[each.direction])),
                note=say(each.caution),
            )
            for each in priority.outcomes
        ),
    )


def _supporting(strategy: Strategy, joint: Joint) -> Iterator[Line]:
    """Those of the strategy, with who answers for them today; then what was taken on since."""
    taken = {subject.code: bodies for subject, bodies in joint}
    for each in strategy.supporting:
        bodies = taken.get(each.id)
        held = [str(body) for body in bodies] if bodies else [strategy.name(each.accountable)]
        if each.joint and not bodies:
            held.append(strategy.name(strategy.board))
        note = _("The Board and its partner answer together.") if bodies or each.joint else ""
        yield Line(each.id, say(each.title), say(each.about), tuple(held), note)
    known = {each.id for each in strategy.supporting}
    for subject, bodies in joint:
        if subject.code not in known:
            note = _("Taken on by the Board since; it goes into the next version.")
            facts = tuple(str(body) for body in bodies)
            yield Line(subject.code, subject.title, facts=facts, note=note)


def _lead(strategy: Strategy, lead: Any) -> str:
    units = ", ".join(strategy.name(unit) for unit in lead.units)
    name = strategy.name(lead.organisation)
    return f"{name} ({units})" if units else name


def _lines(parts: Any, *, about: str = "about") -> tuple[Line, ...]:
    return tuple(Line(part.id, say(part.title), say(getattr(part, about, None))) for part in parts)


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
    board = strategy.name(strategy.board)
    return (
        (_("Partnership"), say(strategy.partnership)),
        (_("Board"), board),
        (_("On the Board"), "; ".join(say(each.title) for each in strategy.board_organisations)),
        (_("Period"), f"{strategy.period.first_year}–{strategy.period.last_year}"),
    )
