"""The limits that every finding of this room carries, from what its counts rest on."""

from __future__ import annotations

import numpy as np

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.seasons.months import Months
from safercity.evidence.seasons.regimes import Regimes


def state_limits(
    basis: Basis, *, regimes: Regimes | None = None, months: Months | None = None
) -> tuple[Statement, ...]:
    """What the figures do not tell: gaps, breaks, months left out, records unplaced or late."""
    limits = [Statement("seasons.limit.recorded")]
    if regimes is not None:
        limits += [
            Statement(
                "seasons.limit.left_out",
                {"first": one.first, "last": one.last, "reason": one.reason},
            )
            for one in regimes.left_out
        ]
        limits += [
            Statement("seasons.limit.break", {"month": one.month, "title": one.title})
            for one in regimes.breaks
        ]
    if months is not None:
        gaps = int(np.isnan(months.counts).any(axis=0).sum())
        if gaps:
            limits.append(Statement("seasons.limit.missing_months", {"months": gaps}))
    if basis.unplaced_share > 0:
        limits.append(Statement("seasons.limit.unplaced", {"share": basis.unplaced_share}))
    if basis.late_share > 0:
        limits.append(Statement("seasons.limit.late", {"share": basis.late_share}))
    return tuple(limits)
