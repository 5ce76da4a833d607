"""Where demand lies: high-demand places, hot spots, densities, concentration, and their scores.

High-demand places (of several agencies) are in this package; `hot_spots`, `density` and
`concentration` are packages of their own, each with one function to ask it by.
"""

from safercity.evidence.places.concentration import (
    Concentration,
    ConcentrationSettings,
    measure_concentration,
)
from safercity.evidence.places.density import (
    CompareSettings,
    DensitySettings,
    DensitySurface,
    Points,
    SquareGrid,
    SurfaceComparison,
    SurfaceUnusable,
    compare_densities,
    estimate_density,
)
from safercity.evidence.places.find import find_places
from safercity.evidence.places.found import (
    AgencySequence,
    Capture,
    FoundPlace,
    PlacesFound,
    UnitTable,
)
from safercity.evidence.places.hot_spots import (
    CountsUnusable,
    HotSpots,
    HotSpotSettings,
    HotSpotsOverTime,
    Neighbourhoods,
    NeighboursUnusable,
    OverTimeSettings,
    class_hot_spots,
    find_hot_spots,
    neighbourhoods_from_lists,
    neighbourhoods_within,
)
from safercity.evidence.places.naming import (
    NameCandidate,
    NameRules,
    flag_artefacts,
    name_apart,
    name_place,
)
from safercity.evidence.places.score import score_places
from safercity.evidence.places.score_found import MapScore, PlacesScore, ScoreSettings, Unseen
from safercity.evidence.places.surface import spread_kernel
from safercity.evidence.places.telling import explain_place
from safercity.evidence.places.words import render

__all__ = [
    "AgencySequence",
    "Capture",
    "CompareSettings",
    "Concentration",
    "ConcentrationSettings",
    "CountsUnusable",
    "DensitySettings",
    "DensitySurface",
    "FoundPlace",
    "HotSpotSettings",
    "HotSpots",
    "HotSpotsOverTime",
    "MapScore",
    "NameCandidate",
    "NameRules",
    "Neighbourhoods",
    "NeighboursUnusable",
    "OverTimeSettings",
    "PlacesFound",
    "PlacesScore",
    "Points",
    "ScoreSettings",
    "SquareGrid",
    "SurfaceComparison",
    "SurfaceUnusable",
    "UnitTable",
    "Unseen",
    "class_hot_spots",
    "compare_densities",
    "estimate_density",
    "explain_place",
    "find_hot_spots",
    "find_places",
    "flag_artefacts",
    "measure_concentration",
    "name_apart",
    "name_place",
    "neighbourhoods_from_lists",
    "neighbourhoods_within",
    "render",
    "score_places",
    "spread_kernel",
]
