"""The other strategies and papers: which parts of this one each bears on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safercity.documents.strategy.paper.telling import INFERRED, Teller, make_table
from safercity.documents.strategy.papers import LinkedDocument, Relation
from safercity.documents.strategy.priorities import Priority
from safercity.documents.values import Cell, Section, Table

HEADS = {"Document": 0.32, "Level": 0.12, "Held by": 0.2, "What of ours it bears on": 0.36}


LEVELS = {"city": "The city", "county_and_city": "County and city", "national": "National"}


def build_links(tell: Teller) -> Iterator[Section]:
    """Those it is aligned with, then those it leans on and the partnership's own."""
    strategy = tell.strategy
    linked = strategy.linked_documents
    others = [each for each in strategy.documents if each.kind != "linked"]
    tables = [
        _write_table(f"{len(linked)} strategies and plans it is aligned with", linked, tell),
        _write_table("Other papers it leans on, and its own", others, tell),
    ]
    blocks = tuple(table for table in tables if table.rows)
    yield Section("links", "Other strategies and papers", blocks, starts_page=True)


def _write_table(caption: str, documents: Sequence[LinkedDocument], tell: Teller) -> Table:
    rows = [
        (
            Cell(tell.say(each.title)),
            Cell(LEVELS[each.level]),
            Cell(tell.name(each.holder) if each.holder else ""),
            Cell("; ".join(_write_relation(one, tell) for one in each.relates)),
        )
        for each in documents
    ]
    return make_table(caption, HEADS, rows)


def _write_relation(relation: Relation, tell: Teller) -> str:
    part = tell.strategy.by_id.get(relation.to)
    name = tell.name(relation.to)
    told = f"{relation.to} {name}" if relation.to[:1].isdigit() or _is_numbered(relation) else name
    told = f"Priority {told}" if isinstance(part, Priority) else told
    return f"{told} ({INFERRED})" if relation.inferred else told


def _is_numbered(relation: Relation) -> bool:
    return relation.to[1:2].isdigit()
