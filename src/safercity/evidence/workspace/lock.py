"""One writer at a time. The lock is the operating system's, so it dies with its process."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from safercity.evidence.errors import ReadOnlyWorkspace, WorkspaceBusy

_NOT_OURS = (errno.EROFS, errno.EACCES, errno.EPERM)


@contextmanager
def writing_lock(root: Path, *, wait_seconds: float = 10.0) -> Iterator[None]:
    """Hold the workspace's writing lock; readers never need it.

    Errors: `WorkspaceBusy` when another process keeps it for longer than `wait_seconds`;
    `ReadOnlyWorkspace` where the folder may not be written.
    """
    lock = FileLock(root / "lock", timeout=wait_seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise WorkspaceBusy(
            f"Another process is writing to {root.name}.",
            advice="Wait until it has ended, then do this again. Nothing was changed.",
        ) from error
    except OSError as error:
        if error.errno not in _NOT_OURS:
            raise
        raise ReadOnlyWorkspace(
            f"{root} may only be read: {error.strerror}.",
            advice="Copy the folder to where you may write, or ask for the right to change it.",
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def kept_from_sweeping(folder: Path) -> Iterator[None]:
    """Keep a temporary folder, which need not be there yet, from whoever sweeps meanwhile."""
    lock = _lock_of(folder)
    try:
        with lock:
            yield
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)


def is_kept(folder: Path) -> bool:
    """Whether a living process keeps it."""
    lock = _lock_of(folder)
    if not Path(lock.lock_file).exists():
        return False
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


def _lock_of(folder: Path) -> FileLock:
    return FileLock(folder.with_name(f"{folder.name}.kept"))
