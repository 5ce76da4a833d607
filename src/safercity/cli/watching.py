"""The watched folder: incoming/SOURCE/file is loaded as SOURCE, then moved to done/ or faulty/."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from safercity.cli.agreements import find_agreement
from safercity.cli.terminal import progress_run
from safercity.evidence.errors import ContentError, Restricted, UnknownName, UnreadableFile
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
            sorted(path for path in folder.iterdir() if _waits(path)) if folder.is_dir() else []
        )
        for path in waiting:
            try:
                agreement = find_agreement(workspace, folder.name)
                request = LoadRequest(
                    folder.name, (path,), received=date.today(), agreement=agreement
                )
                with progress_run(workspace) as run:
                    loaded = load_extracts(workspace, request, run=run)
            except (UnknownName, Restricted, ContentError) as error:
                # Nothing of this folder can load now: it is told, and its files stay.
                yield folder.name, (LoadedFile(path.name, error=error),)
                break
            except UnreadableFile as error:
                loaded = (LoadedFile(path.name, error=error),)
            _put_away(path, faulty=any(file.error for file in loaded))
            yield folder.name, loaded


def find_strays(workspace: Workspace) -> list[str]:
    """Files in incoming/ itself: without a folder nobody knows their source."""
    return sorted(path.name for path in (workspace.root / "incoming").iterdir() if _waits(path))


def _waits(path: Path) -> bool:
    """A file that a person put there, not one that a system or a spreadsheet keeps beside."""
    return path.is_file() and not path.name.startswith((".", "~$"))


def _put_away(path: Path, *, faulty: bool) -> None:
    """Move a file to done/ or faulty/. What lies there already keeps its name and its content."""
    folder = path.parent / ("faulty" if faulty else "done")
    folder.mkdir(exist_ok=True)
    names = (f"{path.stem}-{number}{path.suffix}" for number in count(2))
    name = path.name
    while (folder / name).exists():
        name = next(names)
    path.replace(folder / name)
