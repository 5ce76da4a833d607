"""What of a file could not be read as its source's shape says, and whether a value mends it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from safercity.evidence.extracts.adapting import find_claim
from safercity.evidence.extracts.context import FIRST_DAY
from safercity.evidence.extracts.date_forms import INSTEAD
from safercity.evidence.extracts.fields.trying import DateReading, try_forms
from safercity.evidence.extracts.header import Unread
from safercity.evidence.runs import Run
from safercity.evidence.store.held import HeldRow
from safercity.evidence.store.judging import judge_row
from safercity.evidence.store.turning import Turning, weigh_form
from safercity.evidence.workspace import Workspace
from safercity.partnership.records.queries.records import (
    find_word_column,
    list_held,
    read_absent,
)
from safercity.partnership.records.queries.uploads import (
    Upload,
    list_uploads,
    upload_folder,
)
from safercity.partnership.sharing.queries import VisibleSource

LOOKED_AT = 64 << 20  # bytes of files that are read to weigh a form
UNREAD_DATES = frozenset({"unreadable_date", "impossible_date"})


def may_name(source: VisibleSource, column: str) -> bool:
    """Whether a viewer may hear of a column at all: one that he may see, or that every file needs.

    The agency whose records they are hears of all. A wide table's headings say what is counted, as
    its shape does, and hold no single record.
    """
    if column in source.shape.wide_columns():
        return True
    known = source.shape.columns.get(column)
    return source.is_own or column in source.fields or bool(known and known.required)


def find_unread(source: VisibleSource, upload: Upload) -> Unread:
    """What a file's headings leave open now: columns that may be named, those that it needs first;
    then headings of a wide table.

    What was said of them since the file was read holds already, before it is read again.
    """
    columns = source.shape.columns
    claims = {heading: find_claim(heading, source.shape) for heading in upload.unread.headings}
    missing = [
        name
        for name in upload.unread.missing
        if (name in columns or name in source.shape.wide_columns())
        and name not in claims.values()
        and may_name(source, name)
    ]
    missing.sort(key=lambda name: name not in columns or not columns[name].required)
    return Unread(tuple(missing), tuple(one for one, claim in claims.items() if claim is None))


def list_absent(workspace: Workspace, source: VisibleSource, *, upload: Upload) -> list[str]:
    """Columns that a file has not and, as a person said of its source, need not be asked for."""
    absent = read_absent(workspace, source.shape.id)
    return [name for name in find_unread(source, upload).missing if name in absent]


def is_heading_asked(workspace: Workspace, source: VisibleSource, *, upload: Upload) -> bool:
    """Whether somebody should look at a file's headings: it lacks a column that it needs, or lacks
    one of which nobody said that it is in no file, and has a heading that is no column's and that
    no file before it had, of those that are kept.
    """
    unread = find_unread(source, upload)
    open_ones = set(unread.missing) - read_absent(workspace, source.shape.id)
    if not unread.headings or not open_ones:
        return False
    wide = set(source.shape.wide_columns())
    if wide and wide <= set(unread.missing):
        return True
    if any(source.shape.columns[name].required for name in open_ones - wide):
        return True
    kept = list_uploads(workspace, source.shape.id)
    before = [one for one in kept if str(one.key) < str(upload.key)]
    return not set(unread.headings) <= {name for one in before for name in one.unread.headings}


def find_date_column(source: VisibleSource) -> str:
    """The column of the date; "" where the shape has none of its own, or it may not be seen."""
    when = source.shape.when
    return when.column if when and when.column and when.column in source.fields else ""


OF_DATES = UNREAD_DATES | {"no_date", "date_in_future", "date_too_old"}
OF_WORDS = frozenset({"no_category", "unknown_category"})


def judge_correction(
    workspace: Workspace, source: VisibleSource, *, held: HeldRow, values: Mapping[str, str]
) -> tuple[str, str]:
    """Why a held row would be held again with these values, and the field that it lies in.

    "" where it would not, or where it lies in no single field that may be seen.
    """
    of_file = [
        one for one in list_uploads(workspace, source.shape.id) if held.digest in one.digests
    ]
    last_day = max(map(_find_last_day, of_file), default=timezone.localdate())
    reason = judge_row(workspace, held, values=values, last_day=last_day, run=Run())
    if reason in OF_DATES:
        return reason, find_date_column(source)
    return reason, find_word_column(source) if reason in OF_WORDS else ""


def _find_last_day(upload: Upload) -> date:
    return date.fromisoformat(upload.vintage) if upload.vintage else timezone.localdate()


@dataclass(frozen=True)
class FileTurning:
    """What a form would make of the dates of a file; None where it was not looked at."""

    upload: Upload
    form: str
    turning: Turning | None


def weigh_forms(
    workspace: Workspace, upload: Upload, *, forms: Collection[str]
) -> list[FileTurning]:
    """What each form that holds in place of others would make of the source's files that are here.

    The file itself comes first; so many bytes of the others are read as a page can wait for.
    """
    wanted = [form for form in forms if form in INSTEAD]
    if not wanted:
        return []
    others = [one for one in list_uploads(workspace, upload.source) if one.key != upload.key]
    found, left = [], LOOKED_AT
    for one in [upload, *(other for other in others if other.digests)]:
        path = upload_folder(workspace, one.key) / one.name
        left -= path.stat().st_size if path.is_file() else left
        for form in wanted:
            day = _find_last_day(one)
            told = (
                weigh_form(workspace, path, source=one.source, form=form, last_day=day)
                if left > 0
                else None
            )
            found.append(FileTurning(one, form, told))
    return found


def list_undated(
    source: VisibleSource,
    uploads: Iterable[Upload],
    *,
    held: Sequence[HeldRow],
) -> list[Upload]:
    """Files that are here, of which rows are held for dates that some form reads."""
    return [one for one in uploads if _try_dates(source, one, held=held)[0]]


def read_dates(
    workspace: Workspace, source: VisibleSource, *, upload: Upload
) -> tuple[list[DateReading], str]:
    """What each form makes of the dates for which rows of a file are held (`try_forms`)."""
    return _try_dates(source, upload, held=list_held(workspace, source.shape.id))


def _try_dates(
    source: VisibleSource, upload: Upload, *, held: Sequence[HeldRow]
) -> tuple[list[DateReading], str]:
    when = source.shape.when
    if when is None or not find_date_column(source):
        return [], ""
    names = [name for name in (when.column, when.to) if name and name in source.fields]
    texts = [
        text
        for row in held
        if row.digest in upload.digests and row.reason in UNREAD_DATES
        for name in names
        if (text := row.values.get(name))
    ]
    if not texts:
        return [], ""
    return try_forms(when, texts, first_day=FIRST_DAY, last_day=timezone.localdate())
