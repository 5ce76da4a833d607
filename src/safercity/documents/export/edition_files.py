"""Writing an export: all of it beside, then renamed into place; a failure leaves what was there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from safercity.documents.edition_view import Edition
from safercity.documents.export.csv_files import write_csv_files
from safercity.documents.export.geojson import write_geojson_files
from safercity.documents.export.geopackage import write_geopackage
from safercity.documents.export.workbook import write_workbook
from safercity.evidence.errors import SaferCityError, UnknownName
from safercity.evidence.workspace.durable import room_to_write, sync_file, sync_folder

_WRITERS: Mapping[str, Callable[[Edition, Path], list[Path]]] = {
    "csv": write_csv_files,
    "gpkg": write_geopackage,
    "geojson": write_geojson_files,
    "xlsx": write_workbook,
}
FORMATS = tuple(_WRITERS)


class ExportNotWritten(SaferCityError):
    """The files could not be put where they were wanted."""

    exit_code = 19
    advice = "Close the file if another program has it open, or choose another folder with --out."


def export_edition(edition: Edition, *, format: str, out: Path) -> list[Path]:  # noqa: A002
    """Write the edition into the folder `out` (made if need be) and return the files, in order.

    `format`: "csv", "xlsx", "gpkg" or "geojson". Files of the same names are replaced, others left
    alone. Counts only: an edition holds no record, key or free text. Raises `UnknownName`,
    `ExportNotWritten`, `DiskFull`.
    """
    if format not in _WRITERS:
        raise UnknownName(
            f"There is no export format called {format!r}.", advice=f"Use {', '.join(FORMATS)}."
        )
    try:
        with room_to_write(f"the export to {out}"):
            return _write_beside(edition, format, out=out)
    except (PermissionError, FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise ExportNotWritten(
            f"The export could not be written to {out}: {error.strerror or error}."
        ) from error


def _write_beside(edition: Edition, kind: str, *, out: Path) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".export-") as name:
        made = _WRITERS[kind](edition, Path(name))
        for path in made:
            sync_file(path)
        placed = _put_in_place(made, out=out, beside=Path(name))
    sync_folder(out)
    return placed


def _put_in_place(made: list[Path], *, out: Path, beside: Path) -> list[Path]:
    """Rename all files into place; where one cannot be, put every old one back."""
    old = beside / "old"
    old.mkdir()
    kept: list[Path] = []
    placed: list[Path] = []
    try:
        for path in made:
            target = out / path.name
            if target.exists():
                os.replace(target, old / path.name)
                kept.append(target)
            os.replace(path, target)
            placed.append(target)
    except OSError:
        for target in placed:
            target.unlink()
        for target in kept:
            os.replace(old / target.name, target)
        raise
    return placed
