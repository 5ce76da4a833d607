"""Content of the apps: shipped, and a workspace's own copy before it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from safercity.evidence.taxonomy.files import Faults, read_content


def find_own_content() -> Path | None:
    """The workspace's folder of its own content; None where it has none."""
    folder = settings.SAFERCITY.workspace / "content"
    return folder if folder.is_dir() else None


def read_settings(name: str) -> dict[str, Any]:
    """The values of a content file ("commitments.yaml"). Errors: ContentError."""
    faults = Faults()
    found = read_content(name, find_own_content(), faults=faults)
    faults.raise_if_any()
    return found.values
