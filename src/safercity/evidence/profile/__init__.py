"""How much there is of a theme, of what, when, where more than elsewhere, and which way it goes."""

from safercity.evidence.profile.compare import (
    AreaCounts,
    AssessmentChange,
    AssessmentSettings,
    Funnel,
    FunnelSettings,
    GroupedCounts,
    SimilarComparison,
    SimilarSettings,
    StandardisedRates,
    StandardSettings,
    ThemeFigures,
    compare_areas,
    compare_assessments,
    compare_similar,
    standardise_rates,
)
from safercity.evidence.profile.errors import ComparisonUnusable, CountsUnusable, TimesUnusable
from safercity.evidence.profile.level import Level, LevelSettings, measure_level
from safercity.evidence.profile.make_up import MakeUp, MakeUpSettings, describe_make_up
from safercity.evidence.profile.repeats import (
    RepeatEvents,
    Repeats,
    RepeatSettings,
    find_repeats,
)
from safercity.evidence.profile.series import SeriesUnusable
from safercity.evidence.profile.trend import Trend, TrendSettings, find_trend
from safercity.evidence.profile.week import Week, WeekSettings, describe_week, weigh_hours

__all__ = [
    "AreaCounts",
    "AssessmentChange",
    "AssessmentSettings",
    "ComparisonUnusable",
    "CountsUnusable",
    "Funnel",
    "FunnelSettings",
    "GroupedCounts",
    "Level",
    "LevelSettings",
    "MakeUp",
    "MakeUpSettings",
    "RepeatEvents",
    "RepeatSettings",
    "Repeats",
    "SeriesUnusable",
    "SimilarComparison",
    "SimilarSettings",
    "StandardSettings",
    "StandardisedRates",
    "ThemeFigures",
    "TimesUnusable",
    "Trend",
    "TrendSettings",
    "Week",
    "WeekSettings",
    "compare_areas",
    "compare_assessments",
    "compare_similar",
    "describe_make_up",
    "describe_week",
    "find_repeats",
    "find_trend",
    "measure_level",
    "standardise_rates",
    "weigh_hours",
]
