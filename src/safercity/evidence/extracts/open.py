"""Open one extract: what kind of file it is, its heading, and how its rows will be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from safercity.evidence.errors import UnreadableFile
from safercity.evidence.extracts.encodings import Survey, read_lines
from safercity.evidence.extracts.files import SourceFile
from safercity.evidence.extracts.header import (
    LOOKED_AT,
    NOTHING_UNREAD,
    Header,
    Unread,
    find_delimiter,
    list_unread,
    match_header,
    split_head,
)
from safercity.evidence.extracts.parquet import read_footer, refuse_nested, weigh_text
from safercity.evidence.extracts.recognise import explain_misfit, refuse_twice
from safercity.evidence.extracts.records import Record, arrange, read_records
from safercity.evidence.extracts.relation import (
    LONGEST_LINE,
    Relation,
    csv_relation,
    parquet_relation,
    wanted_columns,
)
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.sheets import find_sheets, read_sheets
from safercity.evidence.extracts.staging import LARGE_BYTES, MOST_TIMES, Staged, stage_file
from safercity.evidence.runs import Run

_NOT_TABLES = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
)
_MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<table", b"<?xml", b"<script", b"<meta")
_PACKED = (".xlsx", ".xlsm", ".ods", ".parquet")  # an .xls is often text, as systems write it
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class OpenExtract:
    """A file that fits its shape, ready for `read_rows`.

    `digest`: sha256 of the decompressed original bytes; `size`: how many they are. `archive_date`:
    the zip entry's or gzip header's own date. `columns`: shape column -> heading found.
    `relation` is None where the rows must first be written clean from `records`, which gives every
    row as a `Record` of the columns `names`. `notes` are sentences worth showing; `unread`: columns
    that the file has not, and headings of it that are no column's.
    """

    name: str
    digest: str
    size: int
    archive_date: date | None
    columns: dict[str, str]
    encoding: str
    relation: Relation | None
    names: list[str]
    records: Callable[[], Iterator[Record]] | None
    scratch: Path
    typed_dates: bool = False
    notes: tuple[str, ...] = ()
    unread: Unread = NOTHING_UNREAD

    @property
    def relation_sql(self) -> str:
        """A FROM expression that gives text columns; empty where the rows are written clean."""
        return self.relation.sql if self.relation else ""


def open_extract(file: SourceFile, shape: Shape, *, scratch: Path, run: Run) -> OpenExtract:
    """Open a file as an extract of `shape`. `scratch` is an empty folder for this file alone.

    Raises UnreadableFile (no table) and WrongShape (a table, but not this source's).
    """
    staged = stage_file(file, scratch=scratch, run=run)
    _refuse_foreign(staged, file.name)
    if staged.head.startswith(_WORKBOOKS):
        return _open_workbook(staged, file, shape=shape, scratch=scratch)
    if staged.head.startswith(b"PAR1"):
        return _open_parquet(staged, file, shape=shape, scratch=scratch)
    return _open_text(staged, file, shape=shape, scratch=scratch)


def _refuse_foreign(staged: Staged, name: str) -> None:
    head = staged.head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head and staged.size < len(staged.head) + 1:
        raise UnreadableFile(f"{name} is empty.", advice="Ask for the extract again.")
    if head.startswith(_MARKUP):
        raise UnreadableFile(
            f"{name} is a web page (HTML or XML), whatever its name says.",
            advice="Perhaps a sign-in page was saved. Download the table itself, and load that.",
        )
    if name.lower().endswith(_PACKED) and not staged.head.startswith((*_WORKBOOKS, b"PAR1")):
        raise UnreadableFile(
            f"{name} is not the kind of file that its ending says: it is text, or damaged.",
            advice="Save it as a workbook again, or give a table of text the ending .csv.",
        )
    for magic, what in _NOT_TABLES:
        if staged.head.startswith(magic):
            raise UnreadableFile(
                f"{name} is {what}, not a table.",
                advice="Ask for the table as CSV, XLSX, ODS or Parquet.",
            )


def _open_text(staged: Staged, file: SourceFile, *, shape: Shape, scratch: Path) -> OpenExtract:
    survey = staged.surveyor.finish(file.name)
    lines = _first_lines(staged, survey, name=file.name)
    delimiter, header = find_delimiter(lines, shape)
    if not header.fits:
        raise explain_misfit(file.name, split_head(lines, delimiter), shape=shape, header=header)
    refuse_twice(file.name, header)
    if not any(line.strip() for line in lines[header.row + 1 :]) and len(lines) <= LOOKED_AT:
        raise _no_rows(file.name)
    direct = survey.is_plain and header.row == 0 and lines[0].count('"') % 2 == 0
    relation = None
    if direct:
        # Quoted line ends make fewer rows than lines: then the slow reader has the last word.
        relation = csv_relation(
            staged.path,
            header,
            delimiter=delimiter,
            rows=survey.lines - 1,
            is_tight=survey.is_tight and delimiter == ",",
        )
    names = wanted_columns([header], shape)

    def records() -> Iterator[Record]:
        below = islice(read_lines(staged.path, survey.encoding), header.row + 1, None)
        found = read_records(
            below, delimiter=delimiter, width=len(header.names), first_line=header.row + 2
        )
        return arrange(found, header, names=names)

    return OpenExtract(
        **_facts(staged, file, scratch=scratch),
        columns=_headings(header),
        encoding=survey.encoding,
        relation=relation,
        names=names,
        records=records,
        notes=_encoding_notes(survey),
        unread=list_unread([header], shape),
    )


def _first_lines(staged: Staged, survey: Survey, *, name: str) -> list[str]:
    if survey.line_feeds + survey.returns == 0 and staged.size > LONGEST_LINE:
        raise UnreadableFile(
            f"{name} is one line of {staged.size:,} bytes, so it is no table of rows.",
            advice="Ask for the extract again, with one record a line.",
        )
    return list(islice(read_lines(staged.path, survey.encoding), LOOKED_AT + 1))


def _open_workbook(staged: Staged, file: SourceFile, *, shape: Shape, scratch: Path) -> OpenExtract:
    sheets = find_sheets(staged.path, file.name, shape=shape)
    headers = [sheet.header for sheet in sheets]
    names = wanted_columns(headers, shape)
    columns = {k: v for header in reversed(headers) for k, v in _headings(header).items()}
    told = ", ".join(sheet.name for sheet in sheets)
    return OpenExtract(
        **_facts(staged, file, scratch=scratch),
        columns=columns,
        encoding="workbook",
        relation=None,
        names=names,
        records=lambda: read_sheets(staged.path, sheets, names=names),
        typed_dates=True,
        notes=(f"Read from the sheets {told}.",) if len(sheets) > 1 else (),
        unread=list_unread(headers, shape),
    )


def _open_parquet(staged: Staged, file: SourceFile, *, shape: Shape, scratch: Path) -> OpenExtract:
    table = read_footer(staged.path, name=file.name)
    found = list(table.columns)
    header = match_header(found, shape, row=0)
    if not header.fits:
        raise explain_misfit(file.name, [found], shape=shape, header=header)
    refuse_twice(file.name, header)
    if table.rows == 0:
        raise _no_rows(file.name)
    wanted = {header.names[at] for at in (*header.columns.values(), *header.wide.values())}
    refuse_nested(table, wanted, name=file.name)
    most = max(LARGE_BYTES, MOST_TIMES * staged.size)
    weigh_text(staged.path, table, columns=wanted, most=most, name=file.name)
    return OpenExtract(
        **_facts(staged, file, scratch=scratch),
        columns=_headings(header),
        encoding="parquet",
        relation=parquet_relation(staged.path, header, rows=table.rows),
        names=wanted_columns([header], shape),
        records=None,
        typed_dates=True,
        unread=list_unread([header], shape),
    )


def _facts(staged: Staged, file: SourceFile, *, scratch: Path) -> dict:
    return {
        "name": file.name,
        "digest": staged.digest,
        "size": staged.size,
        "archive_date": staged.archive_date,
        "scratch": scratch,
    }


def _headings(header: Header) -> dict[str, str]:
    return {name: header.names[place].strip() for name, place in header.columns.items()}


def _encoding_notes(survey: Survey) -> tuple[str, ...]:
    if survey.encoding == "cp1252":
        return ("Not UTF-8: lines that are not were read as Windows text (cp1252).",)
    return ()


def _no_rows(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} has a heading, but no rows below it.",
        advice="If there was nothing to report, nothing needs loading. Otherwise ask for it again.",
    )
