"""What a theme or an area's records are made of: types, their harm and their cost."""

from safercity.evidence.profile.make_up.describe import MakeUp, MakeUpSettings, describe_make_up
from safercity.evidence.profile.make_up.harm import HarmRanks, HarmTotal
from safercity.evidence.profile.make_up.types import TypeRow

__all__ = [
    "HarmRanks",
    "HarmTotal",
    "MakeUp",
    "MakeUpSettings",
    "TypeRow",
    "describe_make_up",
]
