"""The watched folder: incoming/SOURCE/file is loaded as SOURCE, then moved to done/ or faulty/."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from safercity.cli.terminal import progress_run
from safercity.evidence.store.load import LoadedFile, LoadRequest, load_extracts
from safercity.evidence.workspace import Workspace

# A file is taken only when it has not changed for this long: it may still be being copied.
SETTLED_MILLISECONDS = 1500


def watch_incoming(
    workspace: Workspace, *, once: bool
) -> Iterator[tuple[str, tuple[LoadedFile, ...]]]:
    """Load what lies in incoming/, then (unless `once`) what lands there, for ever."""
    yield from _load_waiting(workspace)
    if once:
        return
    from watchfiles import watch

    for _changes in watch(workspace.root / "incoming", debounce=SETTLED_MILLISECONDS):
        yield from _load_waiting(workspace)


def _load_waiting(workspace: Workspace) -> Iterator[tuple[str, tuple[LoadedFile, ...]]]:
    for folder in sorted((workspace.root / "incoming").iterdir()):
        waiting = (
            sorted(path for path in folder.iterdir() if path.is_file())
            if _is_source(folder)
            else []
        )
        for path in waiting:
            request = LoadRequest(folder.name, (path,), received=date.today())
            with progress_run(workspace) as run:
                loaded = load_extracts(workspace, request, run=run)
            _put_away(path, faulty=any(file.error for file in loaded))
            yield folder.name, loaded


def _is_source(folder: Path) -> bool:
    return folder.is_dir() and not folder.name.startswith(".")


def _put_away(path: Path, *, faulty: bool) -> None:
    target = path.parent / ("faulty" if faulty else "done")
    target.mkdir(exist_ok=True)
    path.replace(target / path.name)
