"""`read_returns`: returns as a spreadsheet or CSV, row by row; none is lost."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safercity.documents.measures.periods import number_of, read_period, say_period
from safercity.documents.sheets import refuse_unsound
from safercity.evidence.errors import LedgerUnbalanced, UnreadableFile, WrongShape
from safercity.evidence.extracts.sheets import list_visible_sheets, open_workbook, write_cell

LOOKED_AT = 20  # rows in which the heading is sought
LARGEST = 10**12
# The first name of each is the one that we write.
NAMES = {
    "measure": ("measure", "code", "measure code", "indicator"),
    "title": ("title", "what is counted", "name"),
    "period": ("period", "month", "quarter", "term", "year", "date"),
    "figure": ("figure", "value", "number", "count", "numerator"),
    "out_of": ("out of", "of", "denominator", "base"),
    "note": ("note", "notes", "comment", "comments"),
    "why": ("why revised", "why it is revised", "why", "reason"),
}
NOT_COLLECTED = ("not collected", "–", "n/a", "na")
_FIELD = {re.sub(r"[\W_]+", "", n): f for f, names in NAMES.items() for n in names}


@dataclass(frozen=True)
class Asked:
    """What is known of a measure when its rows are judged. `has_base`: a figure out of another.

    `until`: the last period that is over. `spoken`: periods as a page writes them, in its language
    and small letters, with their labels.
    """

    code: str
    title: str
    frequency: str
    data: str
    until: str
    spoken: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_base(self) -> bool:
        return self.data in ("rate", "share")


@dataclass(frozen=True)
class Why:
    """A reason for which a row waits: what is wrong, and what to do."""

    what: str
    advice: str


@dataclass(frozen=True)
class ReturnRow:
    """An accepted row. `figure` is None where it was not collected; `why`: it is revised."""

    sheet: str
    line: int
    code: str
    period: str
    figure: float | None
    out_of: float | None = None
    note: str = ""
    why: str = ""


@dataclass(frozen=True)
class HeldReturnRow:
    """A row that waits: where it stands, why, and what its cells say."""

    sheet: str
    line: int
    why: tuple[Why, ...]
    says: str


@dataclass(frozen=True)
class ReturnSheet:
    """What became of a file: every row with a figure is accepted or held.

    `empty`: rows whose figure was left empty, as in a sheet that is not yet filled in.
    """

    name: str
    rows: int
    accepted: tuple[ReturnRow, ...] = ()
    held: tuple[HeldReturnRow, ...] = ()
    empty: int = 0

    def __post_init__(self) -> None:
        if len(self.accepted) + len(self.held) + self.empty != self.rows:
            raise LedgerUnbalanced(
                f"{self.name}: {len(self.accepted)} rows accepted, {len(self.held)} held and "
                f"{self.empty} empty are not the {self.rows} of the file."
            )


def read_returns(path: Path, *, known: Mapping[str, Asked]) -> ReturnSheet:
    """The rows of a return's XLSX, ODS or CSV, accepted or held with every reason.

    `known`: measures by code. A row names its measure by code or title, its period and its figure.
    Errors: `UnreadableFile`; `WrongShape` where no sheet has the heading of a return.
    """
    judge = _Judge(known)
    verdicts: list[ReturnRow | HeldReturnRow | None] = []
    fitting = False
    for title, rows in _list_tables(path):
        heading = _find_heading(rows)
        if heading is None:
            continue
        fitting = True
        at, columns = heading
        for line, row in enumerate(rows[at + 1 :], start=at + 2):
            if any(write_cell(cell).strip() for cell in row):
                cells = {name: row[k] for name, k in columns.items() if k < len(row)}
                verdicts.append(judge.judge(cells, sheet=title, line=line))
    if not fitting:
        raise WrongShape(
            f"{path.name} has no table with the heading of a return.",
            advice="Give the columns the names Measure, Period and Figure.",
        )
    return ReturnSheet(
        path.name,
        len(verdicts),
        accepted=tuple(one for one in verdicts if isinstance(one, ReturnRow)),
        held=tuple(one for one in verdicts if isinstance(one, HeldReturnRow)),
        empty=sum(one is None for one in verdicts),
    )


@dataclass
class _Judge:
    known: Mapping[str, Asked]
    told: dict[tuple[str, str], str] = field(default_factory=dict)

    def judge(
        self, cells: Mapping[str, Any], *, sheet: str, line: int
    ) -> ReturnRow | HeldReturnRow | None:
        """The row, or all that keeps it from being one; None where no figure was filled in."""
        texts = {name: write_cell(cell).strip() for name, cell in cells.items()}
        if not texts.get("figure"):
            return None
        why: list[Why] = []
        asked = self._find(texts.get("measure", ""), texts.get("title", ""), why=why)
        period = _take_period(cells.get("period", ""), asked, why=why)
        figure, out_of = _take_figures(cells, asked, why=why)
        place = f"{sheet}, row {line}" if sheet else f"row {line}"
        if asked and period and not why:
            if before := self.told.get((asked.code, period)):
                what = f"period: {say_period(period)} is the same period as {before} tells"
                why.append(Why(what, "Take one of the two out."))
            else:
                self.told[asked.code, period] = place
        if why or asked is None or period is None:
            return HeldReturnRow(sheet, line, tuple(why), " · ".join(filter(None, texts.values())))
        said = {name: texts.get(name, "") for name in ("note", "why")}
        return ReturnRow(sheet, line, asked.code, period, figure, out_of, **said)

    def _find(self, code: str, title: str, *, why: list[Why]) -> Asked | None:
        if found := self.known.get(code.casefold()):
            return found
        named = {code.casefold(), title.casefold()} - {""}
        alike = [one for one in self.known.values() if one.title.casefold() in named]
        if len(alike) == 1:
            return alike[0]
        said = code or title
        what = f"measure: {said!r} is none that you return" if said else "measure: is empty"
        why.append(Why(what, "Copy its code from the sheet that this site gives out."))
        return None


def _take_period(value: Any, asked: Asked | None, *, why: list[Why]) -> str | None:
    if asked is None:
        return None
    said = " ".join(write_cell(value).split()).casefold()
    period = asked.spoken.get(said) or read_period(value, asked.frequency)
    if period is None:
        what = f"period: {write_cell(value)!r} is no {asked.frequency}"
        why.append(Why(what, f"Write it as {say_period(asked.until)}."))
    elif number_of(period) > number_of(asked.until):
        what = f"period: {say_period(period)} is not over yet"
        why.append(Why(what, "Send it when the period has ended."))
        return None
    return period


def _take_figures(
    cells: Mapping[str, Any], asked: Asked | None, *, why: list[Why]
) -> tuple[float | None, float | None]:
    if write_cell(cells.get("figure")).strip().casefold() in NOT_COLLECTED:
        return None, None
    figure = _take_number(cells.get("figure"), "figure", why=why)
    has_base = asked is not None and asked.has_base
    out_of = _take_number(cells.get("out_of"), "out of", why=why) if has_base else None
    if asked is None or figure is None:
        return figure, out_of
    if figure < 0 and asked.data != "measure":
        why.append(Why(f"figure: {figure:g} is below zero", "Counts are zero or more."))
    if asked.data == "count" and figure != int(figure):
        why.append(Why(f"figure: {figure:g} is no whole number", "Counts are whole numbers."))
    if has_base and out_of is not None and out_of <= 0:
        why.append(Why(f"out of: {out_of:g} is not above zero", "Say what the figure is out of."))
    if asked.data == "share" and out_of is not None and 0 < out_of < figure:
        what = f"figure: {figure:g} is more than the {out_of:g} it is out of"
        why.append(Why(what, "Check that the two are not exchanged."))
    return figure, out_of


def _take_number(value: Any, name: str, *, why: list[Why]) -> float | None:
    text = write_cell(value).strip()
    plain = text.replace(",", "").replace("−", "-").replace("\u202f", "").replace(" ", "")
    if not text:
        why.append(Why(f"{name}: is empty", "Fill it in."))
        return None
    try:
        number = float(plain)
    except ValueError:
        number = float("nan")
    if not abs(number) < LARGEST:
        advice = "Write digits alone; “not collected” where there is none."
        why.append(Why(f"{name}: {text[:40]!r} is no number", advice))
        return None
    return number


def _find_heading(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(rows[:LOOKED_AT]):
        columns: dict[str, int] = {}
        for position, cell in enumerate(row):
            name = _FIELD.get(re.sub(r"[\W_]+", "", write_cell(cell).casefold()))
            if name:
                columns.setdefault(name, position)
        if {"period", "figure"} <= set(columns) and {"measure", "title"} & set(columns):
            return at, columns
    return None


def _list_tables(path: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    if path.suffix.lower() == ".csv":
        yield "", _read_csv(path)
        return
    refuse_unsound(path, what="return")
    workbook = open_workbook(path, path.name)
    for title in list_visible_sheets(workbook):
        sheet = workbook.get_sheet_by_name(title)
        yield title, [list(row) for row in sheet.to_python(skip_empty_area=False)]


def _read_csv(path: Path) -> list[list[Any]]:
    raw = path.read_bytes()
    if b"\0" in raw:
        raise UnreadableFile(
            f"{path.name} is not text, though it is called CSV.", advice="Save it as CSV UTF-8."
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error as error:
        raise UnreadableFile(
            f"{path.name} cannot be read as CSV: {error}.", advice="Save it as CSV UTF-8."
        ) from error
