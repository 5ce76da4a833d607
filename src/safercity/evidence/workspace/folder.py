"""The workspace: one folder that is one partnership's installation. To copy it is to copy all."""

from __future__ import annotations

import json
import secrets
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from safercity.evidence.errors import NotAWorkspace
from safercity.evidence.workspace.catalogue import create_catalogue, open_catalogue
from safercity.evidence.workspace.lock import is_kept, kept_from_sweeping, writing_lock
from safercity.evidence.workspace.migrations import FORMAT, check_format
from safercity.evidence.workspace.settings import Settings, read_settings, write_settings

FOLDERS = ("facts", "current", "editions", "content", "geography", "incoming", "tmp")


@dataclass(frozen=True)
class Workspace:
    """An open workspace: its folder, its settings and its partnership's identity (a UUID)."""

    root: Path
    settings: Settings
    partnership: str

    @property
    def catalogue_path(self) -> Path:
        return self.root / "catalogue.sqlite"

    @property
    def geography(self) -> Path:
        return self.root / "geography"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def editions(self) -> Path:
        return self.root / "editions"

    @property
    def secret(self) -> bytes:
        """The key of this workspace's pseudonyms. It never leaves the folder."""
        return (self.root / "pseudonym.key").read_bytes()

    def reading(self):
        """A catalogue connection that sees one version of the workspace throughout."""
        return open_catalogue(self.catalogue_path)

    @contextmanager
    def scratch(self, purpose: str, *, without_lock: bool = False) -> Iterator[Path]:
        """A temporary folder inside the workspace, so that nothing restricted leaves its disk.

        `without_lock`: for who only reads, while a load or a deletion may sweep.
        """
        folder = self.root / "tmp" / f"{purpose}-{uuid.uuid4().hex}"
        folder.parent.mkdir(exist_ok=True)
        with kept_from_sweeping(folder) if without_lock else nullcontext():
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)


def create_workspace(
    root: Path, *, name: str, areas: tuple[str, ...], made_up: bool = False
) -> Workspace:
    """Make a new workspace. `workspace.json` is written last: without it the folder is none.

    Errors: `NotAWorkspace` when something already stands at `root`.
    """
    if root.exists() and any(root.iterdir()):
        raise NotAWorkspace(
            f"{root} already exists and is not empty.",
            advice="Choose another name, or remove the folder first.",
        )
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    write_settings(root / "safercity.toml", name=name, areas=areas, made_up=made_up)
    create_catalogue(root / "catalogue.sqlite")
    (root / "pseudonym.key").touch(mode=0o600)
    (root / "pseudonym.key").write_bytes(secrets.token_bytes(32))
    about = {"format": FORMAT, "partnership": name_partnership(name, areas)}
    (root / "workspace.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
    return open_workspace(root)


def name_partnership(name: str, areas: tuple[str, ...]) -> str:
    """The partnership's UUID: the same for the same name and areas, on any machine."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "|".join(["safercity", name, *sorted(areas)])))


def open_workspace(root: Path) -> Workspace:
    """The workspace at `root`.

    Errors: `NotAWorkspace`, `NewerWorkspace`, `SettingsError`.
    """
    root = root.absolute()
    about = check_format(root)
    return Workspace(root, read_settings(root / "safercity.toml"), about["partnership"])


@contextmanager
def change_workspace(workspace: Workspace) -> Iterator[None]:
    """Hold the writing lock, and sweep what a process that died has left behind."""
    with writing_lock(workspace.root):
        sweep_orphans(workspace)
        yield


def sweep_orphans(workspace: Workspace, *, spare: Path | None = None) -> int:
    """Remove temporary files, and files that no catalogue entry names. Returns how many.

    Superseded files stay a day, for readers that began before. Only under the writing lock.
    `spare`: a temporary folder that the caller still needs.
    """
    for folder in (workspace.root / "tmp").glob("*"):
        if folder != spare and not is_kept(folder):
            shutil.rmtree(folder, ignore_errors=True)
    (workspace.root / "tmp").mkdir(exist_ok=True)
    with open_catalogue(workspace.catalogue_path) as catalogue:
        named = {
            row[0]
            for row in catalogue.execute(
                "SELECT facts FROM extracts UNION SELECT path FROM current_files "
                "UNION SELECT path FROM obsolete WHERE since > date('now', '-2 days')"
            )
        }
        stray = list_stray_corrections(workspace, catalogue)
    swept = len(stray)
    for file in stray:
        file.unlink(missing_ok=True)
    for room in ("facts", "current"):
        for file in (workspace.root / room).rglob("*.parquet"):
            if _family(file.relative_to(workspace.root).as_posix()) not in named:
                file.unlink(missing_ok=True)
                swept += 1
    return swept


def list_stray_corrections(
    workspace: Workspace, catalogue: sqlite3.Connection, *, source: str = "*"
) -> list[Path]:
    """Files of corrections whose extract is gone, those half written too; of one source or all."""
    known = {
        (row["source"], row["digest"])
        for row in catalogue.execute("SELECT source, digest FROM extracts")
    }
    files = sorted((workspace.root / "corrections").glob(f"{source}/*"))
    return [file for file in files if (file.parent.name, file.stem) not in known]


def _family(path: str) -> str:
    """The other rows lie beside the facts and live as long: x.held.parquet -> x.parquet."""
    for part in (".held.parquet", ".outside.parquet", ".repeated.parquet"):
        if path.endswith(part):
            return path.removesuffix(part) + ".parquet"
    return path
