"""What is expected in the year ahead: a forecast as a finding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from safercity.evidence.errors import UnknownName
from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_lines,
    plain,
    say,
    say_all,
)
from safercity.evidence.seasons.forecasting.back_test import BackTest
from safercity.evidence.seasons.forecasting.settings import ForecastSettings
from safercity.evidence.seasons.forecasting.telling import state_forecast
from safercity.evidence.seasons.forecasting.words import MESSAGES

COLUMNS = (
    Column("area", "Area"),
    Column("month", "Month", "month"),
    Column("count", "Records", "count"),
    Column("expected", "Expected", "figure"),
    Column("low", "Low", "figure"),
    Column("high", "High", "figure"),
    Column("above", "Above a usual month by more than chance", "flag"),
)


@dataclass(frozen=True)
class Forecast:
    """Expected counts of `rows` in the months `ahead`, with intervals.

    `counts` (rows, months) are the past, NaN for gaps; `expected`, `low`, `high` (rows, horizon);
    `total`, `total_low`, `total_high` (rows,) for all months ahead together. `usual` (rows,
    horizon): a usual month of the year ahead, of as many days; `above`: whether even `low` is above
    it.
    `seasons` (12,), January first: what all rows share, mean 1, for months of equal length.
    `tested` (horizon + 1,): whether widths come from past errors, the total last. `whole`: the row
    that a tree's sentences are about, None where rows stand side by side.
    """

    rows: tuple[str, ...]
    months: tuple[str, ...]
    ahead: tuple[str, ...]
    counts: np.ndarray
    expected: np.ndarray
    low: np.ndarray
    high: np.ndarray
    total: np.ndarray
    total_low: np.ndarray
    total_high: np.ndarray
    usual: np.ndarray
    seasons: np.ndarray
    tested: np.ndarray
    back_test: BackTest
    basis: Basis
    settings: ForecastSettings
    whole: str | None = None
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    @property
    def above(self) -> np.ndarray:
        """Months above a usual one by more than chance: (rows, horizon)."""
        return self.low > self.usual

    def place(self, row: str) -> int:
        """Where a row stands. Errors: `UnknownName`, listing what there is."""
        if row in self.rows:
            return self.rows.index(row)
        names = ", ".join(str(one) for one in self.rows[:20])
        raise UnknownName(f"No forecast was made of {row!r}.", advice=f"There are: {names}.")

    def pick(self, row: str) -> Forecast:
        """One row's forecast, with its own sentences. Errors: `UnknownName`."""
        at = self.place(row)
        part = slice(at, at + 1)
        names = ("counts", "expected", "low", "high", "total", "total_low", "total_high", "usual")
        values: dict[str, Any] = {name: getattr(self, name)[part] for name in names}
        found = replace(
            self,
            rows=(row,),
            back_test=self.back_test.pick(at),
            whole=None,
            statements=(),
            **values,
        )
        return replace(found, statements=state_forecast(found))

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each area and month, the past first, then the months ahead."""
        rows = []
        for at, area in enumerate(self.rows):
            past = zip(self.months, self.counts[at], strict=True)
            rows += [(area, month, plain(one), *[None] * 4) for month, one in past]
            figures = zip(self.expected[at], self.low[at], self.high[at], strict=True)
            rows += [
                (area, month, None, *map(plain, three), bool(above))
                for month, three, above in zip(self.ahead, figures, self.above[at], strict=True)
            ]
        return Table("forecast", COLUMNS, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """The past and the months ahead with their interval; of several rows the whole or first."""
        shown = self if len(self.rows) == 1 else self.pick(self.whole or self.rows[0])
        told = f"{shown.rows[0]}: records by month, then what is expected, with its interval."
        caption = Caption(say(shown.statements[0], MESSAGES), told)
        lines = {"count": "Records", "expected": "Expected"}
        rows = [one | {"ahead": one["above"] is not None} for one in shown.table().records()]
        return draw_lines(rows, caption, x="month", y=lines)
