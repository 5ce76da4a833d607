"""What was costly to work out and can be again: a folder that may be deleted at any time."""

from __future__ import annotations

import contextlib
import os
import uuid
from pathlib import Path

from safercity.evidence.workspace.folder import Workspace

FOLDER = "cache"
KEPT_AT_MOST = 400


def recall(workspace: Workspace, name: str) -> bytes | None:
    """What was remembered under the name; None where nothing was, or it cannot be read."""
    try:
        return (workspace.root / FOLDER / name).read_bytes()
    except OSError:
        return None


def remember(workspace: Workspace, name: str, *, data: bytes) -> None:
    """Keep something under a name that says all it depends on. The oldest make room; a folder that
    cannot be written to costs time and nothing else."""
    folder = workspace.root / FOLDER
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        passing = folder / f".{uuid.uuid4().hex}"
        passing.write_bytes(data)
        os.replace(passing, folder / name)
        _make_room(folder)


def _make_room(folder: Path) -> None:
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in files[:-KEPT_AT_MOST]:
        path.unlink(missing_ok=True)
