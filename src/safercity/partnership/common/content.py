"""Settings of an app that are content: shipped, and a workspace's own copy before them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from safercity.evidence.taxonomy.files import Faults, read_content


def read_settings(name: str) -> dict[str, Any]:
    """The values of a content file ("commitments.yaml"). Errors: ContentError."""
    faults = Faults()
    found = read_content(name, settings.SAFERCITY.workspace / "content", faults=faults)
    faults.raise_if_any()
    return found.values
