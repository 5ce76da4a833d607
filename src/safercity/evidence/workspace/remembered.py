"""What was costly to work out and can be again: a folder that may be deleted at any time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import uuid
from pathlib import Path

from safercity.evidence.workspace.folder import Workspace

FOLDER = "cache"
# An edition of the demonstration city asks some 200 questions, at most 20 MB of answers: what is
# kept is the last few editions.
KEPT_AT_MOST, BYTES_AT_MOST = 1500, 200 << 20


def recall(workspace: Workspace, name: str) -> bytes | None:
    """What was remembered under the name; None where nothing was, or it is not what it was."""
    path = workspace.root / FOLDER / name
    try:
        told, data = path.read_bytes().split(b"\n", maxsplit=1)
        os.utime(path)
    except (OSError, ValueError):
        return None
    return data if told == _digest(data) else None


def remember(workspace: Workspace, name: str, *, data: bytes) -> None:
    """Keep something under a name that says all it depends on. A folder that cannot be written to
    costs time and nothing else."""
    folder = workspace.root / FOLDER
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        passing = folder / f".{uuid.uuid4().hex}"
        passing.write_bytes(_digest(data) + b"\n" + data)
        os.replace(passing, folder / name)


def make_room(
    workspace: Workspace, *, files: int = KEPT_AT_MOST, size: int = BYTES_AT_MOST
) -> None:
    """Forget what was longest not asked for, beyond so many files or bytes."""
    with contextlib.suppress(OSError):
        for path in _beyond(workspace.root / FOLDER, files=files, size=size):
            path.unlink(missing_ok=True)


def _beyond(folder: Path, *, files: int, size: int) -> list[Path]:
    told = [(entry.stat(), Path(entry.path)) for entry in os.scandir(folder)]
    newest = sorted(told, key=lambda each: -each[0].st_mtime_ns)
    found, total = [], 0
    for number, (about, path) in enumerate(newest):
        total += about.st_size
        if number >= files or total > size:
            found.append(path)
    return found


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
