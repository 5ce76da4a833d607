"""Areas: polygons with codes and names, read from boundary files into British National Grid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.boundaries import Features, read_features
from safercity.evidence.geography.codes import kind_of_column, name_column, vintage_of
from safercity.evidence.geography.projection import to_metres


@dataclass(frozen=True)
class Areas:
    """Areas of one kind and vintage, in code order.

    `kind`: "lsoa", "ward", "local_authority" ... or "custom". `vintage`: the year, "2021", or None.
    `codes`, `names`: n texts. `polygons`: (n,) array of shapely (Multi)Polygons in metres, whole
    millimetres. `notes`: what was mended while reading, in sentences.
    """

    kind: str
    vintage: str | None
    codes: tuple[str, ...]
    names: tuple[str, ...]
    polygons: np.ndarray
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.codes)

    def choose(self, wanted: np.ndarray) -> Areas:
        """The areas at these positions (a boolean mask or indices), still in code order."""
        positions = np.sort(np.arange(len(self))[wanted])
        return replace(
            self,
            codes=tuple(self.codes[i] for i in positions),
            names=tuple(self.names[i] for i in positions),
            polygons=self.polygons[positions],
        )

    def outline(self) -> shapely.Geometry:
        """All areas as one polygon, in metres."""
        return shapely.union_all(self.polygons)

    def name_of(self, code: str) -> str:
        """The name that goes with a code; the code itself where there is none."""
        return self.names[self.codes.index(code)] or code


def read_areas(path: Path | str, *, kind: str | None = None) -> Areas:
    """The areas of a boundary file, in National Grid metres and code order.

    GeoJSON, or GeoPackage and shapefile. Degrees (CRS84, EPSG:4326, EPSG:4258) and National Grid
    (EPSG:27700) are read; GeographyError refuses any other, and coordinates that belie their
    system. The column of codes is found by its values and heading. Invalid polygons are mended
    (`shapely.make_valid`, polygons only) and said in `notes`.
    """
    path = Path(path)
    features = read_features(path)
    code_heading, found = _find_codes(features, kind=kind, path=path)
    polygons = _project(features, path)
    codes = [str(row[code_heading]).strip() for row in features.properties]
    heading = name_column(code_heading, features.properties[0])
    names = [str(row.get(heading) or "") if heading else "" for row in features.properties]
    polygons, notes = _mend(polygons, codes, name=path.name)
    order = sorted(range(len(codes)), key=codes.__getitem__)
    return Areas(
        kind or found,
        vintage_of(code_heading),
        tuple(codes[i] for i in order),
        tuple(names[i] for i in order),
        polygons[order],
        notes,
    )


def make_areas(
    kind: str, named: dict[str, shapely.Geometry], *, vintage: str | None = None
) -> Areas:
    """Areas from polygons in metres by code; names are codes. For made-up and custom areas."""
    codes = tuple(sorted(named))
    polygons = np.empty(len(codes), dtype=object)
    polygons[:] = [named[code] for code in codes]
    return Areas(kind, vintage, codes, codes, to_millimetres(polygons))


def to_millimetres(polygons: np.ndarray) -> np.ndarray:
    """The polygons with every vertex on a whole millimetre, so that tests on them are exact."""
    return shapely.transform(polygons, lambda xy: np.rint(xy * 1000) / 1000)


def _find_codes(features: Features, *, kind: str | None, path: Path) -> tuple[str, str]:
    headings = list(features.properties[0])
    found: list[tuple[str, str]] = []
    for heading in headings:
        values = [row.get(heading) for row in features.properties]
        is_key = len(set(values)) == len(values) and None not in values
        of = kind_of_column(heading, values)
        if of and is_key and kind in (None, of):
            return heading, of
        if is_key:
            found.append((heading, of or "custom"))
    if kind is not None:
        wanted = ("code", "id", "name")
        for heading, _ in sorted(found, key=lambda pair: not pair[0].lower().endswith(wanted)):
            if heading.lower().endswith(wanted):
                return heading, kind
    raise GeographyError(
        f"{path.name} has no property with a different area code for each of its "
        f"{len(features.properties)} areas. Its properties are: {', '.join(headings) or 'none'}.",
        advice="Add a property with the areas' codes (LSOA21CD, WD24CD, LAD24CD ...), "
        "or say which kind of area they are.",
        lacks="codes",
    )


def _project(features: Features, path: Path) -> np.ndarray:
    polygons = features.polygons
    coordinates = shapely.get_coordinates(polygons)
    if not features.in_degrees:
        return to_millimetres(polygons)
    if not len(coordinates):
        return polygons
    easting, northing = to_metres(coordinates[:, 0], coordinates[:, 1])
    if np.isnan(easting).any():
        at = coordinates[np.isnan(easting)][0]
        raise GeographyError(
            f"{path.name} reaches outside Great Britain: "
            f"longitude {at[0]:.4f}, latitude {at[1]:.4f}.",
            advice="Check that longitude comes before latitude, and that the file is of this area.",
        )
    return shapely.set_coordinates(polygons.copy(), np.column_stack([easting, northing]))


def _mend(
    polygons: np.ndarray, codes: list[str], *, name: str
) -> tuple[np.ndarray, tuple[str, ...]]:
    bad = np.flatnonzero(~shapely.is_valid(polygons))
    notes = []
    for i in bad:
        reason = shapely.is_valid_reason(polygons[i])
        mended = shapely.make_valid(polygons[i])
        parts = shapely.get_parts(mended)
        mended = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
        polygons[i] = to_millimetres(np.array([mended]))[0]
        notes.append(f"{name}: the polygon of {codes[i]} was invalid ({reason}) and was mended.")
    empty = [codes[i] for i in np.flatnonzero(shapely.area(polygons) <= 0)]
    if empty:
        raise GeographyError(
            f"{name}: {', '.join(empty[:5])} has no area.",
            advice="Ask the publisher for a boundary that encloses the area, or leave it out.",
        )
    return polygons, tuple(notes)
