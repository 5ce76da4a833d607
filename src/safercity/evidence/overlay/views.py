"""One agency's view of the units: what is typical for it, and where and when it sees more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.overlay.background import Pooled, find_background
from safercity.evidence.overlay.demand import Units
from safercity.evidence.overlay.neighbours import sum_with_neighbours
from safercity.evidence.overlay.settings import PlaceSettings
from safercity.evidence.statistics import round_significant

HIGH, NOT, MISSING = 1, 0, -1


@dataclass(frozen=True)
class AgencyView:
    """One agency on n units and Q quarters.

    `counts`: (n, Q) whole numbers. `expected`: (n, Q), what the unit would have at the agency's
    typical rate of that quarter. `around`, `expected_around`: the same for the unit with its
    neighbours (equal to the former on small areas). `present`: (Q,). `states`: (n, Q) of HIGH,
    NOT, MISSING. `typical`: (Q,) counts a quarter per unit of exposure, NaN where missing.
    `level`: (n,) how the agency's records run around here, 1 as in the whole city.
    """

    agency: str
    unplaced_share: float
    counts: np.ndarray
    expected: np.ndarray
    around: np.ndarray
    expected_around: np.ndarray
    present: np.ndarray
    states: np.ndarray
    typical: np.ndarray
    level: np.ndarray


@dataclass(frozen=True)
class Series:
    """Counts of one agency by quarter before they are judged; `months` sent in each quarter."""

    agency: str
    unplaced_share: float
    counts: np.ndarray
    months: np.ndarray


def view_agency(
    series: Series, units: Units, *, exposure: np.ndarray, settings: PlaceSettings
) -> AgencyView:
    """Judge one agency's quarters. `exposure`: (n,), already floored."""
    present = series.months >= settings.months_for_quarter
    parts = np.where(present, series.months, 0) / 3
    counts = series.counts * present
    together = units.kind == "cell"
    around = sum_with_neighbours(counts, units) if together else counts
    pooled = Pooled(counts.sum(axis=1), exposure * parts.sum(), around.sum(axis=1))
    background = find_background(pooled, units, settings=settings)
    exposed = exposure * background.level
    exposed_around = sum_with_neighbours(exposed, units) if together else exposed
    typical = _typical_rates(counts, exposed, background=background.is_ordinary, parts=parts)
    share = np.where(present, typical * parts, 0.0)
    expected = round_significant(exposed[:, None] * share[None, :])
    expected_around = round_significant(exposed_around[:, None] * share[None, :])
    return AgencyView(
        agency=series.agency,
        unplaced_share=series.unplaced_share,
        counts=counts,
        expected=expected,
        around=around,
        expected_around=expected_around,
        present=present,
        states=judge_quarters(around, expected_around, present=present, settings=settings),
        typical=np.where(present, typical, np.nan),
        level=background.level,
    )


def judge_quarters(
    counts: np.ndarray, expected: np.ndarray, *, present: np.ndarray, settings: PlaceSettings
) -> np.ndarray:
    """HIGH, NOT or MISSING for each row and quarter: at least `ratio_at_least` times the typical
    demand and at least `minimum_count` records. A quarter not sent is MISSING, never NOT."""
    wanted = round_significant(settings.ratio_at_least * expected)
    high = (counts >= wanted) & (counts >= settings.minimum_count)
    return np.where(present[None, :], np.where(high, HIGH, NOT), MISSING).astype(np.int8)


def _typical_rates(
    counts: np.ndarray, exposure: np.ndarray, *, background: np.ndarray, parts: np.ndarray
) -> np.ndarray:
    below = exposure[background].sum() * parts
    above = counts[background].sum(axis=0)
    return round_significant(np.where(below > 0, above / np.where(below > 0, below, 1.0), 0.0))
