"""What the site is told at its start. Everything else follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Site:
    """One workspace's site.

    `workspace`: the workspace's folder, or one edition's folder. `base_map_url`: address of a
    map style, or of raster tiles with {z}, {x} and {y} in it; None where no base map is wanted.
    `base_map_credit`: what the owner of raster tiles asks to be said beside them.
    """

    workspace: Path
    base_map_url: str | None = None
    base_map_credit: str = ""
