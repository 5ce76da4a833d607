"""Where is demand concentrated? Hot spots on cells or areas, tested all at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.findings import Basis, refuse_activity, require_location
from safercity.evidence.matrix import Matrix
from safercity.evidence.places.hot_spots.errors import CountsUnusable
from safercity.evidence.places.hot_spots.found import HotSpots
from safercity.evidence.places.hot_spots.judge import HOT, judge_values
from safercity.evidence.places.hot_spots.neighbourhoods import Neighbourhoods
from safercity.evidence.places.hot_spots.settings import HotSpotSettings
from safercity.evidence.places.hot_spots.telling import state_found, state_limits
from safercity.evidence.runs import Run
from safercity.evidence.types import LOCATION_PRECISIONS, SUPPORTS_CELLS

SUPPORTS_AREAS = frozenset(LOCATION_PRECISIONS[:6])
METHOD = "A map of hot spots"


def find_hot_spots(
    counts: Matrix,
    near: Neighbourhoods,
    *,
    basis: Basis,
    run: Run,
    settings: HotSpotSettings | None = None,
) -> HotSpots:
    """Places that, with their neighbours, hold more (or fewer) records than an even spread.

    `counts`: places by periods, added up over the periods; zeros belong, NaN is missing. A period
    of which nothing is known is left out and said; a place that misses another period is not
    tested. `near`: neighbourhoods of the rows, in their order. Rates do too, as floats.
    Gi* (Ord & Getis 1995) with exact conditional-permutation p-values and Benjamini-Hochberg
    adjustment over all places tested, unless `settings` choose otherwise.
    Errors: `TooCoarse`, `ActivityAsked`; `CountsUnusable` for negative or infinite counts or fewer
    than two places; `NeighboursUnusable` where neighbourhoods do not fit.
    Limits: against an even spread, not against residents or visitors; neighbouring tests lean on
    the same records; a cell at the edge has fewer neighbours.
    """
    settings = settings or HotSpotSettings()
    check_basis(basis, settings)
    values, missing = add_up_periods(counts)
    run.step("hot spots", 0, 1)
    judged = judge_values(values, near, settings=settings, run=run)
    run.step("hot spots", 1, 1)
    found = HotSpots(counts.rows, values, judged, settings)
    lone = found.lone()
    hidden = None
    if lone is not None:
        # So high a single count could have been dealt to any neighbourhood: none looks rare.
        without = np.where(np.arange(len(values)) == lone, np.nan, values)
        apart = judge_values(without, near, settings=settings, run=run)
        hidden = int((apart.states == HOT).sum())
    return replace(
        found,
        statements=state_found(found, hidden=hidden),
        limits=state_limits(found, basis, missing=missing),
    )


def check_basis(basis: Basis, settings: HotSpotSettings) -> None:
    """Refuse activity, and records told more coarsely than the unit."""
    refuse_activity(basis, METHOD)
    allowed = SUPPORTS_CELLS if settings.unit == "cell" else SUPPORTS_AREAS
    require_location(basis, allowed, method=f"{METHOD} by {settings.unit}")


def add_up_periods(counts: Matrix) -> tuple[np.ndarray, tuple[str, ...]]:
    """Totals of the rows, NaN where one is not known, and the periods of which nothing is."""
    values = check_counts(counts)
    unknown = np.isnan(values).all(axis=0)
    missing = tuple(str(counts.columns[at]) for at in np.flatnonzero(unknown))
    if unknown.all():
        return np.full(len(values), np.nan), missing
    return values[:, ~unknown].sum(axis=1), missing


def check_counts(counts: Matrix) -> np.ndarray:
    """The values as floats; `CountsUnusable`, naming the first, where one cannot be a count."""
    values = np.asarray(counts.values, dtype=float)
    wrong = np.argwhere((values < 0) | np.isinf(values))
    if wrong.size:
        row, column = wrong[0]
        raise CountsUnusable(
            f"{len(wrong)} counts are negative or infinite; the first is {values[row, column]:g} "
            f"at {counts.rows[row]} in {counts.columns[column]}."
        )
    if values.shape[1] == 0:
        raise CountsUnusable("There is no period to count in.")
    return values
