"""What the site is told at its start. Everything else follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Site:
    """One workspace's site.

    `workspace`: the workspace's folder, or one edition's folder. `base_map_url`: address of raster
    tiles with {z}, {x} and {y} in it, or None: no base map is needed. `base_map_credit`: what its
    owner asks to be said beside it.
    """

    workspace: Path
    base_map_url: str | None = None
    base_map_credit: str = ""
