"""The limits of any comparison of areas: who is left out, and where residents mislead."""

from __future__ import annotations

from safercity.evidence.findings import Statement
from safercity.evidence.profile.compare.areas import (
    DENOMINATORS,
    AreaCounts,
    KnownAreas,
    find_busy,
)

NAMED = 5


def limit_areas(
    known: KnownAreas, areas: AreaCounts, *, denominator: str, what: str
) -> list[Statement]:
    """Areas that are missing, areas that sent only some periods, and the wrong denominator."""
    limits = []
    if known.unknown:
        unknown = {"areas": len(known.unknown), "labels": list(known.unknown[:NAMED])}
        limits.append(Statement("profile.limit.unknown_areas", unknown))
    if known.partly:
        limits.append(Statement("profile.limit.partly", {"areas": known.partly}))
    if denominator == "residents":
        limits.extend(_limit_residents(areas, what=what))
    return limits


def _limit_residents(areas: AreaCounts, *, what: str) -> list[Statement]:
    """Town centres, and areas where many more people are than live there."""
    busy = find_busy(areas, what=what)
    told = [
        Statement("profile.limit.busy", {"area": area, "times": times, "other": DENOMINATORS[name]})
        for area, name, times in busy
    ]
    named = [one for one in areas.centres if one not in {area for area, _, _ in busy}]
    if named:
        told.append(Statement("profile.limit.centres", {"labels": named}))
    if not told:
        told.append(Statement("profile.limit.denominator", {"denominator": "Residents"}))
    return told
