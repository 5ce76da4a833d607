"""Named and listed points: the partners' place names, protected premises, postcode centroids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.projection import to_metres
from safercity.evidence.geography.tables import Table, read_table

DEFAULT_RADIUS = 100.0
_RADIUS = ("metres", "radius", "radiusmetres", "radiusm", "withinmetres", "distancemetres")
_NAME = ("name", "place", "placename", "placenames", "street", "streetname", "title")
_KIND = ("kind", "type", "category")


@dataclass(frozen=True)
class PlaceName:
    """A name people use for a spot, in metres; kind is "street", "town" ... or empty."""

    name: str
    easting: float
    northing: float
    kind: str = ""


@dataclass(frozen=True)
class ProtectedPremises:
    """A place that must never be named or shown: metres, and the radius it is masked within."""

    easting: float
    northing: float
    within_metres: float
    kind: str = ""
    name: str = ""


@dataclass(frozen=True)
class Postcodes:
    """Postcode centroids: `codes` sorted, without spaces (S7 bytes); whole metres (int32)."""

    codes: np.ndarray
    easting: np.ndarray
    northing: np.ndarray

    def __len__(self) -> int:
        return len(self.codes)

    def locate(self, postcodes: Iterable[str | None]) -> tuple[np.ndarray, np.ndarray]:
        """Easting and northing (float64, NaN where unknown) of postcodes written any usual way."""
        asked = np.array([bare_postcode(text) for text in postcodes], dtype="S7")
        if not len(self.codes) or not len(asked):
            return np.full(len(asked), np.nan), np.full(len(asked), np.nan)
        at = np.minimum(np.searchsorted(self.codes, asked), len(self.codes) - 1)
        known = self.codes[at] == asked
        pair = (np.where(known, values[at], np.nan) for values in (self.easting, self.northing))
        return next(pair), next(pair)

    def __getitem__(self, postcode: str) -> tuple[float, float]:
        """Easting and northing of one postcode; KeyError where it is unknown."""
        easting, northing = self.locate([postcode])
        if np.isnan(easting[0]):
            raise KeyError(postcode)
        return float(easting[0]), float(northing[0])

    def __contains__(self, postcode: object) -> bool:
        return bool(np.isfinite(self.locate([str(postcode)])[0][0]))


def bare_postcode(text: str | None) -> bytes:
    """A postcode in capitals without spaces, as ASCII; empty where it is none."""
    return re.sub(r"[^A-Z0-9]", "", (text or "").upper()).encode("ascii")[:7]


def kind_of_points(table: Table) -> str | None:
    """ "postcodes", "protected" or "place_names", if a table lists such points; else None.

    Postcodes are known by their values, protected premises by a column of metres, place names by a
    column of names; a table with area codes or a month is none of them (it may be an extract).
    """
    if not (table.metre_headings or table.degree_headings) or not table.rows:
        return None
    if table.postcode_heading and table.find_heading(
        "pcds", "pcd", "pcd2", "postcode", "postcodes"
    ):
        return "postcodes"
    if table.find_heading("month", "crimeid", "crimetype") or table.code_columns:
        return None
    if table.find_heading(*_RADIUS):
        return "protected"
    return "place_names" if table.find_heading(*_NAME) else None


def read_place_names(path: Path) -> tuple[PlaceName, ...]:
    """The place names of a CSV (name, easting, northing or longitude, latitude; kind optional)."""
    table = read_table(path)
    names, kinds = _texts(table, _NAME), _texts(table, _KIND)
    points = zip(names, *_metres(table), kinds, strict=True)
    return tuple(
        PlaceName(name, float(east), float(north), kind)
        for name, east, north, kind in points
        if name and np.isfinite(east)
    )


def read_protected(path: Path) -> tuple[ProtectedPremises, ...]:
    """Protected premises of a CSV (easting, northing or degrees, metres; name and kind optional).

    A radius that is missing or not a number becomes 100 m: never none. GeographyError where a row
    has no place: what cannot be placed cannot be masked.
    """
    table = read_table(path)
    _refuse_unplaced(table)
    points = zip(
        *_metres(table), _numbers(_texts(table, _RADIUS)), _texts(table, _KIND),
        _texts(table, _NAME), strict=True,
    )  # fmt: skip
    return tuple(
        ProtectedPremises(
            float(east), float(north), float(metres) if metres > 0 else DEFAULT_RADIUS, kind, name
        )
        for east, north, metres, kind, name in points
    )


def _refuse_unplaced(table: Table) -> None:
    lost = np.flatnonzero(~np.isfinite(np.stack(_metres(table))).all(axis=0))
    if lost.size:
        rows = ", ".join(str(row + 1) for row in lost[:5])
        raise GeographyError(
            f"{table.path.name}: protected premises without a place cannot be masked (row {rows}).",
            advice="Give each an easting and a northing, or a longitude and a latitude.",
        )


def read_postcodes(path: Path) -> Postcodes:
    """Postcode centroids of a CSV like ONSPD or Code-Point; those without a place left out."""
    table = read_table(path)
    heading = table.postcode_heading or table.headings[0]
    codes = np.array([bare_postcode(text) for text in table.values(heading)], dtype="S7")
    easting, northing = _metres(table)
    # ONSPD writes 0 (or leaves blank) where a postcode has no grid reference.
    known = np.isfinite(easting) & np.isfinite(northing) & (easting > 0) & (northing > 0)
    codes, first = np.unique(codes[known], return_index=True)
    return Postcodes(
        codes,
        np.rint(easting[known][first]).astype(np.int32),
        np.rint(northing[known][first]).astype(np.int32),
    )


def _metres(table: Table) -> tuple[np.ndarray, np.ndarray]:
    headings = table.metre_headings
    if headings:
        easting, northing = (_numbers(table.values(heading)) for heading in headings)
        return easting, northing
    headings = table.degree_headings
    assert headings is not None  # kind_of_points asked
    return to_metres(*(_numbers(table.values(heading)) for heading in headings))


def _texts(table: Table, names: tuple[str, ...]) -> list[str]:
    heading = table.find_heading(*names)
    return table.values(heading) if heading else [""] * len(table.rows)


def _numbers(texts: Iterable[str]) -> np.ndarray:
    def number(text: str) -> float:
        try:
            return float(text.replace(",", ""))
        except ValueError:
            return float("nan")

    return np.array([number(text) for text in texts], dtype=np.float64)
