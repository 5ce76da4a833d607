"""What the strategy stands on: assessment, consultation, law, approval, terms, sources."""

from __future__ import annotations

from collections.abc import Iterator

from safercity.documents.strategy.background import Consultation
from safercity.documents.strategy.paper.telling import (
    INFERRED,
    Teller,
    label,
    lay_table,
    list_points,
)
from safercity.documents.strategy.papers import Definition, Difference
from safercity.documents.values import Block, Cell, Paragraph, Section
from safercity.documents.words import capitalise, write_count, write_date, write_month

LAW = {"Law": 0.34, "What it asks or allows": 0.46, "Since": 0.2}
STEPS = {"Who": 0.24, "Day": 0.22, "State": 0.12, "How it is known": 0.42}
TERMS = {"Term": 0.24, "Meant": 0.38, "Not meant": 0.38}
SOURCES = {"What": 0.2, "Each source says": 0.42, "What holds, and why": 0.38}


def build_basis(tell: Teller) -> Iterator[Section]:
    """How it was made, the law, the route of approval, terms, and where sources differ."""
    strategy = tell.strategy
    made: list[Block] = []
    if strategy.assessment:
        made += tell.paragraph(strategy.assessment.about)
    if strategy.consultation:
        made += _write_consultation(strategy.consultation, tell)
    yield Section("made", "How it was made", tuple(made))
    yield _build_law(tell)
    yield _build_steps(tell)
    terms = [_write_term(each, tell) for each in strategy.definitions]
    blocks = lay_table("Terms, and what is not meant by them", TERMS, rows=terms)
    yield Section("terms", "What its terms mean", blocks)
    yield _build_sources(tell)


def _write_consultation(asked: Consultation, tell: Teller) -> Iterator[Block]:
    first, last = write_month(asked.first_month), write_month(asked.last_month)
    told = [f"People were asked from {first} to {last}."]
    if asked.responses_over is not None:
        told.append(f"More than {write_count(asked.responses_over)} responses came.")
    if asked.face_to_face:
        told.append(f"{capitalise(tell.say(asked.face_to_face))} of them face to face.")
    yield Paragraph(" ".join([*told, tell.say(asked.result)]).strip())
    lists = (("Asked", asked.asked), ("How", asked.channels), ("Where", asked.places))
    yield from list_points(
        [f"{name}: {', '.join(tell.say(each) for each in of)}." for name, of in lists if of]
    )
    yield from tell.paragraph(asked.note)


def _build_law(tell: Teller) -> Section:
    rows = [
        (
            Cell(tell.say(each.title), line=INFERRED if each.inferred else ""),
            Cell(tell.say(each.requires)),
            Cell(
                write_date(each.valid_from) if each.valid_from else "Not recorded here",
                line=f"Enacted {write_date(each.enacted)}" if each.enacted else "",
            ),
        )
        for each in tell.strategy.powers
    ]
    return Section(
        "law",
        "Statutory basis",
        lay_table("What the law asks or allows", LAW, rows=rows),
    )


def _build_steps(tell: Teller) -> Section:
    rows = [
        (
            Cell(tell.name(each.body)),
            Cell(f"{each.day:%A} {write_date(each.day)}"),
            Cell(capitalise(each.state)),
            Cell(tell.say(each.how_known)),
        )
        for each in tell.strategy.approvals
    ]
    return Section("approval", "Approval", lay_table("Steps of approval", STEPS, rows=rows))


def _write_term(term: Definition, tell: Teller) -> tuple[Cell, ...]:
    including = _write_list(term.includes, tell, is_open=term.includes_more)
    means = ". ".join(filter(None, [tell.say(term.means).removesuffix("."), including]))
    return (
        Cell(tell.say(term.term)),
        Cell(capitalise(means)),
        Cell(capitalise(_write_list(term.excludes, tell, is_open=term.excludes_more))),
    )


def _write_list(items: tuple[dict[str, str], ...], tell: Teller, *, is_open: bool) -> str:
    told = ", ".join(tell.say(each) for each in items)
    return f"{told} and the like" if told and is_open else told


def _build_sources(tell: Teller) -> Section:
    sources = [
        f"{tell.say(each.title)}. {tell.say(each.note)}".strip() for each in tell.strategy.sources
    ]
    rows = [_write_difference(each, tell) for each in tell.strategy.differences]
    differ = lay_table("Where the sources differ", SOURCES, rows=rows)
    return Section("sources", "Sources", (*list_points(sources), *differ))


def _write_difference(each: Difference, tell: Teller) -> tuple[Cell, ...]:
    says = "; ".join(
        f"{capitalise(label(_kind_of(saying.source, tell)))}: “{tell.say(saying.words)}”"
        for saying in each.says
    )
    return Cell(tell.say(each.about)), Cell(says), Cell(tell.say(each.why))


def _kind_of(source: str, tell: Teller) -> str:
    return next((each.kind for each in tell.strategy.sources if each.id == source), source)
