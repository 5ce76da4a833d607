"""A partner's own list against an edition's places: agree, theirs only, ours only, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Protocol

import shapely

from safercity.evidence.assess.compare_ground import Ground, OurPlace, lay_ground
from safercity.evidence.assess.compare_names import is_same_name
from safercity.evidence.assess.compare_reasons import (
    Reason,
    explain_agreement,
    explain_ours,
    explain_theirs,
)
from safercity.evidence.assess.partner_list import ListedPlace, PartnerList
from safercity.evidence.geography import Areas, PlaceName

WITHIN_METRES = 250.0
OVERLAP_AT_LEAST = 0.5
VERDICTS = ("agree", "theirs_only", "ours_only")


class SomeEdition(Protocol):
    """What is needed of an edition."""

    @property
    def digest(self) -> str: ...

    @property
    def manifest(self) -> Mapping[str, Any]: ...

    def table(self, name: str) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class ComparedPlace:
    """One line: `verdict` agree | theirs_only | ours_only; `reason` a code, `why` its sentence.

    `theirs`, `row`: the entry ("" and None for ours only). `ours`, `name`, `rank`: our place (None
    for theirs only, unless we know it apart from the list). `overlap`: share of the smaller area;
    `metres`: distance between the two; None where it cannot be measured.
    """

    verdict: str
    reason: str
    why: str
    theirs: str = ""
    row: int | None = None
    ours: str | None = None
    name: str = ""
    rank: int | None = None
    agencies: tuple[str, ...] = ()
    overlap: float | None = None
    metres: int | None = None


@dataclass(frozen=True)
class Comparison:
    """All lines: agreement first, then theirs only, then ours only; and the counts."""

    edition: str
    file: str
    listed: int
    counts: Mapping[str, int]
    places: tuple[ComparedPlace, ...]
    rule: str = field(default="")

    def table(self) -> list[tuple[str, ...]]:
        """Rows of text for a terminal or a file; the headings first."""
        headings = ("Verdict", "Their place", "Our place", "Rank", "Why")
        return [headings, *(_write_row(each) for each in self.places)]

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def _write_row(line: ComparedPlace) -> tuple[str, ...]:
    rank = "–" if line.rank is None else str(line.rank)
    return line.verdict.replace("_", " "), line.theirs or "–", line.name or "–", rank, line.why


def compare_places(
    edition: SomeEdition,
    listed: PartnerList,
    *,
    areas: Sequence[Areas] = (),
    names: Sequence[PlaceName] = (),
    titles: Mapping[str, str] | None = None,
) -> Comparison:
    """Compare a partner's list with the places that several agencies see.

    Two areas are the same place when they share at least half of the smaller; a point (or the
    centre of a circle) when it lies within 250 m of our place; an entry with a name alone when the
    name is ours, and the ward too where both give one. `areas`: small areas and wards (metres) for
    entries given by code. `names`: a gazetteer, for entries with a name alone. `titles`: agencies'
    titles by slug. Limits: places are compared as they are drawn, so a whole ward on their list
    "agrees" with any place inside it, and is told so.
    """
    ground = lay_ground(edition, areas=areas, names=names, titles=titles or {})
    lines: list[ComparedPlace] = []
    met: set[str] = set()
    for entry in listed.places:
        found = _compare_entry(entry, ground)
        met |= {line.ours for line in found if line.verdict == "agree" and line.ours}
        lines += found
    lines += [
        _tell_ours(place, listed, ground=ground)
        for place in ground.places
        if place.is_listed and place.id not in met
    ]
    order = sorted(lines, key=lambda line: (VERDICTS.index(line.verdict), line.row or 0))
    return Comparison(
        edition=edition.digest,
        file=listed.file,
        listed=len(listed.places),
        counts=_count(lines, ground),
        places=tuple(order),
        rule=(
            f"Same place: at least {OVERLAP_AT_LEAST:.0%} of the smaller area shared, or a point "
            f"within {WITHIN_METRES:.0f} m, or the same name."
        ),
    )


def _count(lines: Sequence[ComparedPlace], ground: Ground) -> dict[str, int]:
    agreed = [line for line in lines if line.verdict == "agree"]
    return {
        "theirs_agreed": len({line.row for line in agreed}),
        "ours_agreed": len({line.ours for line in agreed}),
        "theirs_only": sum(line.verdict == "theirs_only" for line in lines),
        "ours_only": sum(line.verdict == "ours_only" for line in lines),
        "ours": sum(place.is_listed for place in ground.places),
    }


def _compare_entry(entry: ListedPlace, ground: Ground) -> list[ComparedPlace]:
    shape = ground.shape_of(entry)
    matched = [place for place in ground.places if _is_same(entry, place, shape=shape)]
    listed = [place for place in matched if place.is_listed]
    if listed:
        return [
            _tell(entry, place, shape=shape, reason=explain_agreement(place, ground, shape=shape))
            for place in listed
        ]
    reason = explain_theirs(entry, ground, shape=shape, matched=matched)
    return [_tell(entry, matched[0] if matched else None, shape=shape, reason=reason)]


def _is_same(entry: ListedPlace, place: OurPlace, *, shape: shapely.Geometry | None) -> bool:
    if entry.geometry is None and not entry.codes and _has_same_name(entry, place):
        return True
    if shape is None:
        return False
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        if _overlap(shape, place.shape) >= OVERLAP_AT_LEAST:
            return True
        if entry.codes or not _is_circle(shape):
            return False
        return bool(shape.centroid.distance(place.shape) <= WITHIN_METRES)
    return bool(shape.distance(place.shape) <= WITHIN_METRES)


def _has_same_name(entry: ListedPlace, place: OurPlace) -> bool:
    is_ward = not (entry.ward and place.ward) or is_same_name(entry.ward, place.ward)
    return is_ward and is_same_name(entry.name, place.name)


def _is_circle(shape: shapely.Geometry) -> bool:
    """Whether a polygon is a point with a radius: as round as our own buffers are."""
    return bool(4 * math.pi * shape.area / shape.length**2 > 0.98)


def _overlap(one: shapely.Geometry, other: shapely.Geometry) -> float:
    smaller = min(one.area, other.area)
    return float(one.intersection(other).area / smaller) if smaller else 0.0


def _tell(
    entry: ListedPlace, place: OurPlace | None, *, shape: shapely.Geometry | None, reason: Reason
) -> ComparedPlace:
    base = ComparedPlace(reason.verdict, reason.code, reason.sentence, entry.name, entry.row)
    if place is None:
        return base
    is_area = shape is not None and shape.area > 0
    return replace(
        base,
        ours=place.id,
        name=place.name,
        rank=place.rank,
        agencies=place.agencies,
        overlap=round(_overlap(shape, place.shape), 3) if is_area and shape else None,
        metres=None if shape is None else round(shape.distance(place.shape)),
    )


def _tell_ours(place: OurPlace, listed: PartnerList, *, ground: Ground) -> ComparedPlace:
    shapes = [(ground.shape_of(entry), entry) for entry in listed.places]
    placed = [(shape.distance(place.shape), entry.row, entry) for shape, entry in shapes if shape]
    nearest = min(placed)[2] if placed else None
    metres = round(min(placed)[0]) if placed else None
    reason = explain_ours(place, ground, nearest=nearest, metres=metres)
    return ComparedPlace(
        reason.verdict,
        reason.code,
        reason.sentence,
        ours=place.id,
        name=place.name,
        rank=place.rank,
        agencies=place.agencies,
        metres=metres,
    )
