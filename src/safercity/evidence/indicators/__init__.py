"""Indicators: is the change real, can the target be promised, did the chosen areas improve?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safercity.fronts import load_when_asked

if TYPE_CHECKING:
    from safercity.evidence.indicators.asked import (
        Answer,
        Unanswered,
        answer_question,
    )
    from safercity.evidence.indicators.assurance import Assurance, Variation, judge_target
    from safercity.evidence.indicators.contrasts import FrozenTerms
    from safercity.evidence.indicators.definitions import terms_of
    from safercity.evidence.indicators.errors import (
        BadSeries,
        ComparisonIncomplete,
        RebaseRefused,
        TargetRefused,
    )
    from safercity.evidence.indicators.frozen import FrozenComparison, compare_frozen
    from safercity.evidence.indicators.kinds import ChartChoice, choose_chart
    from safercity.evidence.indicators.limits import Limits, draw_limits
    from safercity.evidence.indicators.phases import Phase, cut_phases
    from safercity.evidence.indicators.points import Points, points_of_events, points_of_periods
    from safercity.evidence.indicators.reading import IndicatorReading, read_indicator
    from safercity.evidence.indicators.rolling import RollingList, RollingTerms, show_rolling
    from safercity.evidence.indicators.series import EventDays, IndicatorSeries, series_from
    from safercity.evidence.indicators.signals import Signals, find_signals
    from safercity.evidence.indicators.terms import ChartRules, IndicatorTerms, Rebase, Target

__all__ = [
    "Answer",
    "Assurance",
    "BadSeries",
    "ChartChoice",
    "ChartRules",
    "ComparisonIncomplete",
    "EventDays",
    "FrozenComparison",
    "FrozenTerms",
    "IndicatorReading",
    "IndicatorSeries",
    "IndicatorTerms",
    "Limits",
    "Phase",
    "Points",
    "Rebase",
    "RebaseRefused",
    "RollingList",
    "RollingTerms",
    "Signals",
    "Target",
    "TargetRefused",
    "Unanswered",
    "Variation",
    "answer_question",
    "choose_chart",
    "compare_frozen",
    "cut_phases",
    "draw_limits",
    "find_signals",
    "judge_target",
    "points_of_events",
    "points_of_periods",
    "read_indicator",
    "series_from",
    "show_rolling",
    "terms_of",
]

# The site reads indicators when a page shows them: without SciPy it starts a quarter second sooner.
_HOMES = {
    "Answer": "asked",
    "Unanswered": "asked",
    "answer_question": "asked",
    "Assurance": "assurance",
    "BadSeries": "errors",
    "ChartChoice": "kinds",
    "ChartRules": "terms",
    "ComparisonIncomplete": "errors",
    "EventDays": "series",
    "FrozenComparison": "frozen",
    "FrozenTerms": "contrasts",
    "IndicatorReading": "reading",
    "IndicatorSeries": "series",
    "IndicatorTerms": "terms",
    "Limits": "limits",
    "Phase": "phases",
    "Points": "points",
    "Rebase": "terms",
    "RebaseRefused": "errors",
    "RollingList": "rolling",
    "RollingTerms": "rolling",
    "Signals": "signals",
    "Target": "terms",
    "TargetRefused": "errors",
    "Variation": "assurance",
    "choose_chart": "kinds",
    "compare_frozen": "frozen",
    "cut_phases": "phases",
    "draw_limits": "limits",
    "find_signals": "signals",
    "judge_target": "assurance",
    "points_of_events": "points",
    "points_of_periods": "points",
    "read_indicator": "reading",
    "series_from": "series",
    "show_rolling": "rolling",
    "terms_of": "definitions",
}

__getattr__ = load_when_asked(__name__, _HOMES)
