"""What the year looks like: trend and season apart, indices, calendar effects, when things rise."""

from safercity.evidence.seasons.decompose import DecomposeSettings, Decomposition, decompose
from safercity.evidence.seasons.errors import NeedsDays, SeriesIncomplete, SeriesUnusable
from safercity.evidence.seasons.indices import IndexSettings, SeasonalIndices, estimate_indices
from safercity.evidence.seasons.peaks import Peak
from safercity.evidence.seasons.regimes import PANDEMIC, LeftOut
from safercity.evidence.seasons.season import Season, find_season
from safercity.evidence.seasons.stl import Parts, Windows, split_periods, split_series

__all__ = [
    "PANDEMIC",
    "DecomposeSettings",
    "Decomposition",
    "IndexSettings",
    "LeftOut",
    "NeedsDays",
    "Parts",
    "Peak",
    "Season",
    "SeasonalIndices",
    "SeriesIncomplete",
    "SeriesUnusable",
    "Windows",
    "decompose",
    "estimate_indices",
    "find_season",
    "split_periods",
    "split_series",
]
