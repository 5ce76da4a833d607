"""Which files a person means: files, folders, globs, gzip and the members of a zip."""

from __future__ import annotations

import glob
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from safercity.evidence.errors import UnreadableFile
from safercity.evidence.extracts.shape import Shape

TABLE_SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet")
_OFFICE_MEMBERS = ("[Content_Types].xml", "mimetype")


@dataclass(frozen=True)
class SourceFile:
    """One table on disk: a file, or the member of a zip. `name` has no path and no `.gz`."""

    path: Path
    member: str | None
    name: str
    size: int


def find_files(paths: Sequence[Path], shape: Shape) -> list[SourceFile]:
    """The files to read, each once, sorted by name.

    A folder, a glob or a zip gives what fits the shape's `files`; a file named outright is taken
    whatever its name (its content decides). Raises UnreadableFile where nothing is found.
    """
    found: dict[tuple[Path, str | None], SourceFile] = {}
    for path in paths:
        for file in _look_into(Path(path), shape):
            found.setdefault((file.path.resolve(), file.member), file)
    return sorted(found.values(), key=lambda f: (f.name, str(f.path), f.member or ""))


def _look_into(path: Path, shape: Shape) -> list[SourceFile]:
    if path.is_dir():
        files = [f for p in sorted(path.rglob("*")) if p.is_file() for f in _fitting(p, shape)]
        return files or _refuse(f"{path} holds no file that fits {_patterns(shape)}.", shape)
    if path.is_file():
        return _named(path, shape)
    if glob.has_magic(str(path)):
        return _globbed(path, shape)
    return _refuse(f"{path} does not exist.", shape)


def _globbed(path: Path, shape: Shape) -> list[SourceFile]:
    matches = [Path(p) for p in sorted(glob.glob(str(path), recursive=True))]
    files = [f for p in matches for f in _fitting(p, shape) if p.is_file()]
    files += [f for p in matches if p.is_dir() for f in _look_into(p, shape)]
    if not files and matches:
        files = [f for p in matches if p.is_file() for f in _named(p, shape)]
    return files or _refuse(f"Nothing matches {path}.", shape)


def _fitting(path: Path, shape: Shape) -> Iterator[SourceFile]:
    """What of a file found by looking about belongs to the shape: often nothing."""
    if path.name.startswith((".", "~$")):
        return
    if path.suffix.lower() == ".zip":
        yield from _members(path, shape)
    elif _fits(path.name, shape):
        yield _plain(path)


def _named(path: Path, shape: Shape) -> list[SourceFile]:
    if not is_archive(path):
        return [_plain(path)]
    members = _members(path, shape)
    if members:
        return members
    inside = ", ".join(sorted(_open_zip(path).namelist())[:6]) or "nothing"
    return _refuse(
        f"{path.name} holds no file that fits {_patterns(shape)}; it holds {inside}.", shape
    )


def _members(path: Path, shape: Shape) -> list[SourceFile]:
    if not is_archive(path):
        return []
    with _open_zip(path) as archive:
        return [
            SourceFile(path, info.filename, _bare_name(info.filename), info.file_size)
            for info in archive.infolist()
            if not info.is_dir()
            and not info.filename.startswith("__MACOSX/")
            and _fits(info.filename, shape)
        ]


def is_archive(path: Path) -> bool:
    """A zip of files; workbooks (.xlsx, .ods) are zips too and are not meant."""
    if not zipfile.is_zipfile(path):
        return path.suffix.lower() == ".zip"
    with zipfile.ZipFile(path) as archive:
        return not set(_OFFICE_MEMBERS) & set(archive.namelist())


def _open_zip(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableFile(
            f"{path.name} is called a zip, but cannot be opened as one: {error}.",
            advice="Download or copy it again; perhaps it was cut off.",
        ) from error


def _fits(name: str, shape: Shape) -> bool:
    bare = _bare_name(name).lower()
    if not bare.endswith(TABLE_SUFFIXES):
        return False
    return any(fnmatch(bare, pattern.lower()) for pattern in shape.files)


def _bare_name(name: str) -> str:
    base = PurePosixPath(name).name
    return base[:-3] if base.lower().endswith(".gz") else base


def _plain(path: Path) -> SourceFile:
    return SourceFile(path, None, _bare_name(path.name), path.stat().st_size)


def _patterns(shape: Shape) -> str:
    return " or ".join(shape.files)


def _refuse(message: str, shape: Shape) -> list[SourceFile]:
    raise UnreadableFile(
        message, advice=f"{shape.id} reads files called {_patterns(shape)}; name one of them."
    )
