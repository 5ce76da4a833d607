"""How a file's bytes become text: decided from the bytes, never from a name or a setting."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from safercity.evidence.errors import UnreadableFile

CHUNK_BYTES = 1 << 22
_LINE_FEED, _RETURN, _COMMA, _SPACE = b"\n\r, "
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_AS_UTF8 = "Save the file as CSV UTF-8 in the program that wrote it, and load it again."
# In UTF-16 nearly every other byte of our alphabet is zero; in other texts none is.
_ZERO_SHARE = 0.3


@dataclass(frozen=True)
class Survey:
    """What one pass over the bytes told: encoding, line ends, and whether quotes occur.

    `is_tight`: ASCII without quotes, and no space beside a comma or at a line's ends.
    """

    encoding: str
    line_feeds: int
    returns: int
    has_quotes: bool
    ends_with_newline: bool
    is_tight: bool = False

    @property
    def is_plain(self) -> bool:
        """UTF-8 with one kind of line end that a fast reader can be trusted with."""
        same = self.returns in (0, self.line_feeds) and self.line_feeds > 0
        return self.encoding in ("utf-8", "utf-8-sig") and same

    @property
    def lines(self) -> int:
        return self.line_feeds + (not self.ends_with_newline)


class Surveyor:
    """Is fed a file's bytes in order and says at the end what they are. Memory: one chunk."""

    def __init__(self) -> None:
        self._head = b""
        self._decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._pending = False
        self._zeros = self._line_feeds = self._returns = 0
        self._has_quotes = False
        self._is_tight = True
        self._last = b""

    def feed(self, chunk: bytes | bytearray) -> None:
        """Take the next bytes."""
        if not self._head:
            self._head = bytes(chunk[:4096])
        # numpy counts bytes three times as fast as bytes.count does.
        letters = np.frombuffer(chunk, np.uint8)
        ends = letters == _LINE_FEED
        self._line_feeds += int(np.count_nonzero(ends))
        has_returns = chunk.find(b"\r") >= 0
        if has_returns:
            self._returns += chunk.count(b"\r")
        if chunk.find(b"\0") >= 0:
            self._zeros += chunk.count(b"\0")
        self._has_quotes = self._has_quotes or chunk.find(b'"') >= 0
        if self._is_tight:
            edges = ends | (letters == _COMMA)
            if has_returns:
                edges |= letters == _RETURN
            self._is_tight = chunk.isascii() and self._has_no_space_at(edges, letters == _SPACE)
        self._last = bytes(chunk[-1:])
        self._check_utf8(chunk)

    def _has_no_space_at(self, edges: np.ndarray, spaces: np.ndarray) -> bool:
        """Whether no field begins or ends with a space: no space beside a comma or line's end."""
        before, first = (self._last or b"\n"), (bool(edges[:1].any()), bool(spaces[:1].any()))
        seam = (before == b" " and first[0]) or (before in (b",", b"\n", b"\r") and first[1])
        inside = (spaces[1:] & edges[:-1]).any() or (edges[1:] & spaces[:-1]).any()
        return not (seam or inside)

    def _check_utf8(self, chunk: bytes | bytearray) -> None:
        if self._decoder is None or (chunk.isascii() and not self._pending):
            return
        try:
            self._decoder.decode(bytes(chunk))
            self._pending = bool(self._decoder.getstate()[0])
        except UnicodeDecodeError:
            self._decoder = None

    def finish(self, name: str) -> Survey:
        """The survey. Raises UnreadableFile for bytes that are no text."""
        encoding = self._decide(name)
        return Survey(
            encoding,
            self._line_feeds,
            self._returns,
            self._has_quotes,
            ends_with_newline=self._last in (b"\n", b""),
            is_tight=self._is_tight and not self._has_quotes and self._last != b" ",
        )

    def _decide(self, name: str) -> str:
        marked = next((e for mark, e in _MARKS if self._head.startswith(mark)), None)
        encoding = marked or (_guess_utf16(self._head) if self._zeros else "utf-8")
        if encoding.startswith("utf-16"):
            return encoding
        if self._zeros:
            raise UnreadableFile(
                f"{name} holds {self._zeros:,} zero bytes among its text: "
                "it was damaged or only partly written.",
                advice="Ask for the file again, or export it again.",
            )
        valid = self._decoder is not None and not self._pending
        return encoding if valid else "cp1252"


def _guess_utf16(head: bytes) -> str:
    half = max(1, len(head) // 2)
    if head[1::2].count(0) / half > _ZERO_SHARE and head[0::2].count(0) / half < 0.1:
        return "utf-16-le"
    if head[0::2].count(0) / half > _ZERO_SHARE and head[1::2].count(0) / half < 0.1:
        return "utf-16-be"
    return "utf-8"


def read_lines(path: Path, encoding: str) -> Iterator[str]:
    """Lines of text without their ends (\\r\\n, \\n or \\r), in bounded memory.

    A file that is not valid UTF-8 is read line by line, as UTF-8 where a line is valid and as
    cp1252 where it is not: systems that join files mix the two. Raises UnreadableFile.
    """
    if encoding == "cp1252":
        yield from _read_mixed(path)
        return
    try:
        with open(path, encoding=encoding, newline=None) as file:
            for line in file:
                yield line[:-1] if line.endswith("\n") else line
    except UnicodeError as error:
        raise UnreadableFile(
            f"{path.name} is {encoding} at its beginning, but not throughout: {error.reason}."
            if isinstance(error, UnicodeDecodeError)
            else f"{path.name} is not the {encoding} it begins as.",
            advice=_AS_UTF8,
        ) from error


def _read_mixed(path: Path) -> Iterator[str]:
    with open(path, "rb") as file:
        for block in file:
            for line in block.removesuffix(b"\n").removesuffix(b"\r").split(b"\r"):
                yield decode_line(line)


def decode_line(line: bytes) -> str:
    """One line as UTF-8 if it is valid, else as cp1252 (its five unused bytes become U+FFFD)."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
