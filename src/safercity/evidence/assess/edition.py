"""An edition: one immutable set of findings, named by the digest of its canonical values."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from safercity.evidence.assess.canonical import canonical_bytes, digest_of
from safercity.evidence.errors import NothingToAssess, UnknownName
from safercity.evidence.workspace import Workspace, read_state
from safercity.evidence.workspace.durable import sync_file, sync_folder

EDITION_FORMAT = 1


@dataclass(frozen=True)
class Edition:
    """An edition on disk. `manifest` says what it is; `table(name)` is one of its tables."""

    digest: str
    folder: Path
    manifest: dict = field(repr=False)

    def table(self, name: str) -> dict:
        """A table by name: the JSON value of that file. Treat it as read-only.

        Errors: `UnknownName`, listing the tables there are.
        """
        if name not in self.manifest["tables"]:
            raise UnknownName(
                f"Edition {self.digest[:12]} has no table called {name!r}.",
                advice=f"Its tables: {', '.join(sorted(self.manifest['tables']))}.",
            )
        return _read_json(self.folder / f"{name}.json")


@cache
def _read_json(path: Path) -> dict:
    """Editions never change, so what was read once stays true."""
    return json.loads(path.read_bytes())


def open_edition(folder: Path) -> Edition:
    """The edition in `folder`."""
    manifest = _read_json(folder / "manifest.json")
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
    """An edition before it has its name: what the manifest says, and the tables."""

    manifest: dict
    tables: dict[str, dict]
    derived_from: dict[str, list[str]]
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
