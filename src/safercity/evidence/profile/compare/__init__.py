"""One area beside others, one assessment beside the last, and rates made comparable."""

from safercity.evidence.profile.compare.areas import AreaCounts
from safercity.evidence.profile.compare.funnel import Funnel, FunnelSettings, compare_areas

__all__ = [
    "AreaCounts",
    "Funnel",
    "FunnelSettings",
    "compare_areas",
]
