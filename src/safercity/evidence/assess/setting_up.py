"""Set up a workspace: choose its geography, write the choice down, and only then call it one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from safercity.evidence.errors import NotAWorkspace, UnknownName
from safercity.evidence.geography import choose_geography, load_geography
from safercity.evidence.workspace import Workspace, create_workspace, open_workspace


@dataclass(frozen=True)
class InitRequest:
    """Where a workspace is made and for whom: `areas` are codes; `boundaries`, `lookups` and
    `population` folders of files. An empty `name` takes that of the authority."""

    folder: Path
    areas: tuple[str, ...]
    name: str
    boundaries: Path
    lookups: Path
    population: Path | None = None
    made_up: bool = False


def set_up_workspace(request: InitRequest) -> tuple[Workspace, dict]:
    """Make the workspace; the choice of files as plain values. A failed attempt leaves nothing."""
    check_codes(request.areas)
    existed = request.folder.exists()
    if existed and any(request.folder.iterdir()):
        raise NotAWorkspace(
            f"{request.folder} already exists and is not empty.",
            advice="Choose another name, or remove the folder first.",
        )
    building = request.folder.with_name(request.folder.name + ".being-made")
    ground = building / "geography"
    request.folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(building, ignore_errors=True)
    try:
        choice = choose_geography(
            area_codes=request.areas,
            boundaries=request.boundaries,
            lookups=request.lookups,
            population=request.population,
            into=ground,
        )
        made = create_workspace(
            building / "workspace",
            name=request.name or name_area(ground),
            areas=request.areas,
            made_up=request.made_up,
        )
        made.geography.rmdir()
        ground.replace(made.geography)
        if existed:
            request.folder.rmdir()
        made.root.replace(request.folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return open_workspace(request.folder), choice.as_json()


def check_codes(areas: Sequence[str]) -> None:
    """Refuse what is no area code before any file is searched. Errors: `UnknownName`."""
    wrong = [code for code in areas if not re.fullmatch(r"[EW]\d{8}", code)]
    if wrong or not areas:
        raise UnknownName(
            f"{wrong[0] if wrong else 'Nothing'!r} is not an area code.",
            advice="A code is E or W with eight digits, such as E06000021 for a local authority or "
            "E22000270 for a partnership; the lookups list them beside their names.",
        )


def name_area(ground: Path) -> str:
    """The authorities' names as the boundaries have them: "Stoke-on-Trent", "A, B and C"."""
    names = sorted(set(load_geography(ground).area.names))
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
