"""The other strategies and papers: which parts of this one each bears on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safercity.documents.strategy.paper.telling import INFERRED, Teller, lay_table
from safercity.documents.strategy.papers import LinkedDocument, Relation
from safercity.documents.strategy.priorities import (
    KeyAction,
    Outcome,
    Priority,
    SupportingPriority,
)
from safercity.documents.values import Cell, Section, Table

HEADS = {"Document": 0.32, "Level": 0.12, "Held by": 0.2, "What of ours it bears on": 0.36}


LEVELS = {"city": "The city", "county_and_city": "County and city", "national": "National"}


def build_links(tell: Teller) -> Iterator[Section]:
    """Those it is aligned with, then those it leans on and the partnership's own."""
    strategy = tell.strategy
    linked = strategy.linked_documents
    others = [each for each in strategy.documents if each.kind != "linked"]
    blocks = (
        *_write_table(f"{len(linked)} strategies and plans it is aligned with", linked, tell=tell),
        *_write_table("Other papers it leans on, and its own", others, tell=tell),
    )
    yield Section("links", "Other strategies and papers", blocks, starts_page=True)


def _write_table(
    caption: str, documents: Sequence[LinkedDocument], *, tell: Teller
) -> tuple[Table, ...]:
    rows = [
        (
            Cell(tell.say(each.title)),
            Cell(LEVELS[each.level]),
            Cell(tell.name(each.holder) if each.holder else ""),
            Cell("; ".join(_write_relation(one, tell) for one in each.relates)),
        )
        for each in documents
    ]
    return lay_table(caption, HEADS, rows=rows)


def _write_relation(relation: Relation, tell: Teller) -> str:
    part, name = tell.strategy.by_id.get(relation.to), tell.name(relation.to)
    if isinstance(part, Priority):
        name = f"Priority {part.id} {name}"
    elif isinstance(part, KeyAction | Outcome | SupportingPriority):
        name = f"{part.id} {name}"
    return f"{name} ({INFERRED})" if relation.inferred else name
