"""`read_plan`: an existing delivery plan, row by row, with a ledger in which no row is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet

from safercity.documents.sheets import refuse_unsound
from safercity.documents.strategy.plan_sheet.headings import LOOKED_AT, Heading, find_heading
from safercity.documents.strategy.plan_sheet.judging import Judge
from safercity.documents.strategy.plan_sheet.values import (
    HeldPlanRow,
    PlanAction,
    PlanRow,
    PlanSheet,
)
from safercity.documents.strategy.strategy import Strategy
from safercity.evidence.errors import WrongShape
from safercity.evidence.extracts.sheets import list_visible_sheets, open_workbook, write_cell


def read_plan(path: Path, *, strategy: Strategy) -> PlanSheet:
    """The rows of every visible sheet that has a plan's heading, accepted or held with reasons.

    Headings are known by several usual names and may stand below title rows. A merged cell counts
    for every row it covers. Errors: `UnreadableFile`; `WrongShape` where no sheet has a plan's
    heading.
    """
    refuse_unsound(path, what="delivery plan")
    workbook = open_workbook(path, path.name)
    judge = Judge({action.id: action.title["en"] for action in strategy.actions})
    rows: list[PlanRow | HeldPlanRow] = []
    columns: list[tuple[str, str]] = []
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
        columns += [(name, f"{title}: {said}") for name, said in _list_used(table, below)]
        unread += [f"{title}: {name}" for name in table.heading.unread]
        rows += [_judge_row(title, line, table=table, judge=judge) for line in below]
    if not fitting:
        raise _explain(path, passed_over)
    return PlanSheet(
        path.name,
        count,
        accepted=tuple(row for row in rows if isinstance(row, PlanRow)),
        held=tuple(row for row in rows if isinstance(row, HeldPlanRow)),
        columns=tuple(columns),
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


def _list_used(table: _Table, below: Sequence[int]) -> Iterator[tuple[str, str]]:
    """The fields whose column holds anything in these rows, with their headings."""
    for name, at in table.heading.columns.items():
        cells = (table.rows[line][at] for line in below if at < len(table.rows[line]))
        if any(write_cell(value).strip() for value in cells):
            yield name, table.heading.names[at]


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


def _explain(path: Path, sheets: Sequence[str]) -> WrongShape:
    return WrongShape(
        f"{path.name} has no sheet with the heading of a delivery plan "
        f"(looked at: {', '.join(sheets) or 'nothing that holds anything'}).",
        advice="Give the columns names such as Key action, Action, Owner agency, Due, Status.",
    )
