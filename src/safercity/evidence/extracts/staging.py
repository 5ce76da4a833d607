"""Bring a file's own bytes to where they can be read; know it again by digest and date."""

from __future__ import annotations

import gzip
import hashlib
import struct
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from safercity.evidence.errors import UnreadableFile
from safercity.evidence.extracts.encodings import CHUNK_BYTES, Surveyor
from safercity.evidence.extracts.files import SourceFile
from safercity.evidence.runs import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP_MAGIC = b"\x1f\x8b"
# Agencies' tables pack to a tenth or a thirtieth. What packs to less than a two-hundredth, and is
# large, was made to fill disks.
MOST_TIMES = 200
LARGE_BYTES = 1 << 30
_AGAIN = "Download or copy the file again, and load it again."


@dataclass(frozen=True)
class Staged:
    """A file's original bytes, decompressed, at `path` (the file itself where it is plain).

    `digest` is the sha256 of those bytes, so plain, gzip and zip of one content are one extract.
    """

    path: Path
    digest: str
    size: int
    archive_date: date | None
    head: bytes
    surveyor: Surveyor


def stage_file(file: SourceFile, *, scratch: Path, run: Run) -> Staged:
    """One pass: decompress if need be, hash, survey. Memory: one chunk. Raises UnreadableFile."""
    packed = file.member is not None or _starts_with(file.path, _GZIP_MAGIC)
    kept = scratch / "original" if packed else None
    hasher, surveyor = hashlib.sha256(), Surveyor()
    head, size = b"", 0
    # Hashing lets other threads run: it costs no time beside the survey.
    with (
        _reading(file) as (source, dated),
        _writing(kept) as target,
        ThreadPoolExecutor(1) as aside,
    ):
        for chunk in _chunks(source, file):
            run.step(f"Reading {file.name}", size, 0 if packed else file.size)
            hashing = aside.submit(hasher.update, chunk)
            head = head or bytes(chunk[:65536])
            surveyor.feed(chunk)
            size += len(chunk)
            _refuse_bomb(file, size)
            if target:
                target.write(chunk)
            hashing.result()
    return Staged(kept or file.path, hasher.hexdigest(), size, dated, head, surveyor)


def _refuse_bomb(file: SourceFile, size: int) -> None:
    if size > LARGE_BYTES and size > MOST_TIMES * file.path.stat().st_size:
        raise UnreadableFile(
            f"{file.name} unpacks to more than {MOST_TIMES} times the size of {file.path.name}: "
            "no table of records does.",
            advice="Ask the sender what it is. If it is sound, unpack it yourself, and load that.",
        )


def _chunks(source: IO[bytes], file: SourceFile) -> Iterator[bytes]:
    try:
        while chunk := source.read(CHUNK_BYTES):
            yield chunk
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        raise UnreadableFile(
            f"{file.name} ends too early or is damaged: it cannot be decompressed ({error}).",
            advice=_AGAIN,
        ) from error


@contextmanager
def _reading(file: SourceFile) -> Iterator[tuple[IO[bytes], date | None]]:
    try:
        if file.member is not None:
            with zipfile.ZipFile(file.path) as archive:
                info = archive.getinfo(file.member)
                with archive.open(info) as member:
                    yield _unzip_member(member, file), _zip_date(info)
        elif _starts_with(file.path, _GZIP_MAGIC):
            with gzip.open(file.path, "rb") as source:
                yield source, _gzip_date(file.path)  # type: ignore[misc]
        else:
            with open(file.path, "rb", buffering=0) as plain:
                yield plain, None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise UnreadableFile(
            f"{file.name} cannot be taken out of {file.path.name}: {error}.",
            advice="Unpack the archive yourself (it may need a password), and load the file.",
        ) from error
    except PermissionError as error:
        raise UnreadableFile(
            f"{file.path} may not be read by this account.", advice="Ask for the right to read it."
        ) from error


def _unzip_member(member: IO[bytes], file: SourceFile) -> IO[bytes]:
    """A .gz inside a zip counts as its content."""
    if (file.member or "").lower().endswith(".gz"):
        return gzip.GzipFile(fileobj=member)  # type: ignore[return-value]
    return member


@contextmanager
def _writing(path: Path | None) -> Iterator[IO[bytes] | None]:
    if path is None:
        yield None
        return
    with open(path, "wb") as target:
        yield target


def _starts_with(path: Path, magic: bytes) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(len(magic)) == magic
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be opened: {error.strerror}.", advice="Check the name and its rights."
        ) from error


def _zip_date(info: zipfile.ZipInfo) -> date | None:
    """The entry's own date; 1980 is what tools write for "none"."""
    year, month, day = info.date_time[:3]
    try:
        return date(year, month, day) if year > 1980 else None
    except ValueError:
        return None


def _gzip_date(path: Path) -> date | None:
    with open(path, "rb") as file:
        head = file.read(8)
    if len(head) < 8:
        return None
    (seconds,) = struct.unpack("<I", head[4:8])
    return datetime.fromtimestamp(seconds, UTC).date() if seconds else None
