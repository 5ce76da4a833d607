"""The rolling list, shown apart: drawn up anew it always seems to improve, whatever is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_lines,
    refuse_activity,
    require_time,
    say_all,
)
from safercity.evidence.indicators.contrasts import check_figures
from safercity.evidence.indicators.errors import ComparisonIncomplete
from safercity.evidence.indicators.words import MESSAGES
from safercity.evidence.matrix import Matrix
from safercity.evidence.statistics import round_significant

METHOD = "A rolling list"


@dataclass(frozen=True)
class RollingTerms:
    """How many areas a list has, by how many months it is drawn up, how often, and watched on."""

    areas: int = 10
    months: int = 12
    every_months: int = 3


@dataclass(frozen=True)
class RollingList:
    """A list at each step: `listed_in` (its last month), `listed` (incidents a month in its areas
    while they were listed), `followed` (in the same areas in as many months after).

    `ratio`: all followed over all listed; None without a list that can be followed.
    """

    listed_in: tuple[str, ...]
    listed: np.ndarray
    followed: np.ndarray
    ratio: float | None
    settings: RollingTerms
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each list."""
        columns = (
            Column("period", "Listed in", "month"),
            Column("listed", "A month, while listed", "figure"),
            Column("followed", "A month, afterwards", "figure"),
        )
        rows = zip(self.listed_in, self.listed.tolist(), self.followed.tolist(), strict=True)
        return Table("rolling_list", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """Both levels, list by list."""
        caption = Caption(
            "A list drawn up anew always seems to improve",
            "The level of the listed areas while they were listed, and in the months after.",
        )
        lines = {"listed": "while listed", "followed": "afterwards"}
        return draw_lines(self.table().records(), caption, x="period", y=lines)


def show_rolling(
    counts: Matrix, terms: RollingTerms | None = None, *, basis: Basis | None = None
) -> RollingList:
    """What follows a list of the highest areas, drawn up anew each time (areas x months).

    Areas are listed by their sum over `months`; ties by label. Months that any area lacks are left
    out of both levels. Source: regression to the mean (Galton 1886; Barnett, van der Pols & Dobson,
    Int. J. Epidemiology 34, 2005). Limits: a picture of an error, never a measure of progress.
    Errors: `ComparisonIncomplete`, for no more areas than a list holds, or counts below zero;
    `ActivityAsked`.
    """
    terms, basis = terms or RollingTerms(), basis or Basis()
    refuse_activity(basis, METHOD)
    require_time(basis, ("minute", "day", "month"), method=METHOD)
    if len(counts.rows) <= terms.areas:
        raise ComparisonIncomplete(
            f"A list of {terms.areas} areas needs more than {len(counts.rows)} to choose from.",
            advice="Ask for a shorter list.",
        )
    values = counts.values.astype(float)
    check_figures(counts, what="A rolling list")
    known = ~np.isnan(values).any(axis=0)
    steps = range(terms.months, len(counts.columns) - terms.months + 1, terms.every_months)
    found = [
        (counts.columns[end - 1], *_levels(counts, known, end=end, terms=terms)) for end in steps
    ]
    found = [one for one in found if not np.isnan(one[1]) and not np.isnan(one[2])]
    listed = round_significant(np.array([one[1] for one in found], dtype=float))
    followed = round_significant(np.array([one[2] for one in found], dtype=float))
    ratio = float(round_significant(followed.sum() / listed.sum())) if listed.sum() > 0 else None
    told = Statement("indicators.rolling_few")
    if ratio is not None:
        values_told = {"lists": len(found), "ratio": ratio, "months": terms.months}
        told = Statement("indicators.rolling", values_told)
    limits = (Statement("indicators.rolling_limit"),)
    names = tuple(one[0] for one in found)
    return RollingList(names, listed, followed, ratio, terms, (told,), limits)


def _levels(
    counts: Matrix, known: np.ndarray, *, end: int, terms: RollingTerms
) -> tuple[float, float]:
    """Incidents a known month in the listed areas, before and from `end`; NaN where none known."""
    before = np.flatnonzero(known[end - terms.months : end]) + end - terms.months
    after = np.flatnonzero(known[end : end + terms.months]) + end
    if not before.size or not after.size:
        return float("nan"), float("nan")
    values = counts.values.astype(float)
    sums = values[:, before].sum(axis=1)
    order = sorted(range(len(counts.rows)), key=lambda row: (-sums[row], str(counts.rows[row])))
    chosen = order[: terms.areas]
    return (
        float(values[chosen][:, before].sum() / before.size),
        float(values[chosen][:, after].sum() / after.size),
    )
