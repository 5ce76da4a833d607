"""What the command line asks of the site before it serves it."""

from __future__ import annotations

from pathlib import Path

from safercity.partnership.config.serving import prepare_database, start_site


def find_agreement(workspace: Path, source: str) -> str:
    """The reference of the agreement in force that covers a source; "" where none does."""
    _start(workspace)
    from safercity.partnership.sharing.queries import find_covering

    covering = find_covering(source)
    return covering.reference if covering else ""


def _start(workspace: Path):
    site = start_site(workspace)
    import django

    django.setup()
    prepare_database()
    return site


def demonstrate(workspace: Path):
    """The demonstration's partnership over its workspace; its accounts, made at the first call."""
    site = _start(workspace)
    from safercity.partnership.config.demonstration import make_partnership

    return make_partnership(site.folder)
