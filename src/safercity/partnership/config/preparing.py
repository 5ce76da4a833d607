"""What the command line asks of the site before it serves it."""

from __future__ import annotations

from pathlib import Path

from safercity.partnership.config.serving import prepare_database, start_site


def demonstrate(workspace: Path):
    """The demonstration's partnership over its workspace; its accounts, made at the first call."""
    site = start_site(workspace)
    import django

    django.setup()
    prepare_database()
    from safercity.partnership.config.demonstration import make_partnership

    return make_partnership(site.folder)
