"""Themes, categories, flags, weights and recording breaks: `load_taxonomy` and its values."""

from safercity.evidence.taxonomy.load import load_taxonomy
from safercity.evidence.taxonomy.model import (
    Agency,
    Artefact,
    Break,
    Category,
    Clause,
    Flag,
    Names,
    Theme,
    Verdict,
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
    "Flag",
    "Names",
    "Taxonomy",
    "Theme",
    "Verdict",
    "Weights",
    "load_taxonomy",
    "say",
]
