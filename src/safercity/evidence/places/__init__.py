"""High-demand places: found, classed, ranked, explained, named and scored."""

from safercity.evidence.places.find import find_places
from safercity.evidence.places.found import (
    AgencySequence,
    Capture,
    FoundPlace,
    PlacesFound,
    UnitTable,
)
from safercity.evidence.places.telling import explain_place
from safercity.evidence.places.words import Statement, render, word_for

__all__ = [
    "AgencySequence",
    "Capture",
    "FoundPlace",
    "PlacesFound",
    "Statement",
    "UnitTable",
    "explain_place",
    "find_places",
    "render",
    "word_for",
]
