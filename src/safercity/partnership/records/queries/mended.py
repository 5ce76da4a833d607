"""What was mapped and corrected in a source, and what of it was taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from safercity.evidence.extracts.mappings import MappingChange, list_mapping_changes
from safercity.evidence.extracts.shapes import MAPPED_KINDS, load_mapping
from safercity.evidence.store.aside import ASIDE
from safercity.evidence.store.corrections import (
    RowChange,
    describe_corrections,
    list_row_changes,
    read_corrections,
)
from safercity.evidence.store.own_dates import OWN_DATES
from safercity.evidence.workspace import Workspace
from safercity.partnership.audit.queries import Entry, find_acts, list_entries
from safercity.partnership.common.rules import NotVisible, NotYet
from safercity.partnership.records.queries.history import MENDING
from safercity.partnership.records.queries.reading import find_date_column, may_name
from safercity.partnership.records.queries.records import (
    find_word_column,
    get_correction,
    list_lines,
)
from safercity.partnership.records.queries.uploads import list_uploads
from safercity.partnership.sharing.queries import VisibleSource

SHORT = 16  # letters that name a word in an address


@dataclass(frozen=True)
class Mended:
    """A word that was mapped, a row that was corrected, or either taken back.

    `word` is "" for a row, whose content is `digest`; by its `kind` it is a word, a heading, a
    form of dates, or a column that no file has. `before` and `after` are texts by column; a
    word's stand under "". `stands`: whether it still holds, so that it can be taken back. `act`:
    who and when; None where that was not kept.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    files: Sequence[str]
    word: str = ""
    digest: str = ""
    row: int = 0
    why: str = ""
    key: str = ""
    stands: bool = False
    act: Entry | None = None
    kind: str = "word"

    @property
    def is_back(self) -> bool:
        """Whether this is a taking back."""
        return not any(self.after.values()) if self.word else not self.after

    @property
    def word_key(self) -> str:
        """What names the word in an address: it may hold anything itself."""
        told = self.word if self.kind == "word" else f"{self.kind} {self.word}"
        return hashlib.sha256(told.encode()).hexdigest()[:SHORT]


def list_mended(workspace: Workspace, source: VisibleSource) -> list[Mended]:
    """What may be seen of it, the newest first; what nobody knows the day of comes last."""
    name = source.shape.id
    files = {line.digest: line.file for line in list_lines(workspace, name)}
    found = list_mapped(workspace, source)
    for digest, changes in list_row_changes(workspace, name).items():
        stand = read_corrections(workspace, name, digest=digest)
        told = _tell_rows(changes, stand=stand, source=source)
        found += [replace(one, digest=digest, files=[files.get(digest, "")]) for one in told]
    # The keys are UUIDv7: they sort by the moment at which they were made.
    return sorted(found, key=lambda one: one.key, reverse=True)


def list_mapped(workspace: Workspace, source: VisibleSource) -> list[Mended]:
    """What was mapped or taken back of words, headings and dates, and may be seen.

    In files that are still kept, or that the ledger still names.
    """
    name = source.shape.id
    words = [one for one in list_mapping_changes(workspace, name) if _may_see(one, source)]
    named = {line.file for line in list_lines(workspace, name)} if words else set()
    named |= {one.name for one in list_uploads(workspace, name)} if words else set()
    return [
        replace(one, files=[file for file in one.files if file in named])
        for one in _tell_words(words, workspace=workspace, source=name)
    ]


def _may_see(change: MappingChange, source: VisibleSource) -> bool:
    """Whether the column that it is about may be seen, or at least named."""
    if change.kind == "word":
        return bool(find_word_column(source))
    column = change.after or change.before or ""
    named = change.kind in ("heading", "absent")
    return may_name(source, column) if named else column in source.fields


def _tell_words(
    changes: Iterable[MappingChange], *, workspace: Workspace, source: str
) -> Iterable[Mended]:
    words = {
        (kind, word): meant
        for kind in MAPPED_KINDS
        for word, meant in load_mapping(source, workspace.content, kind=kind).items()
    }
    told = ((one, (one.kind, one.word)) for one in changes)
    standing = {named: one for one, named in told if one.after == words.get(named)}
    for one in changes:
        yield Mended(
            {"": one.before or ""},
            {"": one.after},
            one.files,
            word=one.word,
            why=one.why,
            key=one.key,
            stands=standing.get((one.kind, one.word)) is one,
            kind=one.kind,
        )


def _tell_rows(
    changes: Iterable[RowChange],
    *,
    stand: Mapping[int, Mapping[str, str]],
    source: VisibleSource,
) -> Iterable[Mended]:
    """With the fields that may be seen alone: a change of others is not there.

    Of the corrections of a row that hold, the newest stands for all: they are taken back together.
    """
    told = [(one, _cut(one.before, source), _cut(one.after, source)) for one in changes]
    standing = {one.row: one for one, _, after in told if after.keys() & stand.get(one.row, ())}
    for one, before, after in told:
        if before or after:
            stands = standing.get(one.row) is one
            yield Mended(before, after, (), row=one.row, why=one.why, key=one.key, stands=stands)


def _cut(values: Mapping[str, str], source: VisibleSource) -> dict[str, str]:
    """The fields that may be seen; that a line was set aside names none, a form of dates one."""
    seen = source.fields | {ASIDE} | ({OWN_DATES} if find_date_column(source) else set())
    return {name: text for name, text in values.items() if name in seen}


def add_acts(mended: Sequence[Mended], source: VisibleSource) -> list[Mended]:
    """With who did each, and when: one question for a page of them."""
    keys = [one.key for one in mended if one.key]
    if not keys:
        return list(mended)
    acts = find_acts(
        verb__in=MENDING,
        details__source=source.shape.id,
        details__mending__in=keys,
    )
    known = {entry.details["mending"]: entry for entry in list_entries(acts)}
    return [replace(one, act=known.get(one.key)) for one in mended]


def get_mapped(workspace: Workspace, source: VisibleSource, *, word_key: str) -> Mended:
    """A word that is mapped here now. Errors: NotVisible; NotYet where that was taken back."""
    return _find(workspace, source, word_key=word_key)


def get_corrected(workspace: Workspace, source: VisibleSource, *, digest: str, row: int) -> Mended:
    """A row that is corrected now, with all that holds of it and may be seen.

    Errors: NotVisible; NotYet where that was taken back.
    """
    found = _find(workspace, source, digest=digest, row=row)
    stand = _cut(get_correction(workspace, source.shape.id, digest=digest, row=row), source)
    return replace(found, before={}, after=stand)


def _find(workspace: Workspace, source: VisibleSource, **named: Any) -> Mended:
    found = [
        one
        for one in list_mended(workspace, source)
        if bool(one.word) == ("word_key" in named)
        and all(getattr(one, name) == value for name, value in named.items())
    ]
    if not found:
        raise NotVisible(_("This was never mapped or corrected here."))
    stands = next((one for one in found if one.stands), None)
    if stands is None:
        raise NotYet(
            _("This was taken back already, or changed where the site does not see it."),
            advice=_("Look at what was mapped and corrected, as it is."),
        )
    return stands


def describe_state(workspace: Workspace, source: VisibleSource, *, mended: Mended) -> str:
    """What a form of taking back was opened on: another person's change changes it."""
    if mended.word:
        return mended.after[""]
    return describe_correction(workspace, source, digest=mended.digest, row=mended.row)


def describe_correction(
    workspace: Workspace, source: VisibleSource, *, digest: str, row: int
) -> str:
    """A name for what was corrected in a row, of the fields that the viewer may see."""
    stand = get_correction(workspace, source.shape.id, digest=digest, row=row)
    return describe_corrections({row: _cut(stand, source)})
