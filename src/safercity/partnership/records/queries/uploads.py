"""Files that came in the browser: where each stands, and what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from safercity.evidence.extracts.header import Unread
from safercity.evidence.workspace import Workspace
from safercity.partnership.jobs.queries import Job, get_job


@dataclass(frozen=True)
class Upload:
    """A file that came in the browser: where it stands, and what became of it.

    `outcome`: rows, the digests of what it holds, whether it was known already, or the error with
    its advice; empty until then.
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

    @property
    def unread(self) -> Unread:
        """Columns that its files have not, and headings of them that are no column's."""
        told = self.outcome.get("unread", ())
        return Unread(
            tuple(dict.fromkeys(name for one in told for name in one["missing"])),
            tuple(dict.fromkeys(name for one in told for name in one["headings"])),
        )

    @property
    def digests(self) -> frozenset[str]:
        """What names its contents in the ledger: one, or each member's of an archive."""
        return frozenset(self.outcome.get("digests", ()))


def upload_folder(workspace: Workspace, key: UUID) -> Path:
    """Where an upload lies until it was loaded and nothing of it waits."""
    return workspace.root / "uploads" / str(key)


def read_upload(workspace: Workspace, key: UUID) -> Upload | None:
    """An upload as its folder tells it; None where it is gone, or was never whole."""
    folder = upload_folder(workspace, key)
    try:
        about = json.loads((folder / "about.json").read_bytes())
    except (OSError, ValueError):
        return None
    about["by"] = UUID(about["by"])
    about["job"] = UUID(about["job"]) if about.get("job") else None
    return Upload(key, **about, outcome=_read_outcome(folder))


def _read_outcome(folder: Path) -> dict[str, Any]:
    """What became of the file; nothing while it is loaded, for the first time or again."""
    try:
        found: dict[str, Any] = json.loads((folder / "outcome.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return found


def get_upload(workspace: Workspace, key: UUID) -> Upload | None:
    """An upload with how its job is doing; `rules.see_upload` says who may hear of it."""
    found = read_upload(workspace, key)
    if found is None:
        return None
    job = get_job(found.job) if found.job else None
    # Without a job nothing will come: the site stopped while it took the file.
    state, progress = (job.state, job.progress) if job else (Job.State.FAILED, "")
    return Upload(**{**vars(found), "state": state, "progress": progress})


def list_uploads(workspace: Workspace, source: str, *, by: UUID | None = None) -> list[Upload]:
    """Uploads of a source that are still there, the newest first; a person's, or everyone's."""
    folders = sorted((workspace.root / "uploads").glob("*-*/about.json"), reverse=True)
    found = [read_upload(workspace, UUID(path.parent.name)) for path in folders]
    of_source = [one for one in found if one and one.source == source]
    return [one for one in of_source if by is None or one.by == by]


def list_kept_digests(workspace: Workspace, source: str) -> frozenset[str]:
    """Contents of a source that can be read again, because their file is still here."""
    return frozenset().union(*(one.digests for one in list_uploads(workspace, source)))
