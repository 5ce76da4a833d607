"""An edition: one immutable set of findings, named by the digest of its canonical values."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from safercity.evidence.assess.canonical import canonical_bytes, digest_of
from safercity.evidence.errors import NothingToAssess, SaferCityError, UnknownName
from safercity.evidence.workspace import Workspace, read_state
from safercity.evidence.workspace.durable import sync_file, sync_folder

EDITION_FORMAT = 1
# An edition has some eight tables; pages show the current one, and a refresh reads the one before.
TABLES_KEPT = 32


class EditionUnreadable(SaferCityError):
    """A file of an edition is missing, is not what its digest says, or is of a newer format."""

    exit_code = 23
    advice = "Make the edition again: safercity refresh. Or put the folder back from a copy."


@dataclass(frozen=True)
class Edition:
    """An edition on disk. `manifest` says what it is; `table(name)` is one of its tables."""

    digest: str
    folder: Path
    manifest: dict = field(repr=False)

    def table(self, name: str) -> dict:
        """A table by name: the JSON value of that file. Treat it as read-only.

        Errors: `UnknownName`, listing the tables there are; `EditionUnreadable`.
        """
        if name not in self.manifest["tables"]:
            raise UnknownName(
                f"Edition {self.digest[:12]} has no table called {name!r}.",
                advice=f"Its tables: {', '.join(sorted(self.manifest['tables']))}.",
            )
        return _read_table(self.folder / f"{name}.json", self.manifest["tables"][name]["digest"])


@lru_cache(maxsize=TABLES_KEPT)
def _read_table(path: Path, digest: str) -> dict:
    """What its digest names never changes, so what was read once stays true."""
    data = _read_file(path)
    if digest_of(data) != digest:
        raise EditionUnreadable(f"{path} was changed after the edition was made.")
    return json.loads(data)


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EditionUnreadable(f"{path} cannot be read: {error.strerror}.") from error


def open_edition(folder: Path) -> Edition:
    """The edition in `folder`. Errors: `EditionUnreadable`."""
    path = folder / "manifest.json"
    try:
        manifest = json.loads(_read_file(path))
    except ValueError as error:
        raise EditionUnreadable(f"{path} is damaged: {error}.") from error
    if manifest.get("format") != EDITION_FORMAT:
        raise EditionUnreadable(
            f"{path} has format {manifest.get('format')}; this version reads {EDITION_FORMAT}.",
            advice="Use the version of Safer City that made it, or refresh.",
        )
    return Edition(manifest["edition"], folder, manifest)


def open_current(workspace: Workspace) -> Edition:
    """The workspace's newest edition. Errors: `NothingToAssess` when none was made yet."""
    with workspace.reading() as catalogue:
        digest = read_state(catalogue, "current_edition")
    if digest is None:
        raise NothingToAssess(
            "There is no edition yet.",
            advice="Load extracts, then make one: safercity refresh.",
        )
    return open_edition(workspace.editions / digest)


@dataclass(frozen=True)
class Draft:
    """An edition before it has its name: what the manifest says, and the tables.

    `derived_from` and `agencies`: the sources of each table, and the agencies that every row of it
    rests on; neither for a table that no record went into.
    """

    manifest: dict
    tables: dict[str, dict]
    derived_from: dict[str, list[str]]
    agencies: dict[str, list[str]]
    sensitivity: str


def write_edition(workspace: Workspace, draft: Draft, *, scratch: Path) -> Edition:
    """Write a draft whole, then give it its name. Same values, same folder, same bytes."""
    files = {f"{name}.json": canonical_bytes(table) for name, table in draft.tables.items()}
    manifest = {
        **draft.manifest,
        "format": EDITION_FORMAT,
        "tables": {
            name: {
                "digest": digest_of(files[f"{name}.json"]),
                "derived_from": draft.derived_from.get(name, []),
                "agencies": draft.agencies.get(name, []),
                "sensitivity": draft.sensitivity,
            }
            for name in sorted(draft.tables)
        },
    }
    digest = digest_of(canonical_bytes(manifest))
    files["manifest.json"] = canonical_bytes({**manifest, "edition": digest})
    target = workspace.editions / digest
    if not (target / "manifest.json").is_file():
        _publish(files, target, scratch=scratch / digest)
    return open_edition(target)


def _publish(files: dict[str, bytes], target: Path, *, scratch: Path) -> None:
    scratch.mkdir()
    for name, data in files.items():
        (scratch / name).write_bytes(data)
        sync_file(scratch / name)
    sync_folder(scratch)
    shutil.rmtree(target, ignore_errors=True)
    os.replace(scratch, target)
    sync_folder(target.parent)
