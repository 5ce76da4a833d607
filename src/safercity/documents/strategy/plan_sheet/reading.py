"""`read_plan`: an existing delivery plan, row by row, with a ledger in which no row is lost."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet

from safercity.documents.strategy.plan_sheet.headings import LOOKED_AT, Heading, find_heading
from safercity.documents.strategy.plan_sheet.judging import Judge
from safercity.documents.strategy.plan_sheet.values import (
    HeldPlanRow,
    PlanAction,
    PlanRow,
    PlanSheet,
)
from safercity.documents.strategy.strategy import Strategy
from safercity.evidence.errors import UnreadableFile, WrongShape
from safercity.evidence.extracts.sheets import list_visible_sheets, open_workbook, write_cell

LARGEST_UNPACKED = 100_000_000  # bytes of all sheets together
MOST_CELLS = 2_000_000  # of a sheet from its corner to its last cell: the reader keeps them all
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_AGAIN = "Save the plan as XLSX in a spreadsheet program, and read it again."


def read_plan(path: Path, *, strategy: Strategy) -> PlanSheet:
    """The rows of every visible sheet that has a plan's heading, accepted or held with reasons.

    Headings are known by several usual names and may stand below title rows. A merged cell counts
    for every row it covers. Errors: `UnreadableFile`; `WrongShape` where no sheet has a plan's
    heading.
    """
    _refuse_unsound(path)
    workbook = open_workbook(path, path.name)
    judge = Judge({action.id: action.title["en"] for action in strategy.actions})
    rows: list[PlanRow | HeldPlanRow] = []
    unread: list[str] = []
    passed_over: list[str] = []
    count = fitting = 0
    for title in list_visible_sheets(workbook):
        table = _take_table(workbook.get_sheet_by_name(title))
        if not table.heading.fits:
            passed_over += [title] if table.lines else []
            continue
        fitting += 1
        below = [line for line in table.lines if line > table.heading.row]
        count += len(below)
        unread += [f"{title}: {name}" for name in table.heading.unread]
        rows += [_judge_row(title, line, table=table, judge=judge) for line in below]
    if not fitting:
        raise _explain(path, passed_over)
    return PlanSheet(
        path.name,
        count,
        accepted=tuple(row for row in rows if isinstance(row, PlanRow)),
        held=tuple(row for row in rows if isinstance(row, HeldPlanRow)),
        unread=tuple(unread),
        passed_over=tuple(passed_over),
    )


@dataclass(frozen=True)
class _Table:
    """A sheet: its rows from the top, those that hold anything (from 0), and its heading."""

    rows: list[list[Any]]
    lines: tuple[int, ...]
    heading: Heading


def _take_table(sheet: CalamineSheet) -> _Table:
    rows: list[list[Any]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    lines = tuple(at for at, row in enumerate(rows) if any(write_cell(v).strip() for v in row))
    heading = find_heading([[write_cell(value) for value in row] for row in rows[:LOOKED_AT]])
    _fill_merged(rows, sheet)
    return _Table(rows, lines, heading)


def _fill_merged(rows: list[list[Any]], sheet: CalamineSheet) -> None:
    """Give every row that a merged cell covers its value; sideways it stays where it stands."""
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        for down in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[top]) and left < len(rows[down]):
                rows[down][left] = rows[top][left]


def _judge_row(title: str, line: int, *, table: _Table, judge: Judge) -> PlanRow | HeldPlanRow:
    row, heading = table.rows[line], table.heading
    cells = {name: row[at] for name, at in heading.columns.items() if at < len(row)}
    verdict = judge.judge(cells, place=f"{title}, row {line + 1}")
    if isinstance(verdict, PlanAction):
        read = set(heading.columns.values())
        others = [None if at in read else value for at, value in enumerate(row)]
        return PlanRow(title, line + 1, verdict, _keep(others, heading.names))
    return HeldPlanRow(title, line + 1, verdict, _keep(row, heading.names))


def _keep(row: Sequence[Any], names: Sequence[str]) -> dict[str, str]:
    """All cells with anything in them, under their headings or the number of their column."""
    kept: dict[str, str] = {}
    for at, value in enumerate(row):
        if text := write_cell(value).strip():
            name = names[at] if at < len(names) and names[at] else f"column {at + 1}"
            kept[name if name not in kept else f"{name} (column {at + 1})"] = text
    return kept


def _refuse_unsound(path: Path) -> None:
    """Refuse what is no XLSX, or would take all memory to open."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST_UNPACKED:
                raise _too_large(path)
            for info in archive.infolist():
                if info.filename.startswith("xl/worksheets/") and _spans_too_much(archive, info):
                    raise _too_large(path)
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


def _too_large(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} is far larger than any delivery plan.",
        advice="Copy the plan's rows into a new workbook: this one may hold a stray cell far away.",
    )


def _explain(path: Path, sheets: Sequence[str]) -> WrongShape:
    return WrongShape(
        f"{path.name} has no sheet with the heading of a delivery plan "
        f"(looked at: {', '.join(sheets) or 'nothing that holds anything'}).",
        advice="Give the columns names such as Key action, Action, Owner agency, Due, Status.",
    )
