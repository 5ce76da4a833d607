"""What the room says: message ids and their English, a file for each question."""

from __future__ import annotations

from collections.abc import Mapping

from safercity.evidence.profile.words import (
    assessments,
    comparisons,
    levels,
    make_ups,
    repeats,
    risks,
    weeks,
)

MESSAGES: Mapping[str, str] = {
    **levels.MESSAGES,
    **make_ups.MESSAGES,
    **repeats.MESSAGES,
    **weeks.MESSAGES,
    **comparisons.MESSAGES,
    **assessments.MESSAGES,
    **risks.MESSAGES,
}
