"""What papers, exports and comparisons take from an edition: one reading of its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Row = Mapping[str, Any]
LISTED = ("persistent", "emerging", "seasonal")
APART = ("undetermined", "few_agencies", "single_agency", "former")
PARTS = (LISTED, *((kind,) for kind in APART))
"""The kinds of each part of the list: the list itself, then each kind apart from it."""

EMPTY: Row = {"type": "FeatureCollection", "features": []}


class Edition(Protocol):
    """An edition as this room needs it; `evidence.assess` has the real one."""

    @property
    def digest(self) -> str: ...

    @property
    def manifest(self) -> Mapping[str, Any]: ...

    def table(self, name: str) -> Mapping[str, Any]: ...


@dataclass(frozen=True, eq=False)
class RenamedPlaces:
    """An edition whose places carry the lasting ids that only the workspace's catalogue knows.

    Compared by identity, so that what is drawn of one can be kept with it.
    """

    edition: Edition
    places: Sequence[Row]

    @property
    def digest(self) -> str:
        """The edition's own."""
        return self.edition.digest

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The edition's own."""
        return self.edition.manifest

    def table(self, name: str) -> Mapping[str, Any]:
        """The edition's table; `places` with the places given."""
        table = self.edition.table(name)
        return {**table, "places": list(self.places)} if name == "places" else table


def list_places(edition: Edition) -> list[Row]:
    """Every place of the edition: the list by rank, then each kind apart from it by rank."""
    return order_places(edition.table("places")["places"])


def order_places(places: Sequence[Row]) -> list[Row]:
    """Places part by part, each by rank."""
    return sorted(places, key=lambda row: (part_of(row), row.get("rank") or 1 << 30, row["id"]))


def own_key(place: Row) -> str:
    """The key under which the edition itself keeps a place, whatever its lasting identity."""
    return str(place.get("key", place["id"]))


def part_of(place: Row) -> int:
    """Which of PARTS a place stands in; after the last for a kind that is not known."""
    return next((at for at, part in enumerate(PARTS) if place["class"] in part), len(PARTS))


def list_shared_places(edition: Edition) -> list[Row]:
    """Places that several agencies see now: the list itself."""
    return [place for place in list_places(edition) if place["class"] in LISTED]


def list_class(edition: Edition, kind: str) -> list[Row]:
    """Places of one class."""
    return [place for place in list_places(edition) if place["class"] == kind]


def list_counted_agencies(edition: Edition) -> list[str]:
    """Agencies that may be one of those that see a place (not those listed as context)."""
    return list(edition.manifest.get("counted") or edition.manifest.get("data_to", {}))


def is_in_part(edition: Edition) -> bool:
    """Whether agencies may have been left out of it, so that no sentence may speak of all."""
    return bool(edition.manifest.get("in_part"))


def read_table(edition: Edition, name: str) -> Row:
    """A table of the edition, or an empty one where the edition has no such table."""
    if name not in edition.manifest.get("tables", {}):
        return {}
    return edition.table(name)


def name_unit(edition: Edition) -> str:
    """What the list runs on, in words: "cell", or "small area" where cells cannot be used."""
    unit = str(read_table(edition, "cells").get("unit") or "cell")
    return unit.replace("_", " ")


def read_layer(edition: Edition, name: str) -> Row:
    """A GeoJSON layer of the edition's geometry: cells, wards, boundary, towns."""
    layer = read_table(edition, "geometry").get(name)
    return layer if layer else EMPTY


def join_cells(edition: Edition) -> list[Row]:
    """The cells of the edition, each with its geometry (None where there is none)."""
    shapes = {feature_id(f): f["geometry"] for f in read_layer(edition, "cells")["features"]}
    cells = read_table(edition, "cells").get("cells", [])
    return [{**cell, "geometry": shapes.get(cell["id"])} for cell in cells]


def feature_id(feature: Row) -> str:
    """A feature's id, wherever the GeoJSON keeps it."""
    properties = feature.get("properties") or {}
    return str(feature.get("id") or properties.get("id") or properties.get("code") or "")


def list_presence(edition: Edition) -> list[tuple[str, str, bool, int | None]]:
    """Coverage as rows (agency, month, is present, rows or None), in the edition's order."""
    table = read_table(edition, "coverage")
    months: Sequence[str] = table.get("months", [])
    found = []
    for agency, values in table.get("agencies", {}).items():
        for month, value in zip(months, values, strict=True):
            found.append((agency, month, *_presence(value)))
    return found


def _presence(value: Any) -> tuple[bool, int | None]:
    if isinstance(value, Mapping):
        rows = value.get("rows")
        return bool(value.get("present", rows is not None)), rows
    if isinstance(value, bool) or value is None:
        return bool(value), None
    return True, int(value)


def read_capture(edition: Edition) -> tuple[int, dict[str, int]]:
    """Of how many places each agency alone would have missed how many: (of, missed by agency)."""
    table = read_table(edition, "capture")
    missed = table.get("missed", table.get("agencies"))
    if missed is None:
        return 0, {}
    return int(table.get("of", 0)), {slug: int(count) for slug, count in missed.items()}
