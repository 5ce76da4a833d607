"""How firm a position in a list is, in a word: one scale for all lists tried under weights."""

from __future__ import annotations

FIRM, FAIRLY_FIRM, TENTATIVE = "firm", "fairly firm", "tentative"
FIRM_AT, FAIRLY_FIRM_AT = 0.95, 0.80


def word_for(stability: float) -> str:
    """Firm from 0.95 of the weightings, fairly firm from 0.80, else tentative."""
    if stability >= FIRM_AT:
        return FIRM
    return FAIRLY_FIRM if stability >= FAIRLY_FIRM_AT else TENTATIVE
