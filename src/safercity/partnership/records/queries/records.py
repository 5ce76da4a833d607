"""Reads of the workspace for pages: what was sent, the ledger, held rows, what was corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from safercity.evidence.extracts.ledger import LedgerLine, read_ledger
from safercity.evidence.extracts.shapes import load_mapping, load_shapes
from safercity.evidence.runs import Run
from safercity.evidence.store.corrections import find_held, read_corrections
from safercity.evidence.store.held import HeldRow, read_held
from safercity.evidence.store.sent import Sent, read_sent
from safercity.evidence.workspace import Workspace, open_workspace
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.sharing.queries import (
    VisibleSource,
    list_in_force,
    visible_sources,
)


def open_records() -> Workspace:
    """The workspace. Errors: NotVisible where the site shows an edition's folder alone."""
    folder = settings.SAFERCITY.workspace
    if not (folder / "workspace.json").is_file():
        raise NotVisible(_("This site shows one edition. It has no records."))
    return open_workspace(folder)


def list_sources(viewer: Viewer, workspace: Workspace) -> list[tuple[VisibleSource, Sent | None]]:
    """The sources that this viewer may look at and that were sent or agreed on, by agency."""
    with workspace.reading() as catalogue:
        sent = read_sent(catalogue, load_shapes(workspace.content))
    agreed = {one["source"] for held in list_in_force() for one in held.content["data_sets"]}
    seen = visible_sources(viewer, content=workspace.content)
    wanted = [one for name, one in seen.items() if name in sent or name in agreed]
    wanted.sort(key=lambda one: (one.shape.agency, one.shape.id))
    return [(one, sent.get(one.shape.id)) for one in wanted]


def get_sent(workspace: Workspace, name: str) -> Sent | None:
    """What one source has sent; None where that is nothing."""
    with workspace.reading() as catalogue:
        return read_sent(catalogue, load_shapes(workspace.content)).get(name)


def get_source(viewer: Viewer, workspace: Workspace, *, name: str) -> VisibleSource | None:
    """One source, None where the viewer may not see it."""
    return visible_sources(viewer, content=workspace.content).get(name)


def list_lines(workspace: Workspace, source: str) -> list[LedgerLine]:
    """The ledger of one source, an extract a line."""
    with workspace.reading() as catalogue:
        return [line for line in read_ledger(catalogue).lines if line.source == source]


def list_held(workspace: Workspace, source: str) -> tuple[HeldRow, ...]:
    """The rows of a source that wait for a person."""
    return read_held(workspace, source=source, run=Run())


@dataclass(frozen=True)
class HeldWord:
    """A word that nobody knows and the rows it holds; `waiting`: whose files are not here."""

    word: str
    rows: int
    waiting: int = 0


def count_words(
    source: VisibleSource, rows: tuple[HeldRow, ...], *, kept: Collection[str]
) -> list[HeldWord]:
    """The words of held rows that nobody knows, the most frequent first.

    `kept`: contents whose file can be read again.
    """
    column = find_word_column(source)
    if not column:
        return []
    unknown = [row for row in rows if row.reason == "unknown_category"]
    words = Counter(row.values.get(column) or "" for row in unknown)
    gone = Counter(row.values.get(column) or "" for row in unknown if row.digest not in kept)
    return [HeldWord(word, n, gone[word]) for word, n in words.most_common() if word]


def find_word_column(source: VisibleSource) -> str:
    """The column whose words are mapped; "" where there is none that the viewer may see."""
    category = source.shape.category  # what only tells of areas, such as deprivation, has none
    column = category.column if category else None
    return column if column and column in source.fields else ""


def read_meanings(workspace: Workspace, source: str) -> Mapping[str, str]:
    """What words of a source mean here: word -> category."""
    return load_mapping(source, workspace.content)


def read_absent(workspace: Workspace, source: str) -> frozenset[str]:
    """Columns that the source's files are known to lack: a person said so."""
    return frozenset(load_mapping(source, workspace.content, kind="absent"))


def find_files_with(workspace: Workspace, source: VisibleSource, *, word: str) -> tuple[str, ...]:
    """Extracts in which this word is held now."""
    column = find_word_column(source)
    held = list_held(workspace, source.shape.id) if column else ()
    return tuple(sorted({row.file for row in held if row.values.get(column) == word}))


def get_held(workspace: Workspace, source: str, *, digest: str, row: int) -> HeldRow:
    """One row that is held now. Errors: NotVisible."""
    held = find_held(workspace, source, digest=digest, row=row)
    if held is None:
        raise NotVisible(_("There is no such row, or it is not held any more."))
    return held


def get_correction(workspace: Workspace, source: str, *, digest: str, row: int) -> dict[str, str]:
    """What was corrected in a row before, by column; empty for most. It need not be held now."""
    return read_corrections(workspace, source, digest=digest).get(row, {})


def list_still_held(workspace: Workspace, source: str, *, held: Iterable[HeldRow]) -> list[HeldRow]:
    """Those of the held rows in which a value was corrected, and that are held nevertheless."""
    rows = list(held)
    corrected = {
        digest: read_corrections(workspace, source, digest=digest)
        for digest in {row.digest for row in rows}
    }
    return [row for row in rows if row.row in corrected[row.digest]]
