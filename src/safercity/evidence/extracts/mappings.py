"""Saying what an agency's word means here: one line more in content/mappings/SOURCE.yaml."""

from __future__ import annotations

from pathlib import Path

import yaml

from safercity.evidence.errors import UnknownName
from safercity.evidence.extracts.shapes import load_mapping
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.workspace import Workspace, change_workspace
from safercity.evidence.workspace.durable import publish


def add_mapping(workspace: Workspace, source: str, *, word: str, category: str) -> Path:
    """Map a word to a category of the taxonomy. Rows are judged anew when their file is loaded
    again. Errors: UnknownName for a category that there is not; WorkspaceBusy.
    """
    known = load_taxonomy(workspace.content).categories
    if category not in known:
        raise UnknownName(
            f"There is no category called {category!r}.",
            advice="docs/reference/taxonomy.md lists them.",
        )
    path = workspace.content / "mappings" / f"{source}.yaml"
    with change_workspace(workspace), workspace.scratch("mapping") as scratch:
        words = load_mapping(source, workspace.content) | {word: category}
        written = scratch / path.name
        written.write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
        publish(written, path)
    return path
