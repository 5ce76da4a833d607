"""What a surface says, and what it does not."""

from __future__ import annotations

import numpy as np

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.places.basis_words import state_basis
from safercity.evidence.places.density.found import DensitySurface, SurfaceComparison

# A rise of less than this share of the largest fall is the rounding of two surfaces, and no rise.
NO_RISE = 1e-3


def state_density(found: DensitySurface) -> tuple[Statement, ...]:
    """How much was spread and how, where it is highest, and that nothing was tested."""
    if found.total == 0:
        return (Statement("places.density.nothing"), Statement("places.density.no_test"))
    value, easting, northing = found.peak()
    drawn = Statement("places.density.drawn", {
        "total": found.total, "distinct": found.distinct, **_drawn(found)})  # fmt: skip
    peak = Statement(
        "places.density.peak", {"value": value, "easting": easting, "northing": northing}
    )
    return (drawn, peak, Statement("places.density.no_test"))


def state_limits(found: DensitySurface, basis: Basis) -> tuple[Statement, ...]:
    """The bandwidth, the edge, and what the records rest on."""
    return (
        Statement("places.density.limit.bandwidth", _drawn(found)),
        Statement("places.density.limit.edge"),
        *state_basis(basis),
    )


def state_comparison(found: SurfaceComparison) -> tuple[Statement, ...]:
    """The highest and lowest values, how much is not told, and that nothing was tested."""
    extremes = found.extremes()
    untold = int(np.isnan(found.values).sum())
    if extremes is None:
        return (Statement("places.density.no_rate"), Statement("places.density.no_test"))
    (high, easting, northing), (low, low_easting, low_northing) = extremes
    values = {
        "high": high, "easting": easting, "northing": northing, "per": found.settings.per,
        "low": low, "low_easting": low_easting, "low_northing": low_northing,
    }  # fmt: skip
    name = found.settings.how
    if name == "change" and low < 0 and high <= NO_RISE * -low:
        name = "no_rise"
    told = [Statement(f"places.density.{name}", values)]
    if untold:
        told.append(Statement("places.density.untold", {"share": untold / found.values.size}))
    return (*told, Statement("places.density.no_test"))


def state_compared_limits(
    found: SurfaceComparison, surfaces: tuple[DensitySurface, DensitySurface]
) -> tuple[Statement, ...]:
    """What both surfaces rest on, each limit once."""
    limits = [one for surface in surfaces for one in surface.limits]
    kept = [one for at, one in enumerate(limits) if one not in limits[:at]]
    return (*kept, Statement(f"places.density.limit.{found.settings.how}"))


def _drawn(found: DensitySurface) -> dict[str, object]:
    return {"kernel": found.settings.kernel, "bandwidth": found.settings.bandwidth_metres}
