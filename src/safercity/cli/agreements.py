"""Which agreement in force covers a source, asked of the site where there is one."""

from __future__ import annotations

import os

from safercity.evidence.extracts.shapes import load_shape
from safercity.evidence.workspace import Workspace


def find_agreement(workspace: Workspace, source: str) -> str:
    """The reference of the agreement that a restricted source loads under; "" for none.

    Open sources need none, made-up ones lie under theirs as real ones would, and a workspace
    without a site has none.
    """
    shape = load_shape(source, workspace.content)
    if shape.sensitivity != "restricted":
        return ""
    has_site = (workspace.root / "site" / "site.sqlite3").is_file()
    if not has_site and not os.environ.get("DATABASE_URL"):
        return ""
    from safercity.partnership import find_agreement as ask_site

    return ask_site(workspace.root, source)
