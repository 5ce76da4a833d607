"""What is asked of the store: a frozen value, fit for a cache key or a line of provenance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["cell", "small_area", "ward", "city"]


@dataclass(frozen=True)
class Question:
    """Which records to count, by what place and period. Empty tuples mean "every one".

    `unit`: `small_area` counts the common units of both LSOA vintages; `city` counts all accepted
    rows of our area, unplaced ones included. `first` and `last` are month labels, both included.
    `layer`: "demand", "activity", "context" or "any". `weights` names a table of harm weights.
    `categories`: of these only, beside what the themes ask.
    """

    themes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    unit: Unit = "cell"
    period: Literal["month", "quarter"] = "month"
    first: str | None = None
    last: str | None = None
    layer: Literal["demand", "activity", "context", "any"] = "demand"
    weights: str | None = None
    categories: tuple[str, ...] = ()
