"""Kernel density: smooth pictures of records, rates and changes. They test nothing."""

from safercity.evidence.places.density.compare import compare_densities
from safercity.evidence.places.density.errors import SurfaceUnusable
from safercity.evidence.places.density.estimate import estimate_density
from safercity.evidence.places.density.found import DensitySurface, SurfaceComparison
from safercity.evidence.places.density.points import (
    DistinctPoints,
    Points,
    SquareGrid,
    find_distinct,
)
from safercity.evidence.places.density.settings import CompareSettings, DensitySettings
from safercity.evidence.places.density.summing import sum_at_centres, sum_on_grid

__all__ = [
    "CompareSettings",
    "DensitySettings",
    "DensitySurface",
    "DistinctPoints",
    "Points",
    "SquareGrid",
    "SurfaceComparison",
    "SurfaceUnusable",
    "compare_densities",
    "estimate_density",
    "find_distinct",
    "sum_at_centres",
    "sum_on_grid",
]
