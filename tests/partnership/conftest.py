"""The site over a sample edition: one Django a process, a workspace a test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import django
import pytest

from safercity.partnership.config.serving import start_django
from safercity.partnership.config.site import Site
from tests.partnership.sample_edition import write_sample_edition
from tests.partnership.sample_profiles import write_assessed_edition

NOWHERE = Site(workspace=Path("no-workspace-is-here").absolute())


def pytest_configure(config):
    start_django(NOWHERE)
    django.setup()  # pytest-django has passed its turn when all of tests/ is collected


@pytest.fixture(scope="session")
def edition(tmp_path_factory) -> Path:
    """A sample edition's folder."""
    return write_sample_edition(tmp_path_factory.mktemp("edition") / "sample")


@pytest.fixture(scope="session")
def assessed(tmp_path_factory) -> Path:
    """The same with what is known of each theme, of places over time, and two findings more."""
    return write_assessed_edition(tmp_path_factory.mktemp("edition") / "assessed")


@pytest.fixture
def open_site(settings):
    """`open_site(folder)` gives a client of the site over that folder."""
    from django.test import Client

    def open_over(workspace: Path):
        settings.SAFERCITY = replace(NOWHERE, workspace=workspace)
        return Client(SERVER_NAME="127.0.0.1")

    return open_over


@pytest.fixture
def client(open_site, edition):
    """The site over the sample edition."""
    return open_site(edition)
