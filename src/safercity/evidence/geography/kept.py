"""The files of a workspace's `geography` folder: how each is written, and read back.

choice.json             what was chosen, from which file, why, and what was passed over
areas/<kind>-<vintage>.geojson    polygons in National Grid metres (EPSG:27700)
small_areas.csv         vintage, code, local_authority, ward
crosswalk.csv           lsoa_old_code, lsoa_new_code, change_code
residents.csv           code, residents
known.json              every area code the lookups know, in runs
place_names.csv  protected.csv  postcodes.npz      where the partnership gave them
cache/                  may be deleted at any time
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.areas import Areas
from safercity.evidence.geography.grid import Grid
from safercity.evidence.geography.lattice import Lattice
from safercity.evidence.geography.points import Postcodes
from safercity.evidence.geography.whole_file import write_whole

CHOICE = "choice.json"
CACHE = "cache"
FORMAT = 1


def write_json(path: Path, value: object) -> None:
    """A JSON file people can read; keys in their given order."""
    write_whole(path, (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode())


def write_rows(path: Path, header: Sequence[str], *, rows: Iterable[Sequence[object]]) -> None:
    """A CSV in UTF-8 with a header and plain line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    write_whole(path, text.getvalue().encode())


def write_areas(folder: Path, areas: Areas, *, file_name: str = "") -> Path:
    """The areas as GeoJSON in metres; the code's heading carries kind and vintage."""
    stem = file_name or "-".join(part for part in (areas.kind, areas.vintage) if part)
    year = (areas.vintage or "")[2:]
    features = [
        {
            "type": "Feature",
            "properties": {f"{areas.kind}{year}_code": code, f"{areas.kind}{year}_name": name},
            "geometry": shapely.geometry.mapping(polygon),
        }
        for code, name, polygon in zip(areas.codes, areas.names, areas.polygons, strict=True)
    ]
    system = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    head = json.dumps({"type": "FeatureCollection", "name": stem, "crs": system})[:-1]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    path = folder / "areas" / f"{stem}.geojson"
    write_whole(path, f'{head}, "features": [\n{lines}\n]}}\n'.encode())
    return path


def write_postcodes(path: Path, postcodes: Postcodes) -> None:
    """Postcodes as .npz: 1.7 million in about 26 MB, searched without loading into a dictionary."""
    content = io.BytesIO()
    np.savez(content, codes=postcodes.codes, easting=postcodes.easting, northing=postcodes.northing)
    write_whole(path, content.getvalue())


def read_kept_postcodes(path: Path) -> Postcodes:
    """The postcodes that `write_postcodes` wrote."""
    with np.load(path, allow_pickle=False) as file:
        return Postcodes(file["codes"], file["easting"], file["northing"])


def write_cache(path: Path, content: bytes) -> None:
    """Keep what can be made again. Where it cannot be written, that costs time only."""
    with contextlib.suppress(OSError):
        write_whole(path, content)


def pack_grid(grid: Grid) -> bytes:
    """A grid's cells and clipped polygons as .npz."""
    content = io.BytesIO()
    np.savez(content, cells=grid.cells, **_pack_shapes(grid.polygons))
    return content.getvalue()


def read_grid(path: Path, lattice: Lattice) -> Grid | None:
    """The grid that `pack_grid` packed, or None where the file is missing or damaged."""
    try:
        with np.load(path, allow_pickle=False) as file:
            cells, packed = file["cells"], {name: file[name] for name in ("ends", "shapes")}
            return Grid.of_cells(
                lattice, cells.astype(np.int64), shapes=lambda: _unpack_shapes(packed)
            )
    except _DAMAGED:
        return None


def pack_areas(areas: Areas) -> bytes:
    """Areas as .npz: their GeoJSON takes twenty times as long to read."""
    told = {"kind": areas.kind, "vintage": areas.vintage, "notes": areas.notes}
    texts = told | {"codes": areas.codes, "names": areas.names}
    content = io.BytesIO()
    texts_as_bytes = np.frombuffer(json.dumps(texts).encode(), dtype=np.uint8)
    np.savez(content, texts=texts_as_bytes, **_pack_shapes(areas.polygons))
    return content.getvalue()


def read_packed_areas(path: Path) -> Areas | None:
    """The areas that `pack_areas` packed, or None where the file is missing or damaged."""
    try:
        with np.load(path, allow_pickle=False) as file:
            texts = json.loads(file["texts"].tobytes())
            polygons = _unpack_shapes({name: file[name] for name in ("ends", "shapes")})
    except _DAMAGED:
        return None
    return Areas(
        texts["kind"],
        texts["vintage"],
        tuple(texts["codes"]),
        tuple(texts["names"]),
        polygons,
        tuple(texts["notes"]),
    )


_DAMAGED = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, shapely.GEOSException)


def _pack_shapes(polygons: np.ndarray) -> dict[str, Any]:
    shapes = shapely.to_wkb(polygons)
    return {
        "ends": np.cumsum([len(shape) for shape in shapes]),
        "shapes": np.frombuffer(b"".join(shapes), dtype=np.uint8),
    }


def _unpack_shapes(packed: dict[str, np.ndarray]) -> np.ndarray:
    ends, whole = packed["ends"], packed["shapes"].tobytes()
    starts = np.concatenate([[0], ends[:-1]])
    return shapely.from_wkb([whole[a:b] for a, b in zip(starts, ends, strict=True)])


def list_content(folder: Path) -> list[Path]:
    """The kept files that findings depend on, in order: all but the choice and the cache."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part")
    names = {path.relative_to(folder).as_posix(): path for path in found}
    return [
        names[name]
        for name in sorted(names)
        if name != CHOICE and not name.startswith((f"{CACHE}/", "."))
    ]


def read_choice(folder: Path) -> dict:
    """What `choose_geography` wrote down. GeographyError: none, or another format."""
    path = folder / CHOICE
    try:
        choice = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise GeographyError(
            f"There is no chosen geography in {folder}.",
            advice="Run `safercity init` with --boundaries and --lookups.",
        ) from fault
    except (OSError, ValueError) as fault:
        raise GeographyError(
            f"{path} is damaged: {fault}.",
            advice="Choose the geography again with `safercity init`.",
        ) from fault
    if choice.get("format") != FORMAT:
        raise GeographyError(
            f"{path} is of format {choice.get('format')}; this version reads {FORMAT}.",
            advice="Install the version that wrote it, or choose the geography again.",
        )
    return choice
