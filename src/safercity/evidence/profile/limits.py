"""The limits that every finding of this room carries, from what its counts rest on."""

from __future__ import annotations

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.profile.series import Series


def state_limits(series: Series, basis: Basis) -> tuple[Statement, ...]:
    """What the figures do not tell."""
    limits = [Statement("profile.limit.recorded")]
    missing = len(series.months) - series.used
    if missing:
        limits.append(Statement("profile.limit.missing_months", {"months": missing}))
    if basis.unplaced_share > 0:
        limits.append(Statement("profile.limit.unplaced", {"share": basis.unplaced_share}))
    if basis.late_share > 0:
        limits.append(Statement("profile.limit.late", {"share": basis.late_share}))
    return tuple(limits)
