"""Whether the site is ready for others: Django's own check of a deployed site, and ours."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from safercity.evidence.errors import SaferCityError
from safercity.partnership.config.site import Site


class NotReady(SaferCityError):
    """Something of the site would do harm or fail once others reach it."""

    exit_code = 93
    advice = "Mend what is named as a fault: docs/how-to/run-in-production.md."


@dataclass(frozen=True)
class Finding:
    """What was noticed. A fault has to be mended; the rest may be as it is meant."""

    what: str
    advice: str
    is_fault: bool = False


def check_site(site: Site) -> list[Finding]:
    """Everything noticed about a site that Django was started for, the faults first."""
    found = [*_check_names(site), *_check_django(site), *_check_around(site)]
    return sorted(found, key=lambda one: not one.is_fault)


def _check_names(site: Site) -> Iterator[Finding]:
    if not site.is_served_to_others:
        yield Finding(
            "The site answers this computer alone.",
            "Set SAFERCITY_HOSTS to the names under which others reach it.",
            is_fault=True,
        )


def _check_django(site: Site) -> Iterator[Finding]:
    """Django's; those of a deployed site where it is one, since all follow from its names."""
    from django.core.checks import WARNING, run_checks

    for one in run_checks(include_deployment_checks=site.is_served_to_others):
        if not one.is_silenced():
            yield Finding(f"{one.id}: {one.msg}", one.hint or "", one.level >= WARNING)


def _check_around(site: Site) -> Iterator[Finding]:
    if site.is_served_to_others and not site.trusted_proxies:
        yield Finding(
            "No server in front is trusted: behind one, everybody has its address and one count "
            "of wrong passwords.",
            "Set site.trusted_proxies, unless gunicorn itself speaks HTTPS.",
        )
    if not site.mail.server:
        yield Finding(
            "No letter leaves: they are written to site/mail of the workspace.",
            "Set mail.server, or hand links over by `safercity account`.",
        )
    if not site.second_factor and not site.made_up:
        yield Finding("No role must have a second factor.", "Set site.second_factor.")
    if _is_open_to_the_machine(site.workspace):
        yield Finding(
            f"Every user of this machine may look into {site.workspace}.",
            f"chmod 700 {site.workspace}, or the folder above it.",
            is_fault=True,
        )


def _is_open_to_the_machine(folder: Path) -> bool:
    """Whether other users may enter a folder, and every folder on the way to it."""
    if os.name != "posix":
        return False  # rights are told otherwise there
    way = (folder, *folder.parents)
    return all(stat.S_IMODE(each.stat().st_mode) & stat.S_IXOTH for each in way)
