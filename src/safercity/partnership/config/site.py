"""What the site is told at its start. Everything else follows from it."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from safercity.partnership.common.brand import Brand

# Left out of the settings, these roles must have a second factor, outside a demonstration.
GUARDED_ROLES = ("administrator", "manager", "auditor")


@dataclass(frozen=True)
class Mail:
    """How letters leave; without a server they are written to a folder."""

    server: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = "Safer City <no-reply@localhost>"


@dataclass(frozen=True)
class Site:
    """One workspace's site.

    `workspace`: the workspace's folder, or one edition's folder. `base_map_url`: address of a
    map style, or of raster tiles with {z}, {x} and {y} in it; None where no base map is wanted.
    `base_map_credit`: what the owner of raster tiles asks to be said beside them.
    `database_url`: PostgreSQL by address; None for a SQLite file in the workspace.
    `hosts`: names under which other computers reach the site; empty for this computer alone.
    `state`: where the site keeps its own things, if not in the workspace.
    `address`: how letters name the site. `second_factor`: roles that must have one.
    `anchor`: the file that the audit's chain is anchored in. `upload_mib`: the
    largest file that is taken, in MiB. `files_a_minute`: files of lists that one person may take
    in a minute, of each process. `language`: of the pages; where it is Welsh, readers choose
    between both. `trusted_proxies`: how many servers in front tell truly whom they answer.
    `made_up`: whether it is a demonstration; None where nothing says. `areas`: codes of the
    partnership's areas. `name`: the partnership's. `brand`: its logo and colour.
    """

    workspace: Path
    base_map_url: str | None = None
    base_map_credit: str = ""
    database_url: str | None = None
    hosts: tuple[str, ...] = ()
    state: Path | None = None
    address: str = ""
    second_factor: tuple[str, ...] = ()
    anchor: Path | None = None
    mail: Mail = Mail()
    upload_mib: int = 200
    files_a_minute: int = 120
    language: str = "en"
    trusted_proxies: int = 0
    made_up: bool | None = None
    areas: tuple[str, ...] = ()
    name: str = ""
    brand: Brand = field(default_factory=Brand)

    @property
    def folder(self) -> Path:
        """What the site keeps: its database, its key, the heads of the audit's chain."""
        return self.state or self.workspace / "site"

    @property
    def anchor_file(self) -> Path:
        """Where the heads of the audit's chain are kept."""
        return self.anchor or self.folder / "audit-anchor.jsonl"

    @property
    def home(self) -> str:
        """The site's address in letters and printed links, without a stroke at its end."""
        if self.address:
            return self.address
        return f"https://{self.hosts[0]}" if self.hosts else "http://localhost:8000"

    @property
    def is_served_to_others(self) -> bool:
        return bool(self.hosts)


def read_secret(folder: Path) -> str:
    """The site's signing key, made at the first start and readable by its owner alone."""
    file = folder / "secret.key"
    try:
        return file.read_text("ascii").strip()
    except FileNotFoundError:
        pass
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of the same start
        return file.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(50))
    return file.read_text("ascii").strip()
