"""One agency's view of the units: what is typical for it, and where and when it sees more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.overlay.demand import Units
from safercity.evidence.overlay.neighbours import sum_with_neighbours
from safercity.evidence.overlay.settings import PlaceSettings
from safercity.evidence.statistics import round_significant

HIGH, NOT, MISSING = 1, 0, -1
PASSES = 10
LEAST_BACKGROUND = 0.5


@dataclass(frozen=True)
class AgencyView:
    """One agency on n units and Q quarters.

    `counts`: (n, Q) whole numbers. `expected`: (n, Q), what the unit would have at the agency's
    typical rate of that quarter. `around`, `expected_around`: the same for the unit with its
    neighbours (equal to the former on small areas). `present`: (Q,). `states`: (n, Q) of HIGH,
    NOT, MISSING. `typical`: (Q,) counts a quarter per unit of exposure, NaN where missing.
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
    exposed_around = sum_with_neighbours(exposure, units) if together else exposure
    background = find_background(
        (counts.sum(axis=1), around.sum(axis=1)),
        (exposure * parts.sum(), exposed_around * parts.sum()),
        settings=settings,
    )
    typical = _typical_rates(counts, exposure, background=background, parts=parts)
    share = np.where(present, typical * parts, 0.0)
    expected = round_significant(exposure[:, None] * share[None, :])
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
    )


def judge_quarters(
    counts: np.ndarray, expected: np.ndarray, *, present: np.ndarray, settings: PlaceSettings
) -> np.ndarray:
    """HIGH, NOT or MISSING for each row and quarter: at least `ratio_at_least` times the typical
    demand and at least `minimum_count` records. A quarter not sent is MISSING, never NOT."""
    wanted = round_significant(settings.ratio_at_least * expected)
    high = (counts >= wanted) & (counts >= settings.minimum_count)
    return np.where(present[None, :], np.where(high, HIGH, NOT), MISSING).astype(np.int8)


def find_background(
    counts: tuple[np.ndarray, np.ndarray],
    exposure: tuple[np.ndarray, np.ndarray],
    *,
    settings: PlaceSettings,
) -> np.ndarray:
    """The units that are not high, by which the typical rate is set, so that hot spots hardly
    raise it. `counts`, `exposure`: (of the unit, of the unit with its neighbours).

    Starts from all units, leaves out those at or above `ratio_at_least` times the rate of the
    rest, and repeats, at most ten times and never below half the exposure.
    """
    own, around = counts
    exposed, exposed_around = exposure
    background = exposed > 0
    if not background.any():
        return background
    for _ in range(PASSES):
        rate = own[background].sum() / exposed[background].sum()
        wanted = round_significant(settings.ratio_at_least * rate * exposed_around)
        rest = (exposed > 0) & ((around < wanted) | (around < settings.minimum_count))
        too_few = exposed[rest].sum() < LEAST_BACKGROUND * exposed.sum()
        if too_few or (rest == background).all():
            break
        background = rest
    return background


def _typical_rates(
    counts: np.ndarray, exposure: np.ndarray, *, background: np.ndarray, parts: np.ndarray
) -> np.ndarray:
    below = exposure[background].sum() * parts
    above = counts[background].sum(axis=0)
    return round_significant(np.where(below > 0, above / np.where(below > 0, below, 1.0), 0.0))
