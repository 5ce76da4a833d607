"""How much there is of a theme, and which way it goes: levels and rates, comparison, trend."""

from safercity.evidence.profile.level import Level, LevelSettings, measure_level
from safercity.evidence.profile.series import SeriesUnusable
from safercity.evidence.profile.trend import Trend, TrendSettings, find_trend

__all__ = [
    "Level",
    "LevelSettings",
    "SeriesUnusable",
    "Trend",
    "TrendSettings",
    "find_trend",
    "measure_level",
]
