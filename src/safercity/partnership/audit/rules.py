"""Who may read what was done and looked at."""

from __future__ import annotations

from django.utils.translation import gettext as _

from safercity.partnership.common.rules import require_role, rule
from safercity.partnership.common.viewers import Role, Viewer

__all__ = ["read_audit"]


@rule
def read_audit(viewer: Viewer) -> None:
    """The auditor, and the administrator who keeps the site."""
    require_role(viewer, Role.AUDITOR, Role.ADMINISTRATOR, to=_("read what was done and looked at"))
