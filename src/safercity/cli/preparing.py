"""Set up a workspace: choose its geography, write the choice down, and only then call it one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from safercity.evidence.errors import NotAWorkspace
from safercity.evidence.geography import choose_geography
from safercity.evidence.workspace import Workspace, create_workspace


@dataclass(frozen=True)
class InitRequest:
    """What `safercity init` was told."""

    folder: Path
    areas: tuple[str, ...]
    name: str
    boundaries: Path
    lookups: Path
    population: Path | None = None
    made_up: bool = False


def set_up_workspace(request: InitRequest) -> tuple[Workspace, dict]:
    """Make the workspace; the choice of files as plain values. A failed attempt leaves nothing."""
    existed = request.folder.exists()
    if existed and any(request.folder.iterdir()):
        raise NotAWorkspace(
            f"{request.folder} already exists and is not empty.",
            advice="Choose another name, or remove the folder first.",
        )
    building = request.folder.with_name(request.folder.name + ".being-made")
    shutil.rmtree(building, ignore_errors=True)
    try:
        workspace = create_workspace(
            building,
            name=request.name or ", ".join(request.areas),
            areas=request.areas,
            made_up=request.made_up,
        )
        choice = choose_geography(
            area_codes=request.areas,
            boundaries=request.boundaries,
            lookups=request.lookups,
            population=request.population,
            into=workspace.geography,
        )
        if existed:
            request.folder.rmdir()
        building.rename(request.folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    from safercity.evidence.workspace import open_workspace

    return open_workspace(request.folder), choice.as_json()
