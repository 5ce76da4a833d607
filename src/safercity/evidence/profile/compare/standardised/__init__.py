"""Rates made comparable: as if every area had the same make-up of people."""

from safercity.evidence.profile.compare.standardised.found import (
    GroupedCounts,
    StandardisedRates,
    StandardisedRow,
    StandardSettings,
)
from safercity.evidence.profile.compare.standardised.standardise import standardise_rates

__all__ = [
    "GroupedCounts",
    "StandardSettings",
    "StandardisedRates",
    "StandardisedRow",
    "standardise_rates",
]
