"""What of a file could not be read as its source's shape says: headings, and forms of dates."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from safercity.evidence.extracts.context import FIRST_DAY
from safercity.evidence.extracts.fields.trying import DateReading, try_forms
from safercity.evidence.extracts.ledger import LedgerLine
from safercity.evidence.workspace import Workspace
from safercity.partnership.records.queries.records import list_held
from safercity.partnership.records.queries.uploads import Upload
from safercity.partnership.sharing.queries import VisibleSource

UNREAD_DATES = frozenset({"unreadable_date", "impossible_date"})


def may_name(source: VisibleSource, column: str) -> bool:
    """Whether a viewer may hear of a column at all: one that he may see, or that every file needs.

    The agency whose records they are hears of all.
    """
    known = source.shape.columns.get(column)
    return source.is_own or column in source.fields or bool(known and known.required)


def list_offered_columns(source: VisibleSource, upload: Upload) -> list[str]:
    """Columns that a file has not and that may be named, those that it needs first."""
    columns = source.shape.columns
    missing = [name for name in upload.unread.missing if name in columns]
    named = [name for name in missing if may_name(source, name)]
    return sorted(named, key=lambda name: not columns[name].required)


def find_date_column(source: VisibleSource) -> str:
    """The column of the date; "" where the shape has none of its own, or it may not be seen."""
    when = source.shape.when
    return when.column if when and when.column and when.column in source.fields else ""


def list_undated(uploads: Iterable[Upload], lines: Iterable[LedgerLine]) -> list[Upload]:
    """Files that are here of which rows are held for their dates."""
    held = {line.digest for line in lines if not UNREAD_DATES.isdisjoint(line.reasons)}
    return [one for one in uploads if not held.isdisjoint(one.digests)]


def read_dates(
    workspace: Workspace, source: VisibleSource, *, upload: Upload
) -> tuple[list[DateReading], str]:
    """What each form makes of the dates for which rows of a file are held (`try_forms`)."""
    when = source.shape.when
    if when is None or not find_date_column(source):
        return [], ""
    names = [name for name in (when.column, when.to) if name and name in source.fields]
    texts = [
        text
        for row in list_held(workspace, source.shape.id)
        if row.digest in upload.digests and row.reason in UNREAD_DATES
        for name in names
        if (text := row.values.get(name))
    ]
    return try_forms(when, texts, first_day=FIRST_DAY, last_day=timezone.localdate())
