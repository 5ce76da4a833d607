"""Two surfaces against each other: a rate over any denominator, or a change."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.places.density.errors import SurfaceUnusable
from safercity.evidence.places.density.found import DensitySurface, SurfaceComparison
from safercity.evidence.places.density.points import SquareGrid
from safercity.evidence.places.density.settings import CompareSettings
from safercity.evidence.places.density.telling import state_compared_limits, state_comparison
from safercity.evidence.statistics import round_significant


def compare_densities(
    top: DensitySurface, bottom: DensitySurface, *, settings: CompareSettings | None = None
) -> SurfaceComparison:
    """A surface of rates (`top` per 1,000 of `bottom`: residents, premises, visitors, incidents of
    another kind) or of change (`top` the later, `bottom` the earlier, each per period).

    Values have the surfaces' shape; NaN where the denominator is next to nothing. Source: Bithell,
    Statistics in Medicine 9 (1990); Kelsall & Diggle (1995): one bandwidth for both.
    Errors: `SurfaceUnusable`, telling both, where grid, kernel or bandwidth differ.
    Limits: a picture, not a test: small denominators make high rates by chance.
    """
    settings = settings or CompareSettings()
    _must_match(top, bottom)
    if settings.how == "change":
        later, earlier = settings.periods
        values = top.values / later - bottom.values / earlier
    else:
        below = round_significant(bottom.values)
        least = round_significant(settings.least_share * bottom.values.mean())
        known = (below >= least) & (below > 0)
        values = np.where(known, top.values, np.nan) / np.where(known, bottom.values, 1.0)
        values = values * settings.per / settings.periods[0]
    found = SurfaceComparison(top.where, values, settings, top.settings)
    return replace(
        found,
        statements=state_comparison(found),
        limits=state_compared_limits(found, (top, bottom)),
    )


def _must_match(top: DensitySurface, bottom: DensitySurface) -> None:
    if top.settings != bottom.settings:
        raise SurfaceUnusable(
            f"One surface has {_told(top)}, the other {_told(bottom)}: they cannot be compared."
        )
    grids = isinstance(top.where, SquareGrid), isinstance(bottom.where, SquareGrid)
    same = top.where == bottom.where if all(grids) else not any(grids) and np.array_equal(
        np.asarray(top.where), np.asarray(bottom.where)
    )  # fmt: skip
    if not same:
        raise SurfaceUnusable(
            f"The surfaces lie on different places: {top.place_text}; {bottom.place_text}."
        )


def _told(surface: DensitySurface) -> str:
    return f"a {surface.settings.kernel} kernel of {surface.settings.bandwidth_metres:g} metres"
