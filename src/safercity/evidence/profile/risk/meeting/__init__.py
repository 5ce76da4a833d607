"""Where two measures meet: high by the one amid neighbours high by the other."""

from safercity.evidence.profile.risk.meeting.find import find_meeting
from safercity.evidence.profile.risk.meeting.found import (
    Meeting,
    MeetingRow,
    MeetingSettings,
    PairOfMeasures,
)

__all__ = ["Meeting", "MeetingRow", "MeetingSettings", "PairOfMeasures", "find_meeting"]
