"""High-demand places: found, classed, ranked, explained, named and scored."""

from safercity.evidence.places.find import find_places
from safercity.evidence.places.found import (
    AgencySequence,
    Capture,
    FoundPlace,
    PlacesFound,
    UnitTable,
)
from safercity.evidence.places.naming import (
    NameCandidate,
    NameRules,
    flag_artefacts,
    name_apart,
    name_place,
)
from safercity.evidence.places.score import MapScore, PlacesScore, Unseen, score_places
from safercity.evidence.places.surface import spread_kernel
from safercity.evidence.places.telling import explain_place
from safercity.evidence.places.words import render, word_for

__all__ = [
    "AgencySequence",
    "Capture",
    "FoundPlace",
    "MapScore",
    "NameCandidate",
    "NameRules",
    "PlacesFound",
    "PlacesScore",
    "UnitTable",
    "Unseen",
    "explain_place",
    "find_places",
    "flag_artefacts",
    "name_apart",
    "name_place",
    "render",
    "score_places",
    "spread_kernel",
    "word_for",
]
