"""A first look at a file before anything opens it: bombs and programs go no further."""

from __future__ import annotations

import gzip
import re
import zipfile
from pathlib import Path, PurePath

from safercity.evidence.errors import SaferCityError

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".zip", ".gz")
# Tables pack well, hardly ever beyond fifty to one; a bomb packs a thousand to one.
MOST_TIMES = 100
FREE = 64 << 20  # what any file may unpack to
MOST_MEMBERS = 2_000
CHUNK = 1 << 20
LONGEST_NAME = 200  # bytes; disks take 255
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")


class UploadRefused(SaferCityError):
    """A file that is not taken: what it is, and what to send instead."""

    exit_code = 67


def cut_name(name: str) -> str:
    """The file's own name, without folders, no longer than a disk takes; its ending stays."""
    own = PurePath(name.replace("\\", "/")).name
    endings = re.search(r"(\.\w{1,9})?\.\w{1,9}$", own, re.ASCII)
    ending = endings[0] if endings else ""
    stem = own.removesuffix(ending).encode(errors="replace")[: LONGEST_NAME - len(ending)]
    return stem.decode(errors="ignore") + ending


def check_upload(path: Path, *, name: str) -> None:
    """Refuse what is no table by its ending, is a program, or unpacks to far more than it is.

    What it is called and what it is may differ: the content decides. Errors: UploadRefused.
    """
    if not name.lower().endswith(ENDINGS):
        raise UploadRefused(
            f"{name} is not a kind of file that is read.",
            advice="Send the table as CSV, XLSX, ODS or Parquet, or these in a zip or gzip.",
        )
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise UploadRefused(f"{name} is empty.", advice="Save it again, and send that.")
    if head.startswith(PROGRAMS):
        raise UploadRefused(
            f"{name} is a program, whatever its name says.", advice="Send the table itself."
        )
    most = max(FREE, path.stat().st_size * MOST_TIMES)
    if zipfile.is_zipfile(path):
        _check_zip(path, name=name, most=most)
    elif head.startswith(b"\x1f\x8b"):
        _check_gzip(path, name=name, most=most)


def _check_zip(path: Path, *, name: str, most: int) -> None:
    """Sizes are the archive's own claim; reading past a false one fails in zipfile itself."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UploadRefused(f"{name} is damaged: {error}.", advice="Save it again.") from error
    if any(info.flag_bits & 1 for info in members):
        raise UploadRefused(
            f"{name} is locked with a password.", advice="Send it without; the site is encrypted."
        )
    if len(members) > MOST_MEMBERS or sum(info.file_size for info in members) > most:
        raise _bomb(name)
    inner = [info.filename for info in members if info.filename.lower().endswith((".zip", ".gz"))]
    if inner:
        raise UploadRefused(
            f"{name} holds another archive, {inner[0]}.", advice="Send that by itself."
        )


def _check_gzip(path: Path, *, name: str, most: int) -> None:
    read = 0
    try:
        with gzip.open(path) as file:
            while chunk := file.read(CHUNK):
                read += len(chunk)
                if read > most:
                    raise _bomb(name)
    except (OSError, EOFError) as error:
        raise UploadRefused(f"{name} is damaged: {error}.", advice="Save it again.") from error


def _bomb(name: str) -> UploadRefused:
    return UploadRefused(
        f"{name} unpacks to far more than a table of its size does.",
        advice="Send the table unpacked, a month at a time if it is large.",
    )
