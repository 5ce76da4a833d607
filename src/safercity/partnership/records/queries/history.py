"""What was done to a source and to one file of it: its acts are written about the jobs they ask."""

from __future__ import annotations

from dataclasses import replace

from safercity.partnership.audit.queries import Entry, find_acts, list_entries
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records.queries.uploads import Upload
from safercity.partnership.sharing.queries import VisibleSource

SENT, SENT_AGAIN = "extract sent", "extract read again"
MAPPED, CORRECTED = "word mapped", "row corrected"
HEADINGS_MAPPED, DATES_MAPPED = "headings mapped", "form of dates mapped"
MAPPING_BACK, CORRECTION_BACK = "mapping taken back", "correction taken back"
ASKED_EDITION = "edition asked for"
MENDING = (
    MAPPED, HEADINGS_MAPPED, DATES_MAPPED, CORRECTED, MAPPING_BACK, CORRECTION_BACK,
)  # fmt: skip
MOST = 200


def list_source_history(source: VisibleSource, *, limit: int = 20) -> list[Entry]:
    """Files sent, words mapped and rows corrected, and what was taken back, the newest first.

    Of fields that the viewer may not see it is not told that they were corrected.
    """
    acts = find_acts(
        kind=Job._meta.label_lower,
        verb__in=(SENT, SENT_AGAIN, *MENDING),
        details__source=source.shape.id,
    )
    return [_cut(entry, source) for entry in list_entries(acts[:limit])]


def list_upload_history(upload: Upload, source: VisibleSource) -> list[Entry]:
    """What was done to one file: sent, read again; words and rows for which it was read again."""
    history = list_source_history(source, limit=MOST)
    own = [n for n, entry in enumerate(history) if entry.details.get("upload") == str(upload.key)]
    since = history[: own[-1] + 1] if own else []
    return [entry for entry in since if entry.details.get("upload") in (None, str(upload.key))]


def list_edition_history(*, limit: int = 20) -> list[Entry]:
    """Who asked for a new edition, the newest first."""
    return list_entries(find_acts(verb=ASKED_EDITION)[:limit])


def _cut(entry: Entry, source: VisibleSource) -> Entry:
    """The page is about this source already, and only fields that may be seen are named.

    Why something was taken back stands in the list of it.
    """
    told = {
        name: value
        for name, value in entry.details.items()
        if name not in ("source", "mending", "why")
    }
    fields = [name for name in told.pop("fields", "").split("+") if name in source.fields]
    if fields:
        told["fields"] = ", ".join(fields)
    return replace(entry, details=told)
