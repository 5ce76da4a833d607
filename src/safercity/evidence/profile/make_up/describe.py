"""A make-up: which types, how many of each, what changed, and what harm and cost they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_intervals,
    plain,
    refuse_activity,
    require_time,
    say_all,
)
from safercity.evidence.matrix import Matrix
from safercity.evidence.profile.make_up.harm import HarmRanks, HarmTotal, rank_harm, sum_harm
from safercity.evidence.profile.make_up.telling import limit_make_up, state_make_up
from safercity.evidence.profile.make_up.types import METHOD, TypeRow, count_types, read_types
from safercity.evidence.profile.series import MONTHLY
from safercity.evidence.profile.words import MESSAGES

if TYPE_CHECKING:
    from safercity.evidence.taxonomy.model import Weights


@dataclass(frozen=True)
class MakeUpSettings:
    """The newest `months` are described; `level` of all intervals. A type's change is called from
    a false-discovery value of at most `discovery`; `named`: how many types sentences name.
    """

    months: int = 12
    level: float = 0.95
    discovery: float = 0.05
    named: int = 3


@dataclass(frozen=True)
class MakeUp:
    """A make-up. `types` from the most records to the fewest; `harms`: a sum for each table of
    weights; `ranks`: the two harm tables side by side, None where they cannot be compared.
    """

    types: tuple[TypeRow, ...]
    count: int
    harms: tuple[HarmTotal, ...]
    ranks: HarmRanks | None
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: MakeUpSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row a type: count, share, change, and a column for each table of weights."""
        columns = (
            Column("type", "Type", "name"),
            Column("count", "Records", "count"),
            Column("share", "Share", "share"),
            Column("low", "Share, low", "share"),
            Column("high", "Share, high", "share"),
            Column("before", "A year before", "count"),
            Column("change", "Change", "share"),
            Column("change_low", "Change, low", "share"),
            Column("change_high", "Change, high", "share"),
            Column("q", "Chance, all types considered", "figure"),
            *(Column(one.id, one.title, "figure", one.unit) for one in self.harms),
            *(Column(f"rank_{i}", f"Rank: {title}", "figure") for i, title in self._ranked()),
        )
        return Table("make_up", columns, tuple(self._row(one) for one in self.types))

    def _ranked(self) -> list[tuple[int, str]]:
        return list(enumerate(self.ranks.tables, 1)) if self.ranks else []

    def _row(self, one: TypeRow) -> tuple[object, ...]:
        shares = map(plain, (one.share, one.low, one.high))
        change = map(plain, (one.change, one.change_low, one.change_high, one.q))
        harm = (total.of_types.get(one.type) for total in self.harms)
        ranks: tuple[object, ...] = ()
        if self.ranks:
            at = self.ranks.types.index(one.type) if one.type in self.ranks.types else None
            sides = (self.ranks.first, self.ranks.second)
            ranks = tuple(None if at is None else side[at] for side in sides)
        return (one.type, one.count, *shares, one.before, *change, *harm, *ranks)

    def chart(self) -> dict[str, Any]:
        """The share of each type with its interval."""
        rows = [
            {"type": one.type, "share": plain(one.share), "low": plain(one.low),
             "high": plain(one.high)}
            for one in self.types
        ]  # fmt: skip
        caption = Caption(self.explain(), "Each type's share of the records, with its interval.")
        return draw_intervals(rows, caption, name="type", value="share")


def describe_make_up(
    counts: Matrix | Mapping[str, float],
    *,
    basis: Basis,
    weights: Sequence[Weights] = (),
    settings: MakeUpSettings | None = None,
) -> MakeUp:
    """What records are made of: `counts` has a row a type (category) and a column a month, NaN
    where a month is missing; or plain counts by type, which then have no year before.

    Only months sent for every type are added up, or shares would follow what was sent. Shares have
    Wilson's interval (1927). Changes on the same months a year before are exact and conditional on
    both counts, widened by each type's own dispersion, with Benjamini-Hochberg over the types.
    `weights`: tables of harm and of unit costs (`taxonomy.weights`), each summed with Dobson's
    interval; ranks by two harm tables stand side by side and never alone (Ashby 2017).
    Limits: types are the recorder's; a type without a figure is counted and named, never guessed.
    Errors: `CountsUnusable`, `ActivityAsked`, `TooCoarse`.
    """
    settings = settings or MakeUpSettings()
    refuse_activity(basis, METHOD)
    if isinstance(counts, Matrix):
        require_time(basis, MONTHLY, method=METHOD)
    types = read_types(counts, months=settings.months)
    rows = count_types(types, level=settings.level)
    by_name = {one.type: one.count for one in rows}
    harms = tuple(sum_harm(by_name, table, level=settings.level) for table in weights)
    told = tuple(sorted(rows, key=lambda one: (-one.count, one.type)))
    ranks = rank_harm(harms)
    return MakeUp(
        types=told,
        count=sum(by_name.values()),
        harms=harms,
        ranks=ranks,
        statements=state_make_up(told, types, harms=(harms, ranks), settings=settings),
        limits=limit_make_up(types, harms=(harms, ranks), basis=basis),
        settings=settings,
    )
