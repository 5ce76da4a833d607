"""Months of a source that are thin beside those before, and which a person said to be whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from safercity.evidence.store.months import MonthSize, ThinMonth, find_thin
from safercity.evidence.store.scatter import Scatter, find_scatter
from safercity.evidence.store.sent import Sent
from safercity.evidence.types import month_label, month_number
from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.queries import Entry, find_acts, list_entries
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records.queries.records import get_sent
from safercity.partnership.records.queries.uploads import Upload
from safercity.partnership.sharing.queries import VisibleSource

CALENDAR_MONTHS = 12
SAID_WHOLE = "month said to be whole"
WHOLE_BACK = "month not said to be whole any more"
WITH_DAYS = ("day", "minute")
Pair = tuple[VisibleSource, Sent | None]


@dataclass(frozen=True)
class Thin:
    """A thin month. `said`: who looked and found it whole, and when; None where nobody did.

    `period_months`: 3 where it stands for the quarter that it ends.
    """

    month: ThinMonth
    said: Entry | None
    period_months: int = 1


def list_calendar_months(today: date) -> list[str]:
    """The months that the calendar shows, the last complete one at its end."""
    last = month_number(f"{today:%Y-%m}") - 1
    return [month_label(last - back) for back in reversed(range(CALENDAR_MONTHS))]


def list_thin(found: Iterable[Pair], *, today: date) -> dict[str, Sequence[Thin]]:
    """The calendar's thin months of each source that has any, the earliest first.

    What a person said of a month holds as long as it has the same rows. A month that was not over
    when its file was made is none: it is due, whatever is said of it, and no month's measure.
    """
    shown = set(list_calendar_months(today))
    pairs = [(source, sent) for source, sent in found if sent]
    thin = {
        source.shape.id: [
            one
            for one in find_thin(_keep_over(sent), tells_days=_tells_days(source))
            if one.label in shown
        ]
        for source, sent in pairs
    }
    if not any(thin.values()):
        return {}
    said = _read_said()
    spans = {source.shape.id: source.shape.period_months for source, _sent in pairs}
    return {
        name: [Thin(one, said.get((name, one.label, one.rows)), spans[name]) for one in months]
        for name, months in thin.items()
        if months
    }


def list_thin_of(workspace: Workspace, source: VisibleSource, *, today: date) -> Sequence[Thin]:
    """The thin months of one source."""
    sent = get_sent(workspace, source.shape.id)
    return list_thin([(source, sent)], today=today).get(source.shape.id, ())


def find_upload_scatter(
    workspace: Workspace, source: VisibleSource, *, upload: Upload
) -> Scatter | None:
    """How scattered over months the rows of a file are, where they are and tell their day."""
    if not _tells_days(source):
        return None
    with workspace.reading() as catalogue:
        return find_scatter(catalogue, upload.source, digests=upload.digests)


def _keep_over(sent: Sent) -> list[MonthSize]:
    return [one for one in sent.sizes if month_label(one.month) not in sent.begun]


def _tells_days(source: VisibleSource) -> bool:
    return source.shape.when is not None and source.shape.when.precision in WITH_DAYS


def _read_said() -> dict[tuple[str, str, int], Entry]:
    """What was said of a month with its rows, unless that was taken back since."""
    acts = find_acts(kind=Job._meta.label_lower, verb__in=(SAID_WHOLE, WHOLE_BACK))
    newest: dict[tuple[str, str, int], Entry] = {}
    for entry in list_entries(acts):  # the newest first
        known = entry.details
        newest.setdefault((known["source"], known["month"], known["rows"]), entry)
    return {month: entry for month, entry in newest.items() if entry.verb == SAID_WHOLE}
