"""Boundary files that could serve: which covers the area, and which is finest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely

from safercity.evidence.geography.areas import Areas, to_millimetres
from safercity.evidence.geography.survey import Survey

# Wards of another year follow other lines than the area's own boundary, by a little.
WARDS_COVER = 0.95


@dataclass(frozen=True)
class Candidate:
    """A file's areas within the partnership, why it was taken, and what it was better than."""

    path: Path
    areas: Areas
    extra: int
    why: str = ""
    passed_over: tuple[tuple[Path, str], ...] = ()

    @property
    def corners(self) -> int:
        """Points of the outlines: the more, the finer the shapes."""
        return int(shapely.get_num_coordinates(self.areas.polygons).sum())

    @property
    def rank(self) -> tuple[str, bool, int, int, str]:
        """Newest, valid as published, finest, then the file with least beside the area."""
        name = "".join(chr(0x10FFFF - ord(letter)) for letter in self.path.name)
        return (self.areas.vintage or "", not self.areas.notes, self.corners, -self.extra, name)

    def join(
        self,
        members: Mapping[str, str],
        *,
        kind: str,
        vintage: str | None,
        why: str,
        names: Mapping[str, str] | None = None,
    ) -> Candidate:
        """The larger areas that these make up, by a mapping of code to the larger area's code."""
        of = np.array([members.get(code, "") for code in self.areas.codes])
        codes = tuple(sorted(set(of.tolist()) - {""}))
        polygons = np.empty(len(codes), dtype=object)
        polygons[:] = [shapely.union_all(self.areas.polygons[of == code]) for code in codes]
        called = tuple((names or {}).get(code, code) for code in codes)
        areas = Areas(kind, vintage, codes, called, to_millimetres(polygons))
        return Candidate(self.path, areas, 0, why)


def pick_covering(
    survey: Survey, kind: str, *, codes: frozenset[str], vintage: str | None = None
) -> Candidate | None:
    """The best file whose areas of this kind (and vintage) include all these codes, or None."""
    found, short = [], []
    for path, areas in survey.areas:
        if areas.kind != kind or (vintage and areas.vintage not in (vintage, None)):
            continue
        has = np.isin(np.array(areas.codes), sorted(codes))
        if has.sum() == len(codes):
            found.append(Candidate(path, areas.choose(has), len(areas) - int(has.sum())))
        else:
            short.append((path, f"It holds {int(has.sum())} of the area's {len(codes)}."))
    return _pick(found, tuple(short)) if found else None


def pick_wards(survey: Survey, outline: shapely.Geometry) -> list[Candidate]:
    """For each year the best file whose wards cover 95% of the outline, oldest first."""
    by_year: dict[str, list[Candidate]] = {}
    shapely.prepare(outline)
    for path, areas in survey.areas:
        if areas.kind != "ward":
            continue
        inside = shapely.contains(outline, shapely.point_on_surface(areas.polygons))
        here = areas.choose(inside)
        covered = shapely.area(shapely.intersection(here.polygons, outline)).sum()
        if covered >= WARDS_COVER * outline.area:
            found = Candidate(path, here, len(areas) - len(here))
            by_year.setdefault(areas.vintage or "", []).append(found)
    return [_pick(found, ()) for _, found in sorted(by_year.items())]


def _pick(found: list[Candidate], short: tuple[tuple[Path, str], ...]) -> Candidate:
    best = max(found, key=lambda candidate: candidate.rank)
    year = best.areas.vintage or "no year"
    why = f"It covers the area wholly ({len(best.areas)} of {year}, {best.corners:,} corner points)"
    others = []
    for other in sorted(found, key=lambda one: one.path.name):
        if other is not best:
            others.append((other.path, f"{best.path.name} {_better(best, other)}"))
    if others:
        why += "; of the files that do, it " + _better(best, max(
            (one for one in found if one is not best), key=lambda one: one.rank))  # fmt: skip
    return replace(best, why=why.rstrip(".") + ".", passed_over=(*others, *short))


def _better(best: Candidate, other: Candidate) -> str:
    if best.areas.vintage != other.areas.vintage:
        return f"is newer ({best.areas.vintage} against {other.areas.vintage})."
    if bool(best.areas.notes) != bool(other.areas.notes):
        return "is valid as published, the other had to be mended."
    if best.corners != other.corners:
        return f"is finer ({best.corners:,} corner points against {other.corners:,})."
    return f"is as fine and holds less beside the area ({best.extra} others against {other.extra})."
