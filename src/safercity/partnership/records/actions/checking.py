"""A first look at a file before anything opens it: bombs and programs go no further."""

from __future__ import annotations

import gzip
import lzma
import re
import shutil
import zipfile
import zlib
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import IO

from django.utils.translation import gettext as _

from safercity.evidence.errors import SaferCityError, UnreadableFile
from safercity.evidence.extracts.files import is_archive
from safercity.evidence.extracts.parquet import read_footer, weigh_text

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".zip", ".gz")
# Tables pack well, hardly ever beyond fifty to one; a bomb packs a thousand to one.
MOST_TIMES = 100
FREE = 64 << 20  # what any file may unpack to
MOST_MEMBERS = 2_000
CHUNK = 1 << 20
LONGEST_NAME = 200  # bytes; disks take 255
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")


ZIP, GZIP, PARQUET = b"PK\x03\x04", b"\x1f\x8b", b"PAR1"
DAMAGED = (
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,  # packed in a way that is not known
)


TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class UploadRefused(SaferCityError):
    """A file that is not taken: what it is, and what to send instead."""

    exit_code = 67


def cut_name(name: str) -> str:
    """The file's own name, without folders and without signs that turn the direction of writing,
    no longer than a disk takes; its ending stays."""
    own = TURNING.sub("", PurePath(name.replace("\\", "/")).name)
    endings = re.search(r"(\.\w{1,9})?\.\w{1,9}$", own, re.ASCII)
    ending = endings[0] if endings else ""
    stem = own.removesuffix(ending).encode(errors="replace")[: LONGEST_NAME - len(ending)]
    return stem.decode(errors="ignore") + ending


def check_upload(path: Path, *, name: str) -> None:
    """Refuse what is no table by its ending, is a program, or unpacks to far more than it is.

    What it is called and what it is may differ: the content decides, also of what lies in a zip
    or gzip. Errors: UploadRefused.
    """
    if not name.lower().endswith(ENDINGS):
        raise UploadRefused(
            _("{name} is not a kind of file that is read.").format(name=name),
            advice=_("Send the table as CSV, XLSX, ODS or Parquet, or these in a zip or gzip."),
        )
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise UploadRefused(
            _("{name} is empty.").format(name=name), advice=_("Save it again, and send that.")
        )
    if head.startswith(PROGRAMS):
        raise UploadRefused(
            _("{name} is a program, whatever its name says.").format(name=name),
            advice=_("Send the table itself."),
        )
    most = max(FREE, path.stat().st_size * MOST_TIMES)
    try:
        if zipfile.is_zipfile(path):
            _check_zip(path, name=name, most=most)
        elif head.startswith(GZIP):
            _check_gzip(path, name=name, most=most)
        elif head.startswith(PARQUET):
            _check_parquet(path, name=name, most=most)
    except DAMAGED as error:
        raise UploadRefused(
            _("{name} is damaged: {error}.").format(name=name, error=error),
            advice=_("Save it again."),
        ) from error


def _check_zip(path: Path, *, name: str, most: int) -> None:
    """Sizes are the archive's own claim; reading past a false one fails in zipfile itself."""
    with zipfile.ZipFile(path) as archive:
        left = most - _check_members(archive, name=name, most=most)
        if not is_archive(path):
            return  # a workbook: its members are no tables
        for info in archive.infolist():
            with archive.open(info) as member:
                left -= _check_inner(member, beside=path, name=info.filename, most=left)


def _check_members(archive: zipfile.ZipFile, *, name: str, most: int) -> int:
    """What the members come to, by what the archive says of them."""
    members = archive.infolist()
    if any(info.flag_bits & 1 for info in members):
        raise UploadRefused(
            _("{name} is locked with a password.").format(name=name),
            advice=_("Send it without; the site is encrypted."),
        )
    size = sum(info.file_size for info in members)
    if len(members) > MOST_MEMBERS or size > most:
        raise _bomb(name)
    inner = [info.filename for info in members if info.filename.lower().endswith((".zip", ".gz"))]
    if inner:
        raise UploadRefused(
            _("{name} holds another archive, {inner}.").format(name=name, inner=inner[0]),
            advice=_("Send that by itself."),
        )
    return size


def _check_gzip(path: Path, *, name: str, most: int) -> None:
    read = 0
    with gzip.open(path) as file:
        while chunk := file.read(CHUNK):
            read += len(chunk)
            if read > most:
                raise _bomb(name)
    with gzip.open(path) as file:
        _check_inner(file, beside=path, name=name, most=most - read)


def _check_inner(file: IO[bytes] | gzip.GzipFile, *, beside: Path, name: str, most: int) -> int:
    """Check a workbook or a Parquet file out of an archive as if it were sent by itself.

    Returns what its own members come to. `beside`: it is written there for the while, on the
    workspace's own disk.
    """
    head = file.read(8)
    if not head.startswith((ZIP, PARQUET)):
        return 0
    with TemporaryDirectory(dir=beside.parent, ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "inner"
        with path.open("wb") as whole:
            whole.write(head)
            shutil.copyfileobj(file, whole, CHUNK)
        if head.startswith(PARQUET):
            return _check_parquet(path, name=name, most=most)
        with zipfile.ZipFile(path) as archive:
            return _check_members(archive, name=name, most=most)


def _check_parquet(path: Path, *, name: str, most: int) -> int:
    try:
        table = read_footer(path, name=name)
        return weigh_text(path, table, columns=table.columns, most=most, name=name)
    except UnreadableFile as error:
        raise UploadRefused(error.sentence, advice=error.advice) from error


def _bomb(name: str) -> UploadRefused:
    return UploadRefused(
        _("{name} unpacks to far more than a table of its size does.").format(name=name),
        advice=_("Send the table unpacked, a month at a time if it is large."),
    )
