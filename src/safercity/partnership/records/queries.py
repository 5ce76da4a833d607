"""Reads of the workspace for pages: what was sent, the ledger, held rows, uploads."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from safercity.evidence.extracts.ledger import LedgerLine, read_ledger
from safercity.evidence.runs import Run
from safercity.evidence.store.held import HeldRow, read_held
from safercity.evidence.store.sent import Sent, read_sent
from safercity.evidence.workspace import Workspace, open_workspace
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.queries import get_job
from safercity.partnership.sharing.queries import (
    VisibleSource,
    list_in_force,
    visible_sources,
)

__all__ = [
    "Upload",
    "count_words",
    "get_source",
    "get_upload",
    "list_held",
    "list_lines",
    "list_sources",
    "list_uploads",
    "open_records",
    "read_upload",
    "upload_folder",
]


@dataclass(frozen=True)
class Upload:
    """A file that came in the browser: where it stands, and what became of it.

    `outcome`: rows, whether it was known already, or the error with its advice; empty until then.
    """

    key: UUID
    source: str
    name: str
    vintage: str
    by: UUID
    job: UUID | None = None
    outcome: dict[str, Any] = field(default_factory=dict)
    state: str = "waiting"
    progress: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to come."""
        return bool(self.outcome) or self.state == "failed"


def open_records() -> Workspace:
    """The workspace. Errors: NotVisible where the site shows an edition's folder alone."""
    folder = settings.SAFERCITY.workspace
    if not (folder / "workspace.json").is_file():
        raise NotVisible("This site shows one edition. It has no records.")
    return open_workspace(folder)


def list_sources(viewer: Viewer, workspace: Workspace) -> list[tuple[VisibleSource, Sent | None]]:
    """The sources that this viewer may look at and that were sent or agreed on, by agency."""
    with workspace.reading() as catalogue:
        sent = read_sent(catalogue)
    agreed = {one["source"] for held in list_in_force() for one in held.content["data_sets"]}
    seen = visible_sources(viewer, content=workspace.content)
    wanted = [one for name, one in seen.items() if name in sent or name in agreed]
    wanted.sort(key=lambda one: (one.shape.agency, one.shape.id))
    return [(one, sent.get(one.shape.id)) for one in wanted]


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


def count_words(source: VisibleSource, rows: tuple[HeldRow, ...]) -> list[tuple[str, int]]:
    """The words of held rows that nobody knows, the most frequent first."""
    column = source.shape.category.column
    if column is None or column not in source.fields:
        return []
    words = Counter(
        row.values.get(column) or "" for row in rows if row.reason == "unknown_category"
    )
    return [(word, n) for word, n in words.most_common() if word]


def upload_folder(workspace: Workspace, key: UUID) -> Path:
    """Where an upload lies until it was loaded and nothing of it waits."""
    return workspace.root / "uploads" / str(key)


def read_upload(workspace: Workspace, key: UUID) -> Upload | None:
    """An upload as its folder tells it; None where it is gone."""
    folder = upload_folder(workspace, key)
    try:
        about = json.loads((folder / "about.json").read_bytes())
    except OSError:
        return None
    outcome = folder / "outcome.json"
    told = json.loads(outcome.read_bytes()) if outcome.is_file() else {}
    about["by"] = UUID(about["by"])
    about["job"] = UUID(about["job"]) if about.get("job") else None
    return Upload(key, **about, outcome=told)


def get_upload(viewer: Viewer, workspace: Workspace, *, key: UUID) -> Upload:
    """An upload with how its job is doing, for who sent it. Errors: NotVisible."""
    found = read_upload(workspace, key)
    if found is None or found.by != viewer.id:
        raise NotVisible("There is nothing at this address that you may see.")
    job = get_job(found.job, asked_by=viewer.id) if found.job else None
    state, progress = (job.state, job.progress) if job else ("waiting", "")
    return Upload(**{**vars(found), "state": state, "progress": progress})


def list_uploads(workspace: Workspace, source: str, *, by: UUID | None = None) -> list[Upload]:
    """Uploads of a source that are still there, the newest first; a person's, or everyone's."""
    folders = sorted((workspace.root / "uploads").glob("*/about.json"), reverse=True)
    found = [read_upload(workspace, UUID(path.parent.name)) for path in folders]
    of_source = [one for one in found if one and one.source == source]
    return [one for one in of_source if by is None or one.by == by]
