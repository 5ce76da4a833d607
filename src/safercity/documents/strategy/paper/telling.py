"""What the parts of the paper share: words in the paper's language, names behind ids, rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safercity.documents.strategy.background import Statement
from safercity.documents.strategy.kinds import Words
from safercity.documents.strategy.priorities import Priority
from safercity.documents.strategy.strategy import Strategy
from safercity.documents.strategy.words import LABELS
from safercity.documents.values import Cell, Column, Paragraph, Points, Table
from safercity.documents.words import capitalise

INFERRED = "our inference"


@dataclass(frozen=True)
class Teller:
    """A strategy and how its words are written."""

    strategy: Strategy

    def say(self, words: Words | None) -> str:
        """The English words; "" where there are none."""
        return words["en"] if words else ""

    def name(self, wanted: str) -> str:
        """The title behind an id."""
        return self.strategy.name(wanted)

    def names(self, wanted: Iterable[str]) -> str:
        """The titles behind ids, one after the other."""
        return "; ".join(self.name(each) for each in wanted)

    def leads(self, priority: Priority) -> str:
        """ "Police; City Council (Children's Services, Community Safety)"."""
        return "; ".join(
            self.name(lead.organisation) + self._within([self.name(unit) for unit in lead.units])
            for lead in priority.lead
        )

    def _within(self, units: list[str]) -> str:
        return f" ({', '.join(units)})" if units else ""

    def points(self, items: Iterable[Words]) -> tuple[Points, ...]:
        """A list of short statements, or nothing."""
        return list_points([capitalise(self.say(each)) for each in items])

    def statements(self, items: Iterable[Statement]) -> tuple[Points, ...]:
        """A list of what the strategy says of itself, or nothing."""
        told = [". ".join(filter(None, [self.say(e.title), self.say(e.about)])) for e in items]
        return list_points([each.removesuffix(".") + "." for each in told])

    def paragraph(self, words: Words | None) -> tuple[Paragraph, ...]:
        """A paragraph, or nothing."""
        return (Paragraph(self.say(words)),) if words else ()


def label(value: str | None) -> str:
    """A slug of ours as the paper writes it: "high_demand" -> "high-demand areas"."""
    return "" if value is None else LABELS.get(value, value)


def list_points(items: Sequence[str]) -> tuple[Points, ...]:
    """A list of short statements; nothing where there are none."""
    return (Points(tuple(items)),) if items else ()


def lay_table(
    caption: str, heads: dict[str, float], *, rows: Sequence[tuple[Cell, ...]]
) -> tuple[Table, ...]:
    """A table whose columns are headings with their shares of the width; nothing without rows."""
    columns = tuple(Column(heading, width=width) for heading, width in heads.items())
    return (Table(caption, columns, tuple(rows)),) if rows else ()
