"""Where is demand concentrated? Hot spots on cells or areas, tested all at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.findings import Basis, refuse_activity, require_location
from safercity.evidence.matrix import Matrix
from safercity.evidence.places.counts import SUPPORTS_AREAS, add_up_periods, find_missing
from safercity.evidence.places.hot_spots.found import HotSpots
from safercity.evidence.places.hot_spots.judge import HOT, judge_values
from safercity.evidence.places.hot_spots.neighbourhoods import Neighbourhoods
from safercity.evidence.places.hot_spots.settings import HotSpotSettings
from safercity.evidence.places.hot_spots.telling import state_found, state_limits
from safercity.evidence.runs import Run
from safercity.evidence.types import SUPPORTS_CELLS

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
    values = add_up_periods(counts)
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
        limits=state_limits(found, basis, missing=find_missing(counts)),
    )


def check_basis(basis: Basis, settings: HotSpotSettings) -> None:
    """Refuse activity, and records told more coarsely than the unit."""
    refuse_activity(basis, METHOD)
    allowed = SUPPORTS_CELLS if settings.unit == "cell" else SUPPORTS_AREAS
    require_location(basis, allowed, method=f"{METHOD} by {settings.unit}")
