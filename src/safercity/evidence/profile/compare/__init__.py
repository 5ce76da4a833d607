"""One area beside others, one assessment beside the last, and rates made comparable."""

from safercity.evidence.profile.compare.areas import AreaCounts
from safercity.evidence.profile.compare.assessments import (
    AssessmentChange,
    AssessmentSettings,
    ThemeFigures,
    compare_assessments,
)
from safercity.evidence.profile.compare.funnel import Funnel, FunnelSettings, compare_areas
from safercity.evidence.profile.compare.similar import (
    SimilarComparison,
    SimilarSettings,
    compare_similar,
)
from safercity.evidence.profile.compare.standardised import (
    GroupedCounts,
    StandardisedRates,
    StandardSettings,
    standardise_rates,
)

__all__ = [
    "AreaCounts",
    "AssessmentChange",
    "AssessmentSettings",
    "Funnel",
    "FunnelSettings",
    "GroupedCounts",
    "SimilarComparison",
    "SimilarSettings",
    "StandardSettings",
    "StandardisedRates",
    "ThemeFigures",
    "compare_areas",
    "compare_assessments",
    "compare_similar",
    "standardise_rates",
]
