"""Workbooks that people send in: sound, and small enough to open."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from safercity.evidence.errors import UnreadableFile

LARGEST_UNPACKED = 100_000_000  # bytes of all sheets together
MOST_CELLS = 2_000_000  # of a sheet from its corner to its last cell: the reader keeps them all
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_AGAIN = "Save it as XLSX in a spreadsheet program, and read it again."


def refuse_unsound(path: Path, *, what: str) -> None:
    """Refuse what is no XLSX, or would take all memory to open. `what`: "delivery plan".

    Errors: UnreadableFile.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST_UNPACKED:
                raise _too_large(path, what)
            for info in archive.infolist():
                if info.filename.startswith("xl/worksheets/") and _spans_too_much(archive, info):
                    raise _too_large(path, what)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(f"{path.name} is not an XLSX workbook.", advice=_AGAIN) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise UnreadableFile(f"{path.name} is damaged.", advice=_AGAIN) from error


def _spans_too_much(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    widest = lowest = 0
    with archive.open(info) as member:
        text = member.read(LARGEST_UNPACKED + 1)
    if len(text) > LARGEST_UNPACKED:
        return True
    for column, row in _CELL.findall(text):
        number = 0
        for letter in column:
            number = number * 26 + letter - 64
        widest, lowest = max(widest, number), max(lowest, int(row))
    return widest * lowest > MOST_CELLS


def _too_large(path: Path, what: str) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} is far larger than any {what}.",
        advice="Copy its rows into a new workbook: this one may hold a stray cell far away.",
    )
