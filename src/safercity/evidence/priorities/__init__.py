"""Priorities: candidates scored and ranked, how firmly, and what comes beyond the data."""

from safercity.evidence.priorities.candidates import Candidates
from safercity.evidence.priorities.describing import RankedCandidate
from safercity.evidence.priorities.errors import HorizonRefused, ScoresRefused
from safercity.evidence.priorities.horizon import HorizonScan, HorizonTerms, scan_horizon
from safercity.evidence.priorities.matrix import PriorityMatrix
from safercity.evidence.priorities.ranking import PriorityRanking, PriorityRules, rank_priorities
from safercity.evidence.priorities.sampling import Sampling
from safercity.evidence.priorities.sensitivity import Turn, find_turns

__all__ = [
    "Candidates",
    "HorizonRefused",
    "HorizonScan",
    "HorizonTerms",
    "PriorityMatrix",
    "PriorityRanking",
    "PriorityRules",
    "RankedCandidate",
    "Sampling",
    "ScoresRefused",
    "Turn",
    "find_turns",
    "rank_priorities",
    "scan_horizon",
]
