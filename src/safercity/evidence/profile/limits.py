"""The limits that every finding of this room carries, from what its counts rest on."""

from __future__ import annotations

from safercity.evidence.findings import Basis, Statement


def state_limits(basis: Basis, *, missing: int = 0) -> tuple[Statement, ...]:
    """What the figures do not tell. `missing`: how many of the months asked for were not sent."""
    limits = [Statement("profile.limit.recorded")]
    if missing:
        limits.append(Statement("profile.limit.missing_months", {"months": missing}))
    if basis.unplaced_share > 0:
        limits.append(Statement("profile.limit.unplaced", {"share": basis.unplaced_share}))
    if basis.late_share > 0:
        limits.append(Statement("profile.limit.late", {"share": basis.late_share}))
    return tuple(limits)


def state_breaks(basis: Basis, months: tuple[str, ...]) -> tuple[Statement, ...]:
    """The recording breaks inside `months`, for findings that add these up or compare them."""
    inside = [
        each
        for each in basis.breaks
        if each.kind != "missing" and months and months[0] < each.month <= months[-1]
    ]
    return tuple(
        Statement("profile.limit.break", {"month": each.month, "title": each.title})
        for each in inside
    )
