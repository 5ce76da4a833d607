"""What a comparison stands on: our places, cells and boundary in metres, and areas by code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape as to_shape

from safercity.evidence.assess.compare_names import is_same_name, split_name
from safercity.evidence.assess.partner_list import ListedPlace
from safercity.evidence.geography import Areas, PlaceName, turn_to_metres
from safercity.evidence.places.classes import MULTI_AGENCY

# A street named in a ward may run along its border.
NEAR_METRES = 250.0


@dataclass(frozen=True)
class OurPlace:
    """A place of the edition with its shape in metres and its row as the edition has it."""

    id: str
    name: str
    ward: str
    rank: int
    agencies: tuple[str, ...]
    shape: shapely.Geometry
    row: Mapping[str, Any]

    @property
    def is_listed(self) -> bool:
        """Whether several agencies see lasting demand there now."""
        return self.row["class"] in MULTI_AGENCY


@dataclass(frozen=True)
class Ground:
    """Our places by rank, units with their shapes, the boundary, areas by code, words' titles."""

    places: tuple[OurPlace, ...]
    units: tuple[Mapping[str, Any], ...]
    tree: shapely.STRtree
    boundary: shapely.Geometry
    by_code: Mapping[str, shapely.Geometry]
    wards: Mapping[str, shapely.Geometry]
    named: Mapping[tuple[str, ...], Sequence[shapely.Point]]
    manifest: Mapping[str, Any]
    titles: Mapping[str, str]

    def shape_of(self, entry: ListedPlace) -> shapely.Geometry | None:
        """Where an entry lies (metres): by coordinates, codes, or the gazetteer; None if by none.

        A name of the gazetteer may stand for several points; those in the entry's ward count.
        """
        if entry.geometry is not None:
            return entry.geometry
        known = [self.by_code[code] for code in entry.codes if code in self.by_code]
        if known or entry.codes or entry.fault:
            return shapely.union_all(known) if known else None
        points = [point for part in split_name(entry.name) for point in self.named.get(part, ())]
        ward = next(
            (self.wards[name] for name in self.wards if is_same_name(name, entry.ward)), None
        )
        inside = [point for point in points if ward is None or ward.distance(point) <= NEAR_METRES]
        return shapely.MultiPoint(inside) if inside else None

    def units_at(self, shape: shapely.Geometry) -> list[Mapping[str, Any]]:
        """The cells or small areas that a shape touches."""
        return [self.units[at] for at in self.tree.query(shape, predicate="intersects")]

    def title(self, agency: str) -> str:
        """An agency's title, or its slug spelt out."""
        return self.titles.get(agency) or agency.replace("_", " ").capitalize()


def lay_ground(
    edition: Any,
    *,
    areas: Sequence[Areas],
    names: Sequence[PlaceName],
    titles: Mapping[str, str],
) -> Ground:
    """Gather and project what the edition holds."""
    geometry = edition.table("geometry")
    shapes = {
        str(feature["properties"]["id"]): _to_grid(feature["geometry"])
        for feature in geometry["cells"]["features"]
    }
    table = edition.table("cells")
    units = tuple(unit for unit in table["cells"] if unit["id"] in shapes)
    by_code = {
        code: polygon
        for each in areas
        for code, polygon in zip(each.codes, each.polygons, strict=True)
    }
    if table.get("unit") == "small_area":
        by_code = {**shapes, **by_code}
    return Ground(
        places=tuple(_to_place(row) for row in _in_order(edition.table("places")["places"])),
        units=units,
        tree=shapely.STRtree([shapes[unit["id"]] for unit in units]),
        boundary=shapely.union_all(
            [_to_grid(feature["geometry"]) for feature in geometry["boundary"]["features"]]
        ),
        by_code=by_code,
        wards={
            str(feature["properties"].get("name")): _to_grid(feature["geometry"])
            for feature in geometry.get("wards", {}).get("features", [])
        },
        named=_index_names(names),
        manifest=edition.manifest,
        titles=titles,
    )


def _index_names(names: Sequence[PlaceName]) -> Mapping[tuple[str, ...], list[shapely.Point]]:
    index: dict[tuple[str, ...], list[shapely.Point]] = defaultdict(list)
    for each in names:
        for part in split_name(each.name):
            index[part].append(shapely.Point(each.easting, each.northing))
    return index


def _in_order(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(rows, key=lambda row: (row["rank"], row["id"]))


def _to_place(row: Mapping[str, Any]) -> OurPlace:
    shape = _to_grid(row["geometry"])
    ward = row.get("ward") or ""
    return OurPlace(row["id"], row["name"], ward, row["rank"], tuple(row["agencies"]), shape, row)


def _to_grid(geometry: Mapping[str, Any]) -> shapely.Geometry:
    return shapely.make_valid(shapely.transform(to_shape(geometry), turn_to_metres))
