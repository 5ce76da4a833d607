"""What every method of this room says of the records it rests on."""

from __future__ import annotations

from safercity.evidence.findings import Basis, Statement


def limit_basis(basis: Basis, theme: str) -> list[Statement]:
    """Unplaced, late and missing records and recording breaks, as limits of a finding."""
    limits = [Statement("watch.cause"), Statement("watch.bunches")]
    if basis.unplaced_share > 0:
        limits.append(Statement("watch.unplaced", {"share": basis.unplaced_share, "theme": theme}))
    if basis.late_share > 0:
        limits.append(Statement("watch.late", {"share": basis.late_share, "theme": theme}))
    if basis.missing:
        missing = {"periods": list(basis.missing), "count": len(basis.missing)}
        limits.append(Statement("watch.missing", missing))
    return limits + [
        Statement("watch.break", {"month": one.month, "title": one.title}) for one in basis.breaks
    ]
