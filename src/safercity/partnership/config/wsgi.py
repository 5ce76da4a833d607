"""The application for a server of yours: `gunicorn safercity.partnership.config.wsgi`.

It serves the workspace that SAFERCITY_WORKSPACE names; DATABASE_URL and SAFERCITY_HOSTS say the
rest (docs/how-to/run-in-production.md). Importing it brings the database's tables to this version.
"""

from __future__ import annotations

import os
from pathlib import Path

from safercity.evidence.workspace import open_workspace
from safercity.partnership.config.serving import NoWorkspaceNamed, make_application
from safercity.partnership.config.settling import settle


def read_workspace() -> Path:
    """The folder that SAFERCITY_WORKSPACE names. Errors: NoWorkspaceNamed, NotAWorkspace."""
    named = os.environ.get("SAFERCITY_WORKSPACE", "").strip()
    if not named:
        raise NoWorkspaceNamed("SAFERCITY_WORKSPACE names no workspace.")
    return open_workspace(Path(named)).root


application = make_application(read_workspace())
settle()
