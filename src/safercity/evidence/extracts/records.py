"""Read any delimited text record by record: slower than DuckDB, and never loses a row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from safercity.evidence.extracts.header import Header
from safercity.evidence.runs import Run

# A quotation mark that is not closed within so many lines is a stray one, not a long text.
LONGEST_QUOTED_LINES = 200
STEP_ROWS = 50_000


@dataclass(frozen=True)
class Record:
    """One data row: its fields, the line it begins on (from 1), a reason code if it is faulty."""

    fields: list[str]
    line: int
    fault: str | None = None


def read_records(
    lines: Iterable[str], *, delimiter: str, width: int, first_line: int = 1
) -> Iterator[Record]:
    """Every record of the text, in order; blank lines are none.

    A record whose number of fields is not `width` carries a fault. A quotation mark that never
    closes spoils its own line only.
    """
    pending = _Pushback(lines, first_line)
    for number, line in pending:
        if not line.strip():
            continue
        if '"' not in line:
            yield _judge(line.split(delimiter), number, width=width)
        else:
            yield _read_quoted(pending, (number, line), delimiter=delimiter, width=width)


class _Pushback:
    """Numbered lines that can be given back."""

    def __init__(self, lines: Iterable[str], first_line: int) -> None:
        self._lines = enumerate(lines, start=first_line)
        self._back: list[tuple[int, str]] = []

    def __iter__(self) -> _Pushback:
        return self

    def __next__(self) -> tuple[int, str]:
        return self._back.pop() if self._back else next(self._lines)

    def give_back(self, taken: list[tuple[int, str]]) -> None:
        self._back.extend(reversed(taken))


def _read_quoted(
    pending: _Pushback, first: tuple[int, str], *, delimiter: str, width: int
) -> Record:
    number, text = first
    alone = _split(text, delimiter)
    if alone is not None and (len(alone) == width or _is_closed(text)):
        return _judge(alone, number, width=width)
    taken: list[tuple[int, str]] = []
    whole = text
    for following in pending:
        taken.append(following)
        whole += "\n" + following[1]
        fields = _split(whole, delimiter) if '"' in following[1] else None
        if fields is not None and len(fields) == width:
            return Record(fields, number)
        if len(taken) >= LONGEST_QUOTED_LINES:
            break
    pending.give_back(taken)
    literal = text.split(delimiter)
    if len(literal) == width:
        return Record(literal, number)
    return Record([], number, "unreadable_text")


def _is_closed(text: str) -> bool:
    return text.count('"') % 2 == 0


def _split(text: str, delimiter: str) -> list[str] | None:
    """The fields of one record, or None if a quotation mark is still open at its end."""
    try:
        return next(csv.reader(iter([text]), delimiter=delimiter, strict=True), [])
    except csv.Error:
        return _split_lenient(text, delimiter) if _is_closed(text) else None


def _split_lenient(text: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader(iter([text]), delimiter=delimiter), [])
    except csv.Error:
        return None


def _judge(fields: list[str], line: int, *, width: int) -> Record:
    # Some systems end each line with a separator: an empty field beyond the heading is none.
    while len(fields) > width and not fields[-1].strip():
        fields.pop()
    if len(fields) > width:
        return Record([], line, "too_many_fields")
    if len(fields) < width:
        return Record([], line, "too_few_fields")
    return Record(fields, line)


def arrange(records: Iterable[Record], header: Header, *, names: list[str]) -> Iterator[Record]:
    """The same records with only the fields `names`, in that order; a faulty one has none.

    Which text of a faulty line belongs to which column cannot be told, and a personal one must not
    slip through: only its line number is kept.
    """
    places = [header.place_of(name) for name in names]
    empty = [""] * len(places)
    for record in records:
        if record.fault:
            yield Record(empty, record.line, record.fault)
        else:
            fields = ["" if p is None else record.fields[p] for p in places]
            yield Record(fields, record.line)


def write_clean(records: Iterable[Record], path: Path, *, run: Run) -> int:
    """Write every record, with its fault and line, as plain CSV; how many there are."""
    count = 0
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for count, record in enumerate(records, start=1):
            if count % STEP_ROWS == 0:
                run.step("Cleaning", count, 0)
            writer.writerow([*record.fields, record.fault or "", record.line])
    return count
