"""When in the week: hours, days and nights, from times that are known or lie in a span."""

from safercity.evidence.profile.week.aoristic import weigh_hours
from safercity.evidence.profile.week.describe import describe_week
from safercity.evidence.profile.week.found import NightShare, TimesTold, Week, WeekSettings

__all__ = [
    "NightShare",
    "TimesTold",
    "Week",
    "WeekSettings",
    "describe_week",
    "weigh_hours",
]
