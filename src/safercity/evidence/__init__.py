"""The analytics library: agencies' records become counts, counts become findings.

What a notebook needs stands here, by name; each is imported when it is first used. The tutorial
docs/tutorial/from-a-folder-to-findings.md goes from a folder of files to findings with them.
"""

from __future__ import annotations

from safercity.fronts import load_when_asked

_HOMES = {
    # From files to counts
    "InitRequest": "assess.setting_up",
    "set_up_workspace": "assess.setting_up",
    "open_workspace": "workspace",
    "LoadRequest": "store.load",
    "load_extracts": "store.load",
    "open_records": "assess.records",
    "make_edition": "assess",
    "open_current": "assess",
    # Values that analyses share
    "Matrix": "matrix",
    "Basis": "findings",
    "Run": "runs",
    # Where
    "find_hot_spots": "places.hot_spots",
    "class_hot_spots": "places.hot_spots",
    "estimate_density": "places.density",
    "measure_concentration": "places.concentration",
    "score_places": "places",
    # How much, which way, when in the week, for whom
    "measure_level": "profile",
    "find_trend": "profile",
    "describe_make_up": "profile",
    "find_repeats": "profile",
    "describe_week": "profile",
    "compare_areas": "profile",
    "compare_similar": "profile",
    "profile_risk": "profile",
    # What the year looks like, and what to expect
    "decompose": "seasons",
    "estimate_indices": "seasons",
    "find_season": "seasons",
    "build_calendar": "seasons",
    "measure_calendar_effects": "seasons",
    "forecast": "seasons.forecasting",
    # What is new
    "find_news": "watch",
    "find_clusters": "watch",
    "find_rises": "watch",
    "watch_near_repeats": "watch",
    # Did it work
    "measure_effect": "effects",
    "displacement_difference": "effects",
    "find_power": "effects",
    # Is the change real, what comes first
    "read_indicator": "indicators",
    "compare_frozen": "indicators",
    "rank_priorities": "priorities",
    "scan_horizon": "priorities",
}

__all__ = [
    "Basis",
    "InitRequest",
    "LoadRequest",
    "Matrix",
    "Run",
    "build_calendar",
    "class_hot_spots",
    "compare_areas",
    "compare_frozen",
    "compare_similar",
    "decompose",
    "describe_make_up",
    "describe_week",
    "displacement_difference",
    "estimate_density",
    "estimate_indices",
    "find_clusters",
    "find_hot_spots",
    "find_news",
    "find_power",
    "find_repeats",
    "find_rises",
    "find_season",
    "find_trend",
    "forecast",
    "load_extracts",
    "make_edition",
    "measure_calendar_effects",
    "measure_concentration",
    "measure_effect",
    "measure_level",
    "open_current",
    "open_records",
    "open_workspace",
    "profile_risk",
    "rank_priorities",
    "read_indicator",
    "scan_horizon",
    "score_places",
    "set_up_workspace",
    "watch_near_repeats",
]

__getattr__ = load_when_asked(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
