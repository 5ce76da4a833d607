"""The site's settings as a module, as mypy's plugin for Django asks. Nothing else reads it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from safercity.partnership.config.settings import build_settings
from safercity.partnership.config.site import Site

# Django's own have types of their own; these are ours, or less in Django's than here.
SAFERCITY: Site = Site(Path(tempfile.gettempdir()) / "no-workspace-is-here")
EMAIL_FILE_PATH: Path

globals().update(build_settings(SAFERCITY, secret="signs-nothing"))
