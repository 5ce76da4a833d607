"""Did it work? What changed where something was done, against what, how sure, and next door."""

from safercity.evidence.effects.buffers import Buffers, BufferSettings, choose_buffers
from safercity.evidence.effects.costs import CostBenefit, cost_effect
from safercity.evidence.effects.differences import (
    Difference,
    DifferenceSettings,
    difference_in_differences,
)
from safercity.evidence.effects.displacement import (
    AreaCounts,
    DisplacementDifference,
    DisplacementQuotient,
    DisplacementSettings,
    displacement_difference,
    displacement_quotient,
)
from safercity.evidence.effects.errors import (
    BreakInWindow,
    EffectCountsUnusable,
    EffectIncomplete,
    EffectTermsRefused,
    TooFewAreas,
)
from safercity.evidence.effects.falling_back import FallingBack, warn_of_falling_back
from safercity.evidence.effects.found import Effect, EffectChoices, Methods
from safercity.evidence.effects.interrupted import (
    InterruptedSeries,
    SeriesSettings,
    interrupted_series,
)
from safercity.evidence.effects.matching import AreaMatch, Excluded, MatchSettings, match_areas
from safercity.evidence.effects.measuring import measure_effect
from safercity.evidence.effects.power import Power, PowerRequest, find_power, request_from_past
from safercity.evidence.effects.ratios import (
    CountTest,
    RatioSettings,
    RelativeRatio,
    compare_e_test,
    rate_ratio,
)
from safercity.evidence.effects.request import (
    EffectRequest,
    EffectSettings,
    Intervention,
    UnitCosts,
)
from safercity.evidence.effects.same_level import (
    LevelComparison,
    LevelSettings,
    compare_same_level,
)
from safercity.evidence.effects.synthetic import (
    SyntheticControl,
    SyntheticSettings,
    synthetic_control,
)
from safercity.evidence.effects.verdict import MethodAnswer, judge

__all__ = [
    "AreaCounts",
    "AreaMatch",
    "BreakInWindow",
    "BufferSettings",
    "Buffers",
    "CostBenefit",
    "CountTest",
    "Difference",
    "DifferenceSettings",
    "DisplacementDifference",
    "DisplacementQuotient",
    "DisplacementSettings",
    "Effect",
    "EffectChoices",
    "EffectCountsUnusable",
    "EffectIncomplete",
    "EffectRequest",
    "EffectSettings",
    "EffectTermsRefused",
    "Excluded",
    "FallingBack",
    "InterruptedSeries",
    "Intervention",
    "LevelComparison",
    "LevelSettings",
    "MatchSettings",
    "MethodAnswer",
    "Methods",
    "Power",
    "PowerRequest",
    "RatioSettings",
    "RelativeRatio",
    "SeriesSettings",
    "SyntheticControl",
    "SyntheticSettings",
    "TooFewAreas",
    "UnitCosts",
    "choose_buffers",
    "compare_e_test",
    "compare_same_level",
    "cost_effect",
    "difference_in_differences",
    "displacement_difference",
    "displacement_quotient",
    "find_power",
    "interrupted_series",
    "judge",
    "match_areas",
    "measure_effect",
    "rate_ratio",
    "request_from_past",
    "synthetic_control",
    "warn_of_falling_back",
]
