"""A profile of risk as a finding: what was asked, its areas, its table and its chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from safercity.evidence.findings import Caption, Column, Statement, Table, draw_heat, say_all
from safercity.evidence.profile.words import MESSAGES

DRAWN = 25
"""The chart shows so many areas, those with most measures in the worst part."""


@dataclass(frozen=True)
class RiskSettings:
    """Measures meet in an area that is in the `worst` part (a fifth) of at least `at_least` of
    them. Tried `draws` times with rates as they may as well be; `firm` from that share of draws.
    """

    worst: float = 0.2
    at_least: int = 3
    draws: int = 1000
    firm: float = 0.95
    named: int = 5


@dataclass(frozen=True)
class AreaRisk:
    """One area. `fifths`: for each measure its fifth, 5 the worst, None where it is missing. `met`:
    how many measures have it in the worst part, of `known`; `stability`: the share of draws in
    which at least as many as asked do. `verdict`: "meets", "not", or "undetermined" where missing
    measures could decide.
    """

    label: str
    fifths: tuple[int | None, ...]
    met: int
    known: int
    stability: float
    verdict: str


@dataclass(frozen=True)
class RiskProfile:
    """Where risks meet. `areas` in the order given; `expected`: how many would meet by chance, were
    the measures unrelated. `measures`: their ids, `titles` what people call them."""

    areas: tuple[AreaRisk, ...]
    measures: tuple[str, ...]
    titles: tuple[str, ...]
    expected: float
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: RiskSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row an area: its fifth by each measure, how many meet, how firm that is."""
        columns = (
            Column("area", "Area"),
            Column("verdict", "Verdict"),
            Column("met", "Measures in the worst part", "count"),
            Column("known", "Measures known", "count"),
            Column("stability", "Share of draws in which it meets", "share"),
            *(Column(f"fifth_{one}", f"Fifth by {title}", "count", "5 the worst")
              for one, title in zip(self.measures, self.titles, strict=True)),
        )  # fmt: skip
        rows = (
            (one.label, one.verdict, one.met, one.known, one.stability, *one.fifths)
            for one in self.areas
        )
        return Table("risk", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """The fifth of each area by each measure, areas in which most meet first."""
        top = sorted(self.areas, key=lambda one: (-one.met, -one.stability, one.label))[:DRAWN]
        rows = [
            {"area": one.label, "measure": measure, "value": fifth}
            for one in top
            for measure, fifth in zip(self.titles, one.fifths, strict=True)
        ]
        caption = Caption(self.explain(), "Fifths of areas by each measure, 5 (dark) the worst.")
        return draw_heat(rows, caption, across="measure", down="area")
