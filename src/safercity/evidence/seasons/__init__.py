"""What the year looks like: trend and season apart, indices, calendar effects, when things rise."""

from safercity.evidence.seasons.coming import ExpectedCounts
from safercity.evidence.seasons.dates import Occurrence, list_dates
from safercity.evidence.seasons.day_effects import measure_calendar_effects
from safercity.evidence.seasons.decompose import DecomposeSettings, Decomposition, decompose
from safercity.evidence.seasons.effect_ratios import EffectSettings
from safercity.evidence.seasons.effects import CalendarEffects
from safercity.evidence.seasons.errors import NeedsDays, SeriesIncomplete, SeriesUnusable
from safercity.evidence.seasons.indices import IndexSettings, SeasonalIndices, estimate_indices
from safercity.evidence.seasons.month_effects import measure_month_effects
from safercity.evidence.seasons.peaks import Peak
from safercity.evidence.seasons.regimes import PANDEMIC, LeftOut
from safercity.evidence.seasons.season import Season, find_season
from safercity.evidence.seasons.stl import Parts, Windows, split_periods, split_series
from safercity.evidence.seasons.whole_year import (
    CalendarPart,
    WholeYear,
    join_calendars,
    take_part,
)
from safercity.evidence.seasons.year_calendar import Rise, SeasonalityCalendar, build_calendar

__all__ = [
    "PANDEMIC",
    "CalendarEffects",
    "CalendarPart",
    "DecomposeSettings",
    "Decomposition",
    "EffectSettings",
    "ExpectedCounts",
    "IndexSettings",
    "LeftOut",
    "NeedsDays",
    "Occurrence",
    "Parts",
    "Peak",
    "Rise",
    "Season",
    "SeasonalIndices",
    "SeasonalityCalendar",
    "SeriesIncomplete",
    "SeriesUnusable",
    "WholeYear",
    "Windows",
    "build_calendar",
    "decompose",
    "estimate_indices",
    "find_season",
    "join_calendars",
    "list_dates",
    "measure_calendar_effects",
    "measure_month_effects",
    "split_periods",
    "split_series",
    "take_part",
]
