"""Harm and cost of the types: each table's sums, and where two tables rank the types otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from safercity.evidence.statistics import mid_ranks, sum_weighted

if TYPE_CHECKING:
    from safercity.evidence.taxonomy.model import Weights


@dataclass(frozen=True)
class HarmTotal:
    """What one table of weights makes of the records.

    `of_types`: count x weight for each type that has a figure. `total` with `low` and `high`, NaN
    where no type has one. `unweighted`: types with records but without a figure, and how many
    records these are. `kind`: "harm" or "cost"; `year` of the table.
    """

    id: str
    title: str
    kind: str
    unit: str
    year: str
    of_types: Mapping[str, float]
    total: float
    low: float
    high: float
    unweighted: tuple[str, ...]
    unweighted_count: int

    @property
    def highest(self) -> str | None:
        """The type with most harm; None where no record has a figure."""
        return max(self.of_types, key=lambda one: self.of_types[one]) if self.total else None


@dataclass(frozen=True)
class HarmRanks:
    """Ranks (1 the most harm) of the types that both tables weigh, side by side.

    `pairs`: pairs of these types; `reversed`: how many the tables put the other way round.
    """

    tables: tuple[str, str]
    types: tuple[str, ...]
    first: tuple[float, ...]
    second: tuple[float, ...]
    pairs: int
    reversed: int

    @property
    def farthest(self) -> str:
        """The type whose two ranks lie farthest apart (the first of them)."""
        apart = np.abs(np.array(self.first) - np.array(self.second))
        return self.types[int(np.argmax(apart))]


def sum_harm(counts: Mapping[str, int], table: Weights, *, level: float) -> HarmTotal:
    """The records of each type by one table. A type without a figure adds nothing and is named."""
    figures = {name: table.of(name) for name in counts}
    known = {name: weight for name, weight in figures.items() if weight is not None}
    held = np.array([counts[name] for name in known], dtype=float)
    found = sum_weighted(held, np.array(list(known.values()), dtype=float), level=level)
    without = tuple(name for name in counts if name not in known and counts[name])
    return HarmTotal(
        id=table.id,
        title=str(table.title["en"]),
        kind=table.kind,
        unit=table.unit,
        year=table.year,
        of_types={name: float(counts[name] * weight) for name, weight in known.items()},
        total=found.total if known else float("nan"),
        low=found.low,
        high=found.high,
        unweighted=without,
        unweighted_count=sum(counts[name] for name in without),
    )


def rank_harm(totals: Sequence[HarmTotal]) -> HarmRanks | None:
    """The first two harm tables side by side; None where not two types have a figure in both.

    Two tables of harm rank offences and places differently (Ashby, "Comparing methods for
    measuring crime harm/severity", Policing 12(4), 2017), so no rank by one alone is given.
    """
    harm = [one for one in totals if one.kind == "harm" and one.of_types]
    if len(harm) < 2:
        return None
    one, other = harm[:2]
    shared = tuple(name for name in one.of_types if name in other.of_types)
    if len(shared) < 2:
        return None
    sides = [np.array([table.of_types[name] for name in shared]) for table in (one, other)]
    ranks = [mid_ranks(-side) for side in sides]
    pairs = list(combinations(range(len(shared)), 2))
    turned = sum((ranks[0][i] - ranks[0][j]) * (ranks[1][i] - ranks[1][j]) < 0 for i, j in pairs)
    return HarmRanks(
        (one.title, other.title), shared,
        tuple(ranks[0].tolist()), tuple(ranks[1].tolist()), len(pairs), int(turned),
    )  # fmt: skip
