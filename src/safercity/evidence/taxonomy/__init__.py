"""Themes, categories, flags, weights and recording breaks: `load_taxonomy` and its values."""

from safercity.evidence.taxonomy.load import load_taxonomy
from safercity.evidence.taxonomy.model import (
    Agency,
    Artefact,
    Break,
    Category,
    Clause,
    Derivability,
    Flag,
    Names,
    Theme,
    Weights,
    say,
)
from safercity.evidence.taxonomy.taxonomy import Taxonomy

__all__ = [
    "Agency",
    "Artefact",
    "Break",
    "Category",
    "Clause",
    "Derivability",
    "Flag",
    "Names",
    "Taxonomy",
    "Theme",
    "Weights",
    "load_taxonomy",
    "say",
]
