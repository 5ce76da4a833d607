"""Funnel plots: which areas lie outside what chance and usual differences would give."""

from safercity.evidence.profile.compare.funnel.compare import compare_areas
from safercity.evidence.profile.compare.funnel.found import Funnel, FunnelSettings
from safercity.evidence.profile.compare.funnel.limits import Widening, find_widening, limit_counts
from safercity.evidence.profile.compare.funnel.rows import FunnelRow

__all__ = [
    "Funnel",
    "FunnelRow",
    "FunnelSettings",
    "Widening",
    "compare_areas",
    "find_widening",
    "limit_counts",
]
