"""The list and the map's layers for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from safercity.documents.edition_view import join_cells, read_layer
from safercity.documents.export.csv_files import write_cell
from safercity.documents.export.one_table import write_xlsx_table
from safercity.partnership.places.presenters.frame import describe_reach
from safercity.partnership.places.queries import Place, is_shared

COLUMNS = (
    "id", "name", "ward", "rank", "rank_low", "rank_high", "class", "seen_by_several", "sure",
    "since", "stability", "agencies", "themes", "unplaced_share", "area_km2", "longitude",
    "latitude", "edition", "marking", "handling", "data_to",
)  # fmt: skip


def write_csv(edition: Any, places: Iterable[Place]) -> str:
    """One row a place, stable column names, UTF-8 with a mark so that Excel reads it as such."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([write_cell(cell) for cell in row] for row in _list_rows(edition, places))
    return text.getvalue()


def write_xlsx(edition: Any, places: Iterable[Place]) -> bytes:
    """The same table as a workbook."""
    return write_xlsx_table(COLUMNS, _list_rows(edition, places))


def _list_rows(edition: Any, places: Iterable[Place]) -> Iterator[list[Any]]:
    data_to = describe_reach(edition.manifest.get("data_to", {}))
    for place in places:
        given = {
            **place,
            "seen_by_several": is_shared(place),
            "agencies": ";".join(place["agencies"]),
            "themes": ";".join(place["themes"]),
            "longitude": place["centre"][0],
            "latitude": place["centre"][1],
            "edition": edition.digest,
            "marking": edition.manifest.get("marking", ""),
            "handling": " ".join(edition.manifest.get("handling", ())),
            "data_to": data_to,
        }
        yield [given.get(column) for column in COLUMNS]


def collect_places(edition: Any, places: Sequence[Place]) -> dict[str, Any]:
    """The places as GeoJSON; `rank` is the number that the map shows."""
    kept = ("id", "name", "ward", "rank", "rank_low", "rank_high", "class", "sure", "since",
            "stability", "agencies", "themes", "unplaced_share", "centre")  # fmt: skip
    return _collection(edition, [
        _feature(place["geometry"],
                 {**{key: place.get(key) for key in kept}, "seen_by_several": is_shared(place)})
        for place in places
    ])  # fmt: skip


def collect_cells(edition: Any) -> dict[str, Any]:
    """The cells as GeoJSON, with their step of demand (0 to 5)."""
    kept = ("id", "step", "score", "agencies")
    return _collection(edition, [
        _feature(cell["geometry"], {key: cell.get(key) for key in kept})
        for cell in join_cells(edition)
        if cell["geometry"]
    ])  # fmt: skip


def collect_boundaries(edition: Any) -> dict[str, Any]:
    """Outline, wards and towns in one collection; `layer` says which."""
    return _collection(edition, [
        _feature(feature["geometry"],
                 {"layer": layer, "name": (feature.get("properties") or {}).get("name")})
        for layer in ("boundary", "wards", "towns")
        for feature in read_layer(edition, layer)["features"]
    ])  # fmt: skip


def _collection(edition: Any, features: list[dict[str, Any]]) -> dict[str, Any]:
    marking = edition.manifest.get("marking", "")
    handling = list(edition.manifest.get("handling", ()))
    return {"type": "FeatureCollection", "edition": edition.digest, "marking": marking,
            "handling": handling, "features": features}  # fmt: skip


def _feature(geometry: Any, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
