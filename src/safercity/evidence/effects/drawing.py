"""One figure with its interval, as a table and as a chart: the same for every method."""

from __future__ import annotations

from typing import Any, Protocol

from safercity.evidence.findings import Caption, Column, Table, draw_intervals, plain

RATIO = (
    Column("what", "What"),
    Column("value", "Ratio", "figure"),
    Column("low", "Low", "figure"),
    Column("high", "High", "figure"),
)
TOLD = "The figure with its interval; 1 would be no difference."


class RatioFigure(Protocol):
    """What has a ratio and an interval."""

    @property
    def ratio(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


def tabulate_ratio(found: RatioFigure, *, name: str) -> Table:
    """One row: ratio, low, high."""
    row = ("Change against the comparison", *map(plain, (found.ratio, found.low, found.high)))
    return Table(name, RATIO, (row,))


def draw_ratio(found: RatioFigure, *, title: str) -> dict[str, Any]:
    """The ratio with its interval."""
    records = tabulate_ratio(found, name="ratio").records()
    return draw_intervals(records, Caption(title, TOLD), name="what", value="value")
