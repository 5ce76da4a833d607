"""Harm by likelihood, with the capacity to act: candidates as a matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safercity.evidence.findings import Caption, Column, Statement, Table, draw_heat, say_all
from safercity.evidence.priorities.describing import BANDS, NOT_KNOWN, RankedCandidate
from safercity.evidence.priorities.words import MESSAGES

NAMES = (*(name for _under, name in BANDS), NOT_KNOWN)
MOST_NAMED = 5
TOLD = "How many candidates stand in each cell; the table names them."


@dataclass(frozen=True)
class PriorityMatrix:
    """Candidates by the bands of their harm and likelihood; what is not known has its own."""

    candidates: tuple[RankedCandidate, ...]
    titles: Mapping[str, str]
    settings: Mapping[str, object]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """How many have a place, which are high in both, and of whom that is not known."""
        high = self._list("high", "high")
        unknown = tuple(
            one.id
            for one in self.candidates
            if NOT_KNOWN in (one.bands["harm"], one.bands["likelihood"])
        )
        number = len(self.candidates)
        placed = {"number": number, "placed": number - len(unknown)}
        if not placed["placed"]:
            told = [Statement("priorities.matrix_none", placed)]
        else:
            name = "matrix_high" if high else "matrix_none_high"
            names = {"names": tuple(one.id for one in high)}
            told = [Statement("priorities.matrix", placed), Statement(f"priorities.{name}", names)]
        if unknown:
            many = "_many" if len(unknown) > MOST_NAMED else ""
            values: dict[str, object] = {"names": unknown, "number": len(unknown)}
            told.append(Statement(f"priorities.matrix_unknown{many}", values))
        return tuple(told)

    @property
    def limits(self) -> tuple[Statement, ...]:
        """What is printed wherever the matrix is shown."""
        ids = ("matrix_bands", "judgement", "relative", "overlap")
        return tuple(Statement(f"priorities.{name}") for name in ids)

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES, titles=self.titles)

    def table(self) -> Table:
        """A row for each band of harm, a column for each of likelihood; high harm first."""
        columns = (
            Column("harm", "Harm"),
            *(Column(f"likelihood_{band.replace(' ', '_')}", f"Likelihood {band}")
              for band in NAMES),
        )  # fmt: skip
        rows = tuple(
            (harm, *(self._name(harm, likelihood) for likelihood in NAMES)) for harm in _downwards()
        )
        return Table("priority_matrix", columns, rows)

    def chart(self) -> dict[str, Any]:
        """How many candidates stand in each cell."""
        counts = {
            (harm, likelihood): len(self._list(harm, likelihood))
            for harm in _downwards()
            for likelihood in NAMES
        }
        rows = [
            {"harm": harm, "likelihood": likelihood, "value": count,
             "number": str(count) if count else ""}
            for (harm, likelihood), count in counts.items()
        ]  # fmt: skip
        caption = Caption(self.explain(), TOLD)
        return draw_heat(rows, caption, across="likelihood", down="harm", says="number")

    def _list(self, harm: str, likelihood: str) -> list[RankedCandidate]:
        return [
            one
            for one in self.candidates
            if (one.bands["harm"], one.bands["likelihood"]) == (harm, likelihood)
        ]

    def _name(self, harm: str, likelihood: str) -> str:
        return "; ".join(
            f"{self.titles.get(one.id, one.id)} (capacity {one.bands['capacity']})"
            for one in self._list(harm, likelihood)
        )


def _downwards() -> tuple[str, ...]:
    *known, unknown = NAMES
    return (*reversed(known), unknown)
