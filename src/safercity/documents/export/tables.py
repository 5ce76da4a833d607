"""An edition's tables as flat rows in the dictionary's columns. Counts only: no record, key or
text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from safercity.documents.edition_view import (
    LISTED,
    Edition,
    Row,
    list_places,
    list_presence,
    read_capture,
    read_layer,
    read_table,
)
from safercity.documents.export import dictionary
from safercity.documents.export.dictionary import TableSpec
from safercity.documents.export.finding_rows import (
    gather_findings,
    gather_place_months,
    gather_theme_months,
    gather_themes,
)
from safercity.documents.export.plain import Value, write_plain
from safercity.evidence.geography import to_metres


def gather_rows(edition: Edition, spec: TableSpec) -> list[tuple[Value, ...]]:
    """The rows of one table, each a tuple in the order of `spec.fields`; a gap is None."""
    about = {"edition": edition.digest, "as_of": edition.manifest["as_of"]}
    names = [field.name for field in spec.fields]
    return [
        tuple({**about, **row}.get(name) for name in names) for row in _GATHER[spec.name](edition)
    ]


def _gather_places(edition: Edition) -> Iterator[Mapping[str, Value]]:
    for place in list_places(edition):
        longitude, latitude = place["centre"]
        easting, northing = to_metres(np.array([longitude]), np.array([latitude]))
        yield {
            **{key: place.get(key) for key in _AS_THEY_ARE},
            "place_id": place["id"],
            "seen_by_several": place["class"] in LISTED,
            "agencies_seeing": len(place["agencies"]),
            **{key: _join(place.get(key)) for key in ("agencies", "themes", "flags")},
            "units": len(place.get("cells", [])),
            "longitude": longitude,
            "latitude": latitude,
            "easting": round(float(easting[0]), 1),
            "northing": round(float(northing[0]), 1),
        }


_AS_THEY_ARE = (
    "name", "ward", "town", "rank", "rank_low", "rank_high", "class", "sure", "stability",
    "since", "until", "unplaced_share", "unit", "area_km2",
)  # fmt: skip


def _join(values: Any) -> str:
    return ";".join(
        str(value.get("id", "")) if isinstance(value, Mapping) else str(value)
        for value in values or ()
    )


def _gather_place_agencies(edition: Edition) -> Iterator[Mapping[str, Value]]:
    for place in list_places(edition):
        for agency, history in place.get("by_agency", {}).items():
            quarters = zip(place["quarters"], history["counts"], history["states"], strict=True)
            for quarter, records, state in quarters:
                yield {
                    "place_id": place["id"],
                    "agency": agency,
                    "agency_state": place.get("agency_states", {}).get(agency),
                    "would_miss_it": place["missed_by"].get(agency),
                    "agency_rank": history.get("rank"),
                    "quarter": quarter,
                    "quarter_state": state,
                    "records": None if state == "missing" else records,
                }


def _gather_place_themes(edition: Edition) -> Iterator[Mapping[str, Value]]:
    for place in list_places(edition):
        for theme, records in (place.get("by_theme") or {}).items():
            yield {"place_id": place["id"], "theme": theme, "records": records}


def _gather_units(name: str) -> Callable[[Edition], Iterator[Mapping[str, Value]]]:
    def gather(edition: Edition) -> Iterator[Mapping[str, Value]]:
        for unit in read_table(edition, name).get("cells", []):
            yield {**unit, "unit_id": unit["id"], "agencies_seeing": unit.get("agencies")}

    return gather


def _gather_coverage(edition: Edition) -> Iterator[Mapping[str, Value]]:
    for agency, month, is_present, records in list_presence(edition):
        yield {"agency": agency, "month": month, "is_present": is_present, "records": records}


def _gather_capture(edition: Edition) -> Iterator[Mapping[str, Value]]:
    of, missed = read_capture(edition)
    for agency, count in missed.items():
        share = round(count / of, 4) if of else None
        yield {"agency": agency, "places": of, "missed": count, "missed_share": share}


def _gather_areas(name: str) -> Callable[[Edition], Iterator[Mapping[str, Value]]]:
    def gather(edition: Edition) -> Iterator[Mapping[str, Value]]:
        for feature in read_layer(edition, name)["features"]:
            properties: Row = feature.get("properties") or {}
            yield {"code": properties.get("code"), "name": properties.get("name")}

    return gather


def _gather_about(edition: Edition) -> Iterator[Mapping[str, Value]]:
    manifest = edition.manifest
    for key in ("title", "partnership", "as_of", "marking", "made_up"):
        yield {"key": key, "value": write_plain(manifest.get(key))}
    yield {"key": "edition", "value": edition.digest}
    for key, value in sorted(manifest.get("settings", {}).items()):
        yield {"key": f"setting {key}", "value": write_plain(value)}
    for said in manifest.get("statement", []):
        yield {"key": "finding", "value": said.get("text", "")}
    for limit in manifest.get("limits", []):
        yield {"key": "limit", "value": str(limit)}
    for agency, sent in manifest.get("data_to", {}).items():
        for key in ("from", "to", "missing", "sources", "rows", "unplaced_share"):
            yield {"key": f"{agency} {key}", "value": write_plain(sent.get(key))}


_GATHER: Mapping[str, Callable[[Edition], Iterable[Mapping[str, Value]]]] = {
    dictionary.PLACES.name: _gather_places,
    dictionary.PLACE_AGENCIES.name: _gather_place_agencies,
    dictionary.PLACE_THEMES.name: _gather_place_themes,
    dictionary.CELLS.name: _gather_units("cells"),
    dictionary.SMALL_AREAS.name: _gather_units("small_areas"),
    dictionary.COVERAGE.name: _gather_coverage,
    dictionary.CAPTURE.name: _gather_capture,
    dictionary.WARDS.name: _gather_areas("wards"),
    dictionary.BOUNDARY.name: _gather_areas("boundary"),
    dictionary.ABOUT.name: _gather_about,
    dictionary.THEMES.name: gather_themes,
    dictionary.THEME_MONTHS.name: gather_theme_months,
    dictionary.PLACE_MONTHS.name: gather_place_months,
    dictionary.FINDINGS.name: gather_findings,
}
