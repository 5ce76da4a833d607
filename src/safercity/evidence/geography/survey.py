"""What stands in the folders that a partnership gives: every file judged by its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.areas import Areas, read_areas
from safercity.evidence.geography.tables import Table, read_table

BOUNDARIES = (".geojson", ".json", ".gpkg", ".shp")
TABLES = (".csv",)
_BESIDE_A_SHAPEFILE = (".dbf", ".shx", ".prj", ".cpg", ".qmd", ".qpj", ".sbn", ".sbx")


@dataclass(frozen=True)
class Survey:
    """Boundary files and tables that could be read, and why each other file could not.

    Tables hold their first rows only. `roots` are the folders; names are shown relative to them.
    """

    roots: tuple[Path, ...]
    areas: tuple[tuple[Path, Areas], ...]
    tables: tuple[Table, ...]
    passed_over: tuple[tuple[Path, str], ...] = field(default=())

    def name(self, path: Path) -> str:
        """The file's name from its folder on, alike on every machine."""
        for root in self.roots:
            if path.is_relative_to(root):
                return (Path(root.name) / path.relative_to(root)).as_posix()
        return path.name

    def list_found(self) -> str:
        """What the folders hold, in one sentence for an error."""
        found = [
            f"{self.name(path)} ({len(areas)} {areas.kind} {areas.vintage or 'of no year'})"
            for path, areas in self.areas
        ]
        # The reason why a file could not be read is often the answer: it comes first.
        unread = [why.rstrip(".") for path, why in self.passed_over if _bounds(path)]
        return "; ".join([*unread[:3], *found]) or "no boundary file"


def _bounds(path: Path) -> bool:
    return path.suffix.lower() in BOUNDARIES


def survey_folders(folders: Sequence[Path]) -> Survey:
    """Read every boundary file and the start of every table in the folders and those below them."""
    roots = tuple(dict.fromkeys(Path(folder) for folder in folders))
    for root in roots:
        if not root.exists():
            raise GeographyError(f"There is no folder {root}.", advice="Check the path.")
    files = [path for root in roots for path in list_files(root)]
    areas, tables, passed_over = [], [], []
    for path in dict.fromkeys(files):
        try:
            if _bounds(path):
                areas.append((path, _read_any_areas(path)))
            elif path.suffix.lower() in TABLES:
                tables.append(read_table(path, sample=True))
            elif path.suffix.lower() not in _BESIDE_A_SHAPEFILE:
                passed_over.append((path, "It is neither a boundary file nor a CSV table."))
        except GeographyError as fault:
            passed_over.append((path, str(fault)))
    return Survey(roots, tuple(areas), tuple(tables), tuple(passed_over))


def list_files(root: Path) -> list[Path]:
    """The files of a folder and those below it, hidden ones left out, in order of their names."""
    if root.is_file():
        return [root]
    found = (path for path in root.rglob("*") if path.is_file())
    shown = (
        p for p in found if not any(part.startswith(".") for part in p.relative_to(root).parts)
    )
    return sorted(shown, key=lambda path: path.relative_to(root).as_posix())


def _read_any_areas(path: Path) -> Areas:
    try:
        return read_areas(path)
    except GeographyError as fault:
        if fault.facts.get("lacks") != "codes":
            raise
        return read_areas(path, kind="custom")
