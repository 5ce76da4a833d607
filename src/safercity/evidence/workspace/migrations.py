"""Format versions of a workspace, and the ordered steps from one to the next."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from safercity.evidence.errors import NewerWorkspace, NotAWorkspace

FORMAT = 1

MIGRATIONS: dict[int, Callable[[Path], None]] = {}
"""From format n: the step to n + 1. Each leaves the folder readable if it is cut short."""


def check_format(root: Path) -> dict:
    """The contents of `workspace.json`, brought up to this version's format.

    Errors: `NotAWorkspace`; `NewerWorkspace` when a later version wrote it.
    """
    path = root / "workspace.json"
    if not path.is_file():
        raise NotAWorkspace(
            f"{root} is not a workspace: it has no workspace.json.",
            advice="Go into the workspace's folder, name it with -w, or make one: safercity init.",
        )
    about = _read_about(path)
    if about["format"] > FORMAT:
        raise NewerWorkspace(
            f"The workspace has format {about['format']}; this version reads up to {FORMAT}.",
            advice="Update Safer City, then open the workspace again. Nothing was changed.",
        )
    for step in range(about["format"], FORMAT):
        MIGRATIONS[step](root)
    return about


def _read_about(path: Path) -> dict:
    try:
        about = json.loads(path.read_bytes())
    except ValueError:
        about = None
    if (
        not isinstance(about, dict)
        or not isinstance(about.get("format"), int)
        or not isinstance(about.get("partnership"), str)
    ):
        raise NotAWorkspace(
            f"{path} is damaged: it does not tell the workspace's format and partnership.",
            advice="Put it back from a copy of the workspace; nothing else was looked at.",
        )
    return about
