"""The calendar of what is due and late: a line a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safercity.evidence.store.months import ThinMonth
from safercity.evidence.store.sent import Sent
from safercity.evidence.taxonomy import load_taxonomy, say
from safercity.evidence.types import month_label, month_number
from safercity.evidence.workspace import Workspace
from safercity.partnership.common.content import stamp_content
from safercity.partnership.common.in_words import write_month
from safercity.partnership.records.presenters.sources import name_source
from safercity.partnership.records.presenters.thin import (
    keep_unsaid,
    say_begun,
    say_why_thin,
    write_period,
)
from safercity.partnership.records.queries import Thin, list_calendar_months
from safercity.partnership.sharing.queries import VisibleSource

DUE_DAY = 14


@dataclass(frozen=True)
class Month:
    """One month of a source: sent, thin (it may not be whole), missing (others after it came),
    late, due, or not expected. `why`: what makes it thin.

    `period_months`: 3 where it ends a quarter.
    """

    label: str
    state: str
    why: str = ""
    period_months: int = 1

    @property
    def day(self) -> date:
        """Its first day."""
        return date.fromisoformat(f"{self.label}-01")

    @property
    def words(self) -> str:
        """Its name, or that of the quarter that it ends."""
        return write_period(self.label, months=self.period_months)


@dataclass(frozen=True)
class SourceLine:
    """A source in the calendar. `due`: the day by which its next extract is expected.

    `loaded_on`: the day its newest file came; `loaded_by`: who sent it, "" where that is not said.
    `begun`: what is said of months that were not over when their file was made; `is_begun_only`:
    no other came.
    """

    id: str
    title: str
    agency: str
    data_to: str
    due: date | None
    is_late: bool
    held: int
    months: Sequence[Month]
    loaded_on: date | None = None
    loaded_by: str = ""
    begun: Sequence[str] = ()
    is_begun_only: bool = False

    @property
    def thin(self) -> Sequence[Month]:
        """The thin ones, the newest first."""
        return [month for month in reversed(self.months) if month.state == "thin"]

    @property
    def thin_words(self) -> str:
        """The thin ones in words, for a cell of a file; "" for none."""
        thin = [f"{one.words}: {one.why}" for one in self.thin]
        return "; ".join([*self.begun, *thin])


def list_months(today: date) -> list[date]:
    """The first days of the calendar's months, the last complete one at its end."""
    return [date.fromisoformat(f"{label}-01") for label in list_calendar_months(today)]


def present_source(
    source: VisibleSource,
    sent: Sent | None,
    *,
    workspace: Workspace,
    today: date,
    thin: Sequence[ThinMonth] = (),
) -> SourceLine:
    """A source's line in the calendar. `thin`: its months that may not be whole."""
    told = workspace.settings.sources.get(source.shape.id)
    due_day = told.due_day if told else DUE_DAY
    step = source.shape.period_months
    have, begun = (sent.months, sent.begun) if sent else ((), ())
    last, first = max(have, default=""), min((*have, *begun), default="")
    awaited = month_number(last) + step if last else month_number(first) if first else None
    due = None if awaited is None else _day_after(awaited, due_day)
    why = {one.label: say_why_thin(one) for one in thin}
    states = [
        Month(month, "thin", why[month], step)
        if month in why
        else Month(month, _state(month, have, first=first, due=(due_day, step, today)))
        for month in list_calendar_months(today)
    ]
    return SourceLine(
        id=source.shape.id,
        title=name_source(source),
        agency=name_agency(source, workspace),
        data_to=write_month(last) if last else _say_no_month(sent),
        is_begun_only=bool(begun and not have),
        due=due,
        is_late=due is not None and due < today,
        held=sent.held if sent else 0,
        months=states,
        loaded_on=date.fromisoformat(sent.received) if sent else None,
        begun=say_begun(sent, today=today) if sent else (),
    )


def name_agency(source: VisibleSource, workspace: Workspace) -> str:
    """The agency whose records they are, in the reader's language; its id where none names it."""
    agencies = _read_agencies(workspace.content, stamp_content(workspace.content))
    agency = agencies.get(source.shape.agency)
    return say(agency.title, (get_language() or "en")[:2]) if agency else source.shape.agency


def _say_no_month(sent: Sent | None) -> str:
    if sent and sent.begun:
        return _("no month that was over")
    return _("not by month") if sent else _("nothing sent yet")


def add_loaders(
    lines: Sequence[SourceLine], loaders: Mapping[str, tuple[date, str]]
) -> list[SourceLine]:
    """The lines with who sent the newest file, if it came in the browser (`name_loaders`)."""
    told = ((line, *loaders.get(line.id, (None, ""))) for line in lines)
    return [
        replace(line, loaded_by=name if day == line.loaded_on else "") for line, day, name in told
    ]


def present_sources(
    found: Sequence[tuple[VisibleSource, Sent | None]],
    *,
    thin: Mapping[str, Sequence[Thin]],
    workspace: Workspace,
    today: date,
) -> list[SourceLine]:
    """Every source's line in the calendar. `thin`: `list_thin`."""
    return [
        present_source(
            source,
            sent,
            workspace=workspace,
            today=today,
            thin=keep_unsaid(thin.get(source.shape.id, ())),
        )
        for source, sent in found
    ]


@lru_cache(maxsize=4)
def _read_agencies(content: Path, _stamp: float) -> Mapping[str, Any]:
    return load_taxonomy(content).agencies


def _day_after(number: int, due_day: int) -> date:
    year, month = month_label(number + 1).split("-")
    return date(int(year), int(month), due_day)


def _state(month: str, have: Sequence[str], *, first: str, due: tuple[int, int, date]) -> str:
    due_day, step, today = due
    number = month_number(month)
    if month in have:
        return "sent"
    if not first or month < first or (number + 1) % step:
        return "none"
    if month < max(have, default=""):
        return "missing"
    return "late" if _day_after(number, due_day) < today else "due"
