"""Areas and groups at greatest risk, and where risks meet. Aggregate only: never a person."""

from safercity.evidence.profile.risk.areas import profile_risk
from safercity.evidence.profile.risk.groups import (
    GroupCounts,
    GroupRisk,
    GroupSettings,
    profile_groups,
)
from safercity.evidence.profile.risk.lasting import LastingAreas, find_lasting
from safercity.evidence.profile.risk.measures import AreaMeasures, RiskMeasure
from safercity.evidence.profile.risk.meeting import (
    Meeting,
    MeetingSettings,
    PairOfMeasures,
    find_meeting,
)
from safercity.evidence.profile.risk.risk_profile import AreaRisk, RiskProfile, RiskSettings

__all__ = [
    "AreaMeasures",
    "AreaRisk",
    "GroupCounts",
    "GroupRisk",
    "GroupSettings",
    "LastingAreas",
    "Meeting",
    "MeetingSettings",
    "PairOfMeasures",
    "RiskMeasure",
    "RiskProfile",
    "RiskSettings",
    "find_lasting",
    "find_meeting",
    "profile_groups",
    "profile_risk",
]
