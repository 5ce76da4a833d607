"""A partnership's geography in memory: its areas, grid, lookups, residents and named points."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import shapely

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.area_index import AreaIndex
from safercity.evidence.geography.areas import Areas
from safercity.evidence.geography.common_units import CommonUnits, merge_small_areas
from safercity.evidence.geography.crosswalk import Crosswalk
from safercity.evidence.geography.grid import Grid
from safercity.evidence.geography.known import KnownCodes
from safercity.evidence.geography.points import PlaceName, Postcodes, ProtectedPremises
from safercity.evidence.geography.residents import spread_residents


@dataclass(frozen=True)
class Geography:
    """Everything about where, for one partnership. Coordinates in National Grid metres.

    `area`: its local authorities. `small_areas`, `wards`: of the newest vintage; the others in
    `small_areas_by_vintage`, `wards_by_vintage`. `grid`: cells over the area and its small areas.
    `residents`: by code of the newest small areas, may be empty. `ward_of`: small area (newest) to
    ward. `known`: every code the lookups know, in England and Wales. `protected`: places
    that must never be named or shown. `digest`: sha256 of the chosen content and the grid's
    settings.
    """

    area: Areas
    small_areas: Areas
    small_areas_by_vintage: Mapping[str, Areas]
    wards: Areas
    wards_by_vintage: Mapping[str, Areas]
    custom_areas: Mapping[str, Areas]
    crosswalk: Crosswalk
    grid: Grid
    residents: Mapping[str, int]
    ward_of: Mapping[str, str]
    local: Mapping[str, frozenset[str]]
    known: KnownCodes
    place_names: tuple[PlaceName, ...]
    protected: tuple[ProtectedPremises, ...]
    digest: str
    folder: Path
    _indexes: dict[str, AreaIndex] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def postcodes(self) -> Postcodes | None:
        """Postcode centroids, or None where none were given. Read when first asked for."""
        from safercity.evidence.geography.kept import read_kept_postcodes

        path = self.folder / "postcodes.npz"
        return read_kept_postcodes(path) if path.exists() else None

    def local_codes(self, kind: str) -> frozenset[str]:
        """Our own codes of a kind ("lsoa", "ward", "local_authority", "csp"), any vintage."""
        return self.local.get(kind, frozenset())

    def known_codes(self, kind: str) -> frozenset[str]:
        """Every code of a kind that the lookups know, England and Wales."""
        return self.known.of_kind(kind) | self.local_codes(kind)

    def unit_of_area(self, code: str) -> str | None:
        """The common unit (2011 and 2021) of one of the partnership's small areas, or None."""
        return self.crosswalk.unit_of.get(code)

    @cached_property
    def units(self) -> CommonUnits:
        """The partnership's small areas at the level that both vintages support."""
        return merge_small_areas(self.small_areas, self.crosswalk, residents=self.residents)

    def ward_of_area(self, code: str) -> str | None:
        """The newest ward of a small area of either vintage; None if unknown, or split."""
        newest = self.crosswalk.newest(code)
        if newest is not None:
            return self.ward_of.get(newest)
        successors = {new for old, new, _ in self.crosswalk.links if old == code}
        wards = {self.ward_of.get(new) for new in successors}
        return wards.pop() if len(wards) == 1 else None

    def index(self, kind: str, *, vintage: str | None = None) -> AreaIndex:
        """The point index of "area", "lsoa" or "ward" areas (newest unless a vintage is given).

        Built when first asked for and kept in the folder's cache; a damaged cache is built again.
        """
        areas = self._areas(kind, vintage)
        key = f"{kind}-{areas.vintage or 'none'}"
        if key not in self._indexes:
            self._indexes[key] = self._open_index(areas, key)
        return self._indexes[key]

    def locate_area(self, easting: np.ndarray, northing: np.ndarray) -> np.ndarray:
        """Whether points lie in the partnership (bool, (n,)); a point on its border does."""
        return self.index("area").locate(easting, northing) >= 0

    def locate_small_area(
        self, easting: np.ndarray, northing: np.ndarray, *, vintage: str | None = None
    ) -> np.ndarray:
        """Positions in `small_areas.codes` (int32, -1 none) of points, or in those of a vintage."""
        return self.index("lsoa", vintage=vintage).locate(easting, northing)

    def locate_ward(self, easting: np.ndarray, northing: np.ndarray) -> np.ndarray:
        """Positions in `wards.codes` (int32, -1 none) of points in metres."""
        if not len(self.wards):
            return np.full(np.size(easting), -1, dtype=np.int32)
        return self.index("ward").locate(easting, northing)

    def ward_of_point(self, easting: float, northing: float) -> str | None:
        """The code of the newest ward that holds one point, or None."""
        found = int(self.locate_ward(np.array([easting]), np.array([northing]))[0])
        return self.wards.codes[found] if found >= 0 else None

    def cell_residents(self) -> np.ndarray:
        """Residents of each cell (float64), spread evenly: a denominator only. Or zeros."""
        return self._cell_residents

    @cached_property
    def _cell_residents(self) -> np.ndarray:
        if not self.residents:
            return np.zeros(len(self.grid))
        return spread_residents(self.small_areas, self.residents, grid=self.grid)

    @cached_property
    def cell_wards(self) -> np.ndarray:
        """The ward of each cell (position in `wards.codes`, -1 none): where its centroid lies."""
        found = self.locate_ward(*self.grid.centroids.T)
        lost = np.flatnonzero(found < 0)
        if lost.size and len(self.wards):
            # A centroid may fall outside a crooked sliver, or in a gap between generalised wards.
            near = shapely.STRtree(self.wards.polygons).nearest(self.grid.polygons[lost])
            found[lost] = near
        return found

    def _areas(self, kind: str, vintage: str | None) -> Areas:
        newest = {"area": self.area, "lsoa": self.small_areas, "ward": self.wards}
        by_vintage = {"lsoa": self.small_areas_by_vintage, "ward": self.wards_by_vintage}
        found = newest.get(kind) if vintage is None else by_vintage.get(kind, {}).get(vintage)
        if found is None:
            years = ", ".join(by_vintage.get(kind, {})) or "none"
            raise GeographyError(
                f"There are no {kind} areas of {vintage} here; there are those of: {years}.",
                advice="Add the boundary file and choose the geography again.",
            )
        return found

    def _open_index(self, areas: Areas, key: str) -> AreaIndex:
        path = self.folder / "cache" / f"{key}-{self.digest[:16]}.npz"
        with contextlib.suppress(GeographyError):
            index = AreaIndex.load(path)
            if index.n_areas == len(areas):
                return index
        index = AreaIndex.build(areas)
        # A cache that cannot be written (full or read-only) costs time, not answers.
        with contextlib.suppress(OSError):
            index.save(path)
        return index
