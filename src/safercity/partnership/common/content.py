"""Settings of an app that are content: shipped, and a workspace's own copy before them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from safercity.evidence.taxonomy.files import Faults, read_content
from safercity.partnership.common.asking import once_a_page


def find_own_content() -> Path | None:
    """The workspace's folder of its own content; None where it has none."""
    folder = settings.SAFERCITY.workspace / "content"
    return folder if folder.is_dir() else None


@once_a_page
def stamp_content(folder: Path) -> float:
    """When a folder of content was last written to, its subfolders too: the key of what was read.

    0 without the folder.
    """
    return max((each.stat().st_mtime for each in (folder, *folder.rglob("*")) if each.exists()),
               default=0.0)  # fmt: skip


def read_settings(name: str) -> dict[str, Any]:
    """The values of a content file ("commitments.yaml"). Errors: ContentError."""
    faults = Faults()
    found = read_content(name, settings.SAFERCITY.workspace / "content", faults=faults)
    faults.raise_if_any()
    return dict(found.values)
