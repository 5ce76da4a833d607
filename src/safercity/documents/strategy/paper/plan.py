"""What the strategy sets out to do: the priorities at a glance, then each with its key actions."""

from __future__ import annotations

from collections.abc import Iterator

from safercity.documents.strategy.paper.telling import Teller, label, lay_table
from safercity.documents.strategy.priorities import KeyAction, Outcome, Priority
from safercity.documents.strategy.words import DIRECTIONS
from safercity.documents.values import Cell, Fact, Facts, Paragraph, Section
from safercity.documents.words import capitalise, write_plural

AT_A_GLANCE = {"Priority": 0.38, "Who leads": 0.38, "Key actions": 0.12, "Outcomes": 0.12}
ACTIONS = {"No.": 0.07, "What will be done": 0.53, "What kind": 0.13, "With or through": 0.27}
OUTCOMES = {"No.": 0.07, "Outcome": 0.34, "Where": 0.14, "Wanted": 0.13, "Read with care": 0.32}


def build_plan(tell: Teller) -> Iterator[Section]:
    """The priorities at a glance, then one section each."""
    yield _build_glance(tell)
    for priority in tell.strategy.priorities:
        yield _build_priority(priority, tell)


def _build_glance(tell: Teller) -> Section:
    strategy = tell.strategy
    rows = [
        (
            Cell(f"{each.id}. {tell.say(each.title)}"),
            Cell(tell.leads(each)),
            Cell(str(len(each.actions))),
            Cell(str(len(each.outcomes))),
        )
        for each in strategy.priorities
    ]
    return Section(
        "at-a-glance",
        "What it sets out to do",
        (
            *tell.statements(strategy.emphases),
            *lay_table("Strategic priorities", AT_A_GLANCE, rows=rows),
        ),
    )


def _build_priority(priority: Priority, tell: Teller) -> Section:
    actions = [_write_action(each, tell) for each in priority.actions]
    outcomes = [_write_outcome(each, tell) for each in priority.outcomes]
    number = write_plural(len(priority.actions), "key action")
    facts = (
        Fact("Who leads", tell.leads(priority)),
        Fact("Key actions", str(len(actions))),
        Fact("Outcomes", str(len(outcomes))),
    )
    return Section(
        f"priority-{priority.id}",
        f"Priority {priority.id}: {tell.say(priority.title)}",
        (
            Facts(facts),
            *tell.paragraph(priority.about),
            *lay_table(capitalise(number), ACTIONS, rows=actions),
            *lay_table(write_plural(len(outcomes), "outcome"), OUTCOMES, rows=outcomes),
            *_explain_ambiguous(priority),
        ),
        starts_page=True,
    )


def _write_action(action: KeyAction, tell: Teller) -> tuple[Cell, ...]:
    return (
        Cell(action.id),
        Cell(tell.say(action.title), line=tell.say(action.about)),
        Cell(capitalise(label(action.kind))),
        Cell(tell.names(action.names)),
    )


def _write_outcome(outcome: Outcome, tell: Teller) -> tuple[Cell, ...]:
    care = tell.say(outcome.caution)
    companion = f"Read with: {tell.say(outcome.companion)}" if outcome.companion else ""
    return (
        Cell(outcome.id),
        Cell(tell.say(outcome.title)),
        Cell(capitalise(label(outcome.scope))),
        Cell(
            capitalise(DIRECTIONS[outcome.direction]), line="ambiguous" if outcome.ambiguous else ""
        ),
        Cell(care, line=companion),
    )


def _explain_ambiguous(priority: Priority) -> tuple[Paragraph, ...]:
    if not any(each.ambiguous for each in priority.outcomes):
        return ()
    told = (
        "Ambiguous: the strategy's own direction is kept, but a rise or a fall alone does not say "
        "whether things are better."
    )
    return (Paragraph(told, tone="small"),)
