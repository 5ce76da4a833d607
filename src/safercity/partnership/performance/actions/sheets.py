"""Returns as a spreadsheet: each row becomes a return, is known already, or is held."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from safercity.documents.measures import (
    Asked,
    HeldReturnRow,
    ReturnRow,
    ReturnSheet,
    read_returns,
)
from safercity.partnership.common.free_text import NamesAPerson, find_names
from safercity.partnership.common.in_words import say_period
from safercity.partnership.common.rules import Refused
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.actions.returns import (
    Figure,
    Filing,
    move_return,
    save_return,
)
from safercity.partnership.performance.models import Measure, Return, Source, State
from safercity.partnership.performance.queries.measures import list_measures
from safercity.partnership.performance.queries.returns import (
    find_approved,
    find_open,
    latest_period,
)
from safercity.partnership.performance.queries.spoken import speak_periods

PERIODS_SPOKEN = 60  # back from the last that is over; five years of months


@dataclass(frozen=True)
class HeldRow:
    """A row that waits: where it stands, why and what to do, what it says."""

    where: str
    why: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class ReturnLedger:
    """What became of a spreadsheet: taken, known, held and empty add up to `rows`."""

    rows: int
    taken: int
    known: int
    empty: int
    held: tuple[HeldRow, ...]


def read_sheet(file: Path, *, by: Viewer) -> tuple[ReturnSheet, dict[str, Measure]]:
    """The file's rows judged against the measures that this viewer's agency returns."""
    rules.send_returns(by)
    mine = {
        one.code: one
        for one in list_measures().filter(source=Source.RETURN)
        if rules.send_return.allowed(by, one)
    }
    known = {
        code: Asked(
            code,
            one.title,
            str(one.frequency),
            str(one.data),
            until := latest_period(one),
            spoken=speak_periods(until, count=PERIODS_SPOKEN),
        )
        for code, one in mine.items()
    }
    return read_returns(file, known=known), mine


@transaction.atomic
def bring_in_returns(file: Path, *, submit: bool, by: Viewer) -> ReturnLedger:
    """Take each row as the draft of its period, and submit it where asked. Nothing is lost.

    A figure that already stands is known; one that differs from an approved figure begins a new
    vintage. Errors: NotAllowed; UnreadableFile, WrongShape of the file as a whole.
    """
    sheet, mine = read_sheet(file, by=by)
    held = [_hold(row) for row in sheet.held]
    taken = known = 0
    for row in sheet.accepted:
        try:
            with transaction.atomic():
                if _enter(mine[row.code], row, submit=submit, by=by):
                    taken += 1
                else:
                    known += 1
        except Refused as error:
            column = _name_column(error, row)
            period = say_period(row.period)
            why = f"{column}: {error} {getattr(error, 'advice', '') or ''}".strip()
            held.append(HeldRow(_place(row), (why,), f"{row.code} · {period} · {_write(row)}"))
    return ReturnLedger(sheet.rows, taken, known, sheet.empty, tuple(held))


def _name_column(error: Refused, row: ReturnRow) -> str:
    if isinstance(error, NamesAPerson):
        return _("Note") if find_names(row.note) else _("Why revised")
    return _("Why revised") if error.facts.get("field") == "why" else _("Period")


def _enter(measure: Measure, row: ReturnRow, *, submit: bool, by: Viewer) -> bool:
    """Whether the row said anything new."""
    figure = Figure(_decimal(row.figure), _decimal(row.out_of), note=row.note)
    stands = find_open(measure, row.period) or find_approved(measure, row.period)
    if stands is None or not _same(stands, figure):
        saved = save_return(measure, figure, filing=Filing(row.period, why=row.why), by=by)
    elif stands.is_locked or stands.state == State.SUBMITTED or not submit:
        return False
    else:
        saved = stands
    if submit:
        move_return(saved, State.SUBMITTED, by=by)
    return True


def _write(row: ReturnRow) -> str:
    return _("not collected") if row.figure is None else f"{row.figure:g}"


def _same(row: Return, figure: Figure) -> bool:
    return (row.figure, row.out_of) == (figure.figure, figure.out_of)


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.001"))


def _hold(row: HeldReturnRow) -> HeldRow:
    why = tuple(f"{each.what[:1].upper()}{each.what[1:]}. {each.advice}" for each in row.why)
    return HeldRow(_place(row), why, row.says)


def _place(row: ReturnRow | HeldReturnRow) -> str:
    return f"{row.sheet}, {row.line}" if row.sheet else str(row.line)
