"""What an analysis refused to tell, and why: kept in the edition, so that a gap is not taken for
nothing found."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from safercity.evidence.effects.errors import (
    BreakInWindow,
    EffectCountsUnusable,
    EffectIncomplete,
    EffectTermsRefused,
    TooFewAreas,
)
from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Finding, as_values
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.indicators.errors import ComparisonIncomplete
from safercity.evidence.places.density.errors import SurfaceUnusable
from safercity.evidence.profile import ComparisonUnusable, CountsUnusable

REFUSALS = (
    ActivityAsked, BreakInWindow, ComparisonIncomplete, ComparisonUnusable, CountsUnusable,
    EffectCountsUnusable, EffectIncomplete, EffectTermsRefused, SurfaceUnusable, TooCoarse,
    TooFewAreas,
)  # fmt: skip
"""What analyses raise about records, as against faults of ours or of the workspace."""


def tell(
    ask: Callable[[], Finding], *, messages: Mapping[str, str], titles: Mapping[str, str]
) -> dict:
    """The finding's plain values; where it is refused, {"untold": why, in a list}."""
    try:
        return as_values(ask(), messages=messages, titles=titles)
    except REFUSALS as refused:
        return {"untold": [refused.sentence]}


def tell_row(
    row: dict,
    asked: Mapping[str, Callable[[], Finding]],
    *,
    messages: Mapping[str, str],
    titles: Mapping[str, str],
) -> dict:
    """The row with each finding under its aspect; those refused say why under "untold"."""
    told = {aspect: tell(ask, messages=messages, titles=titles) for aspect, ask in asked.items()}
    why = [each for one in told.values() for each in one.get("untold", ())]
    found = {aspect: one for aspect, one in told.items() if "untold" not in one}
    return {**row, **found, **({"untold": why} if why else {})}
