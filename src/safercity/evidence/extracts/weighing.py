"""What a workbook comes to once it is read, before anything reads it.

Readers of workbooks hold a sheet whole: each cell with a copy of its text, and every empty place
between the first cell and the last. So a text that lies in the file once and is pointed at by a
million cells, one cell far away, or a cell that says that it is repeated, makes gigabytes of
kilobytes. The format of XLS, which is not packed, is not weighed.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from xml.parsers import expat

from safercity.evidence.errors import UnreadableFile

# Beyond a hundred to one no table packs; a small one may always come to so much.
MOST_TIMES = 100
FREE = 64 << 20
CELL_BYTES = 32  # what the reader holds for a cell besides its text
CHUNK = 1 << 18
PLACE = re.compile(r"([A-Za-z]{0,3})(\d{0,7})")
SIGNS = (b"sheetData", b"<sst", b"document-content")
Names = dict[str, str]
DAMAGED = (
    expat.ExpatError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError,
    RuntimeError, ValueError,
)  # fmt: skip
"""What reading a damaged or locked workbook raises."""


class _Heavy(Exception):
    """More than may be."""


class _Irrelevant(Exception):
    """A part of the workbook that holds no cells."""


def weigh_workbook(path: Path, name: str) -> None:
    """Nothing for a workbook that may be read. Raises UnreadableFile for one that is too heavy."""
    if not zipfile.is_zipfile(path):
        return
    most = max(FREE, MOST_TIMES * path.stat().st_size)
    shared = _Shared()
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > most:
                raise _Heavy
            for member in archive.infolist():
                _walk(archive, member, seer=shared)
            sheets = _Sheets(shared.lengths, most=most)
            for member in archive.infolist():
                _walk(archive, member, seer=sheets)
    except _Heavy as error:
        raise UnreadableFile(
            f"{name} unpacks to far more than a table of its size does.",
            advice="Delete what stands far from the table or is repeated without need; or save "
            "the sheet as CSV, and load that.",
        ) from error
    except DAMAGED as error:
        raise UnreadableFile(
            f"{name} cannot be opened as a workbook: it is damaged, or locked with a password.",
            advice="Open it in a spreadsheet program, save it as XLSX, and load that.",
        ) from error


def _walk(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, seer: _Shared | _Sheets) -> None:
    """Tell one part of the workbook to who looks at it, while it wants to hear of it."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    seer.begin()
    parser.StartElementHandler = seer.start
    parser.EndElementHandler = seer.end
    parser.CharacterDataHandler = seer.say
    with archive.open(member) as part:
        chunk = b""
        try:
            while chunk := part.read(CHUNK):
                parser.Parse(chunk)
        except _Irrelevant:
            return
        except expat.ExpatError:
            # A picture is no fault. A sheet that is no sound XML, other readers may take.
            if seer.is_begun or any(sign in chunk for sign in SIGNS):
                raise


class _Shared:
    """How long the texts are that cells point at, by their number."""

    def __init__(self) -> None:
        self.parts: list[list[int]] = []
        self.begin()

    @property
    def lengths(self) -> list[int]:
        """The longest that each number may mean: a workbook may hold several such lists."""
        return [max(each) for each in zip_longest(*self.parts, fillvalue=0)]

    def begin(self) -> None:
        self.is_begun = False
        self.parts.append([])

    def start(self, name: str, _given: Names) -> None:
        own = _bare(name)
        if not self.is_begun and own != "sst":
            raise _Irrelevant
        self.is_begun = True
        if own == "si":
            self.parts[-1].append(0)

    def say(self, text: str) -> None:
        if self.parts[-1]:
            self.parts[-1][-1] += len(text)

    def end(self, _name: str) -> None:
        return


class _Sheets:
    """The cells of every sheet, as they are told, and what they come to."""

    def __init__(self, lengths: list[int], *, most: int) -> None:
        self.lengths, self.most, self.weight = lengths, most, 0
        self.begin()

    def begin(self) -> None:
        self.is_begun = False
        self.handle: Callable[[str, Names], None] = self._pass
        self._clear()

    def _clear(self) -> None:
        """Before the first cell of a sheet."""
        self.row = self.column = 0
        self.first: tuple[int, int] | None = None
        self.last = (0, 0)
        self.cells, self.times, self.kind = 0, (1, 1), ""
        self.is_cell = self.is_heard = False
        self.text = ""

    def start(self, name: str, given: Names) -> None:
        own = _bare(name)
        if not self.is_begun:
            if own not in ("worksheet", "document-content"):
                raise _Irrelevant
            self.is_begun, self.handle = True, self._xlsx if own == "worksheet" else self._ods
        self.handle(own, given)

    def _pass(self, _own: str, _given: Names) -> None:
        return

    def _xlsx(self, own: str, given: Names) -> None:
        if own == "row":
            self.row = int(given.get("r") or self.row + 1)
            self.column = 0
        elif own == "c":
            found = PLACE.match(given.get("r") or "")
            letters, digits = found.groups() if found else ("", "")
            self.row = int(digits or self.row)
            self.column = _number(letters) if letters else self.column + 1
            self.kind, self.is_cell, self.text = given.get("t", ""), True, ""
        else:
            self.is_heard = self.is_cell and own in ("v", "t")  # no formula

    def _ods(self, own: str, given: Names) -> None:
        told = {_bare(name): value for name, value in given.items()}
        if own == "table":
            self._clear()
        elif own == "table-row":
            self.times = (int(told.get("number-rows-repeated") or 1), 1)
            self.row, self.column = self.row + self.times[0], 0
        elif own in ("table-cell", "covered-table-cell"):
            self.times = (self.times[0], int(told.get("number-columns-repeated") or 1))
            self.column += self.times[1]
            self.is_cell = self.is_heard = True
            self.text = told.get("value") or told.get("string-value") or ""

    def say(self, text: str) -> None:
        if self.is_heard:
            self.text += text

    def end(self, name: str) -> None:
        own = _bare(name)
        if own in ("v", "t"):
            self.is_heard = False
        if not self.is_cell or own not in ("c", "table-cell", "covered-table-cell"):
            return
        self.is_cell = self.is_heard = False
        if self.text:
            self._count()

    def _count(self) -> None:
        rows, columns = self.times
        length = len(self.text)
        if self.kind == "s" and self.text.strip().isdigit():
            number = int(self.text)
            length = self.lengths[number] if number < len(self.lengths) else 0
        start = (self.row - rows + 1, self.column - columns + 1)
        (top, left), (low, right) = self.first or start, self.last
        self.first = top, left = min(top, start[0]), min(left, start[1])
        self.last = low, right = max(low, self.row), max(right, self.column)
        high, wide = low - top + 1, right - left + 1
        self.weight += length * rows * columns + (high * wide - self.cells) * CELL_BYTES
        self.cells = high * wide
        if self.weight > self.most:
            raise _Heavy


def _bare(name: str) -> str:
    """A name without what it is prefixed with."""
    return name.rpartition(":")[2]


def _number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
