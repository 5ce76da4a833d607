"""Places and people that records keep coming back to: aggregate only, no place or person named."""

from safercity.evidence.profile.repeats.concentration import Band, ChanceRepeats, TopShare
from safercity.evidence.profile.repeats.course import CourseStep, RepeatEvents
from safercity.evidence.profile.repeats.find import find_repeats
from safercity.evidence.profile.repeats.found import Repeats, RepeatSettings

__all__ = [
    "Band",
    "ChanceRepeats",
    "CourseStep",
    "RepeatEvents",
    "RepeatSettings",
    "Repeats",
    "TopShare",
    "find_repeats",
]
