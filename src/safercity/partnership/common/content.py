"""Where a workspace's own content stands before the shipped files."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def find_own_content() -> Path | None:
    """The workspace's folder of its own content; None where it has none."""
    folder = settings.SAFERCITY.workspace / "content"
    return folder if folder.is_dir() else None
