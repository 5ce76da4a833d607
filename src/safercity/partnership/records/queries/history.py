"""What was done to a source and to one file of it: its acts are written about the jobs they ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.utils.timezone import localdate

from safercity.partnership.audit.queries import Entry, find_acts, list_entries
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records.queries.reading import find_date_column
from safercity.partnership.records.queries.records import find_word_column
from safercity.partnership.records.queries.thin import SAID_WHOLE, WHOLE_BACK
from safercity.partnership.records.queries.uploads import Upload
from safercity.partnership.sharing.queries import VisibleSource

SENT, SENT_AGAIN = "extract sent", "extract read again"
LOADED, NOT_LOADED = "extract loaded", "extract not loaded"
MAPPED, CORRECTED = "word mapped", "row corrected"
HEADINGS_MAPPED, DATES_MAPPED = "headings mapped", "form of dates mapped"
MAPPING_BACK, CORRECTION_BACK = "mapping taken back", "correction taken back"
SET_ASIDE, ABSENT = "row set aside", "columns said to be in no file"
ASKED_EDITION = "edition asked for"
MENDING = (
    MAPPED, HEADINGS_MAPPED, ABSENT, DATES_MAPPED, CORRECTED, SET_ASIDE, MAPPING_BACK,
    CORRECTION_BACK,
)  # fmt: skip
TOLD = (SENT, SENT_AGAIN, *MENDING, SAID_WHOLE, WHOLE_BACK)
MOST = 200


@dataclass(frozen=True)
class MendingEntry(Entry):
    """An act on a source. `mending`: what leads to the list of what was mapped and corrected;
    `said`: what that list says of it, in place of the act's own details."""

    mending: str = ""
    said: str = ""

    def tell(self, names: Mapping[Any, Any]) -> str:
        """What was done, in words."""
        return self.said or super().tell(names)


def list_source_history(source: VisibleSource, *, limit: int = 20) -> list[MendingEntry]:
    """Files sent, words mapped and rows corrected, and what was taken back, the newest first.

    Of fields that the viewer may not see it is not told that they were corrected.
    """
    acts = _find_acts(source.shape.id, *TOLD)[:limit]
    return [_cut(entry, source) for entry in list_entries(acts)]


def _find_acts(source: str, *verbs: str) -> QuerySet:
    kind = Job._meta.label_lower
    return find_acts(kind=kind, verb__in=verbs, details__source=source)


def _find_acts_of(upload: Upload, *verbs: str) -> QuerySet:
    """Acts on one file, and those on its source for which it was read again."""
    of_file = Q(details__upload=str(upload.key)) | Q(details__upload__isnull=True)
    return _find_acts(upload.source, *verbs).filter(of_file)


def list_gone_uploads(keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """The source of each file that was sent in the browser, and the content that it was loaded as;
    "" where that was not kept. It need not be here any more."""
    wanted = [str(key) for key in keys]
    acts = find_acts(kind=Job._meta.label_lower, details__upload__in=wanted) if wanted else None
    found: dict[UUID, tuple[str, str]] = {}
    for details in acts.values_list("details", flat=True) if acts is not None else ():
        key = UUID(details["upload"])
        _source, digest = found.get(key, ("", ""))
        found[key] = (details["source"], digest or details.get("digest", ""))
    return found


def is_told(upload: Upload, verb: str, *, details: Mapping[str, Any]) -> bool:
    """Whether this outcome of a load is known, and nobody sent the file since: a job that is tried
    again tells it once, and a mapping for which all files are read again only what it changed."""
    own = {"details__upload": str(upload.key)}
    newest = _find_acts_of(upload, SENT, SENT_AGAIN, LOADED, NOT_LOADED).filter(**own).first()
    told = {**details, "upload": str(upload.key)}
    return newest is not None and (newest.verb, newest.details) == (verb, told)


def list_upload_history(upload: Upload, source: VisibleSource) -> list[MendingEntry]:
    """What was done to one file: sent, read again, loaded with so many rows held; and words and
    rows of its source, mended or taken back since, for which it was read again.
    """
    acts = _find_acts_of(upload, *TOLD, LOADED, NOT_LOADED)
    history = [_cut(entry, source) for entry in list_entries(acts[:MOST])]
    own = [n for n, entry in enumerate(history) if "upload" in entry.details]
    return [_cut_file(entry) for entry in history[: own[-1] + 1]] if own else []


def _cut_file(entry: MendingEntry) -> MendingEntry:
    """The page is about this file already."""
    told = {name: value for name, value in entry.details.items() if name != "upload"}
    return replace(entry, details=told)


def name_loaders(sources: Iterable[str]) -> dict[str, tuple[date, str]]:
    """Of each source, the day on which the newest file that was sent in the browser and loaded
    was loaded first, and who sent it ("" for who was forgotten)."""
    wanted = list(sources)
    if not wanted:
        return {}
    acts = find_acts(kind=Job._meta.label_lower, details__source__in=wanted)
    sent = list_entries(acts.filter(verb=SENT)[:MOST])
    of_sent = acts.filter(
        verb=LOADED, details__upload__in=[entry.details["upload"] for entry in sent]
    )
    first = dict(of_sent.order_by().values_list("details__upload").annotate(Min("at")))
    found: dict[str, tuple[date, str]] = {}
    for entry in sent:
        if at := first.get(entry.details["upload"]):
            found.setdefault(entry.details["source"], (localdate(at), entry.by_name))
    return found


def list_edition_history(*, limit: int = 20) -> list[Entry]:
    """Who asked for a new edition, the newest first."""
    return list_entries(find_acts(verb=ASKED_EDITION)[:limit])


def _cut(entry: Entry, source: VisibleSource) -> MendingEntry:
    """The page is about this source already, and only fields that may be seen are named.

    Why something was taken back stands in the list of it.
    """
    told = {
        name: value
        for name, value in entry.details.items()
        if name not in ("source", "mending", "why", "digest")
    }
    if not find_word_column(source):
        told.pop("category", None)
    if not find_date_column(source):
        told.pop("form", None)
    fields = [name for name in told.pop("fields", "").split("+") if name in source.fields]
    if fields:
        told["fields"] = ", ".join(fields)
    mending = str(entry.details.get("mending", ""))
    return MendingEntry(**vars(entry) | {"details": told, "mending": mending})
