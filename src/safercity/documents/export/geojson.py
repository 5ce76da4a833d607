"""GeoJSON (RFC 7946, degrees): one file a layer, the same bytes for the same edition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from safercity.documents.edition_view import Edition
from safercity.documents.export.shapes import Layer, gather_layers


def write_geojson_files(edition: Edition, folder: Path) -> list[Path]:
    """Write places, cells, wards and boundary into an existing folder."""
    about = {key: edition.manifest.get(key) for key in ("partnership", "marking", "made_up")}
    return [_write(layer, folder, about=about) for layer in gather_layers(edition)]


def _write(layer: Layer, folder: Path, *, about: dict[str, Any]) -> Path:
    path = folder / f"{layer.spec.name}.geojson"
    names = [field.name for field in layer.spec.fields]
    features = [
        {"type": "Feature", "properties": dict(zip(names, row, strict=True)), "geometry": geometry}
        for row, geometry in zip(layer.rows, layer.geometries, strict=True)
    ]
    head = {"type": "FeatureCollection", "name": layer.spec.name, **about}
    written = {**head, "features": features}
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path
