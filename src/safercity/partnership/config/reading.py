"""What a workspace's settings and the environment say of its site."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from safercity.evidence.workspace import open_workspace
from safercity.partnership.config.brand import read_brand
from safercity.partnership.config.site import GUARDED_ROLES, Mail, Site


def read_site(folder: Path, *, base_map_url: str | None = None, base_map_credit: str = "") -> Site:
    """The site over a workspace's folder, or over one edition's. Errors: SettingsError."""
    names = os.environ.get("SAFERCITY_HOSTS", "").split(",")
    common: dict[str, Any] = {
        "base_map_credit": base_map_credit,
        "database_url": os.environ.get("DATABASE_URL") or None,
        "hosts": tuple(name.strip() for name in names if name.strip()),
    }
    if not (folder / "workspace.json").is_file():
        # An edition's folder is never written to: the site's own things are thrown away.
        state = Path(tempfile.mkdtemp(prefix="safercity-site-"))
        return Site(folder, base_map_url, state=state, made_up=_read_made_up(folder), **common)
    told = open_workspace(folder).settings
    guarded = () if told.partnership.made_up else GUARDED_ROLES
    return Site(
        folder,
        base_map_url or told.pages.basemap or None,
        address=told.site.address,
        second_factor=guarded if told.site.second_factor is None else told.site.second_factor,
        language=told.partnership.language,
        trusted_proxies=told.site.trusted_proxies,
        upload_mib=told.pages.upload_mib,
        files_a_minute=told.pages.files_a_minute,
        anchor=Path(told.site.anchor) if told.site.anchor else None,
        mail=Mail(
            told.mail.server,
            told.mail.user,
            os.environ.get("SAFERCITY_MAIL_PASSWORD", ""),
            told.mail.sender,
        ),
        made_up=told.partnership.made_up,
        areas=told.partnership.areas,
        name=told.partnership.name,
        brand=read_brand(folder, logo=told.site.logo, colour=told.site.colour),
        **common,
    )


def _read_made_up(folder: Path) -> bool | None:
    """Whether an edition says of itself that it is made up; None where it says nothing."""
    try:
        told = json.loads((folder / "manifest.json").read_text("utf-8")).get("made_up")
    except (OSError, ValueError):
        return None
    return told if isinstance(told, bool) else None
