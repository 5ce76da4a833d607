"""Are the areas we chose improving? Frozen at the baseline, against the areas they match."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_lines,
    plain,
    refuse_activity,
    require_time,
    say_all,
)
from safercity.evidence.indicators.contrasts import (
    FrozenTerms,
    check_areas,
    compare_changes,
    doubt_comparison,
    split_months,
)
from safercity.evidence.indicators.periods import say_period
from safercity.evidence.indicators.terms import Direction
from safercity.evidence.indicators.words import MESSAGES
from safercity.evidence.matrix import Matrix
from safercity.evidence.statistics import round_significant

METHOD = "A comparison of frozen areas"
Told = tuple[Statement, ...]
FrozenVerdict = Literal["better", "worse", "same", "changed", "not_judged"]


@dataclass(frozen=True)
class FrozenComparison:
    """`ratio`: the frozen areas' change over their matches' change (1: alike), with its interval.

    `before`, `after`: incidents a month, (frozen, matched). `chosen_on_before`: there were too few
    earlier months, so those that chose the areas stand in for them, and nothing is judged.
    """

    verdict: FrozenVerdict
    ratio: float
    low: float
    high: float
    before: tuple[float, float]
    after: tuple[float, float]
    chosen_on_before: bool
    months: tuple[str, ...]
    series: tuple[np.ndarray, np.ndarray]
    settings: FrozenTerms
    statements: Told = ()
    limits: Told = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row a month: incidents in the frozen and in the matched areas."""
        columns = (
            Column("period", "Month", "month"),
            Column("frozen", "Areas frozen at the baseline", "count"),
            Column("matched", "Matched areas", "count"),
        )
        rows = zip(self.months, *(map(plain, one) for one in self.series), strict=True)
        return Table("frozen_areas", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """Both sets over time."""
        told = "Areas frozen at the baseline against the areas they match, month by month."
        lines = {"frozen": "frozen areas", "matched": "matched areas"}
        caption = Caption("Frozen areas and their matches", told)
        return draw_lines(self.table().records(), caption, x="period", y=lines)


def compare_frozen(
    frozen: Matrix, matched: Matrix, *, terms: FrozenTerms, basis: Basis | None = None
) -> FrozenComparison:
    """Compare areas frozen at the baseline with matched areas, both areas x months of counts.

    ratio = (frozen after / before) / (matched after / before), months pooled. Its standard error is
    that of two ratio estimates over areas (Cochran, Sampling Techniques, 1977, 6.4), never smaller
    than chance alone gives, on Welch's degrees of freedom. Months that any area lacks are left out.
    Limits: areas are chosen for being high, and fall back by themselves (regression to the mean);
    months that chose them are therefore on neither side, and without enough others no verdict.
    Errors: `ComparisonIncomplete`, `LabelsDiffer`, `ActivityAsked`, `TooCoarse`.
    """
    basis = basis or Basis()
    refuse_activity(basis, METHOD)
    require_time(basis, ("minute", "day", "month"), method=METHOD)
    check_areas(frozen, matched, terms=terms)
    sides = [one.values.astype(float) for one in (frozen, matched)]
    known = ~np.isnan(np.concatenate(sides)).any(axis=0)
    known &= ~np.isin(np.array(frozen.columns), np.array(basis.missing or ("",)))
    split = split_months(frozen.columns, known, terms=terms)
    parts = [(one[:, split.before], one[:, split.after]) for one in sides]
    ratio, low, high = compare_changes(parts, level=terms.level)
    doubt = doubt_comparison(split, sides, terms=terms)
    before, after = (
        tuple(float(round_significant(part[when].sum() / part[when].shape[1])) for part in parts)
        for when in (0, 1)
    )
    totals = [np.where(known, one.sum(axis=0), np.nan) for one in sides]
    found = FrozenComparison(
        verdict=_judge(ratio, (low, high), doubt=doubt, better=terms.better),
        ratio=ratio,
        low=low,
        high=high,
        before=(before[0], before[1]),
        after=(after[0], after[1]),
        chosen_on_before=split.chosen_on_before,
        months=frozen.columns,
        series=(totals[0], totals[1]),
        settings=terms,
    )
    told = _state(found, doubt, areas=(len(frozen.rows), len(matched.rows)))
    return replace(found, statements=told, limits=_state_limits(int((~known).sum()), basis))


def _judge(
    ratio: float, interval: tuple[float, float], *, doubt: Statement | None, better: Direction
) -> FrozenVerdict:
    if doubt is not None:
        return "not_judged"
    if interval[0] <= 1 <= interval[1]:
        return "same"
    if better == "ambiguous":
        return "changed"
    return "better" if (ratio > 1) == (better == "up") else "worse"


def _state(found: FrozenComparison, doubt: Statement | None, *, areas: tuple[int, int]) -> Told:
    values: dict[str, object] = {
        "areas": areas[0],
        "matched": areas[1],
        "ratio": found.ratio,
        "low": found.low,
        "high": found.high,
        "change": abs(found.ratio - 1),
        "less": "more" if found.ratio > 1 else "less",
    }
    counts = {
        "before": found.before[0],
        "after": found.after[0],
        "matched_before": found.before[1],
        "matched_after": found.after[1],
    }
    told = [Statement(f"indicators.frozen_{found.verdict}", values)]
    told += [doubt] if doubt else []
    return (*told, Statement("indicators.frozen_counts", counts))


def _state_limits(dropped: int, basis: Basis) -> Told:
    told = [Statement("indicators.frozen_limit")]
    if dropped:
        told.append(Statement("indicators.frozen_dropped", {"number": dropped}))
    if basis.unplaced_share > 0:
        told.append(Statement("indicators.unplaced", {"share": basis.unplaced_share}))
    told += [
        Statement("indicators.recording",
                  {"period": say_period(one.month), "reason": one.title})
        for one in basis.breaks
    ]  # fmt: skip
    return tuple(told)
