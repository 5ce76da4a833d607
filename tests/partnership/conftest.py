"""The site over a sample edition: one Django a process, a workspace a test."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import django
import pytest
from django.conf import settings

from safercity.partnership.config.serving import start_django
from safercity.partnership.config.site import Site
from tests.browsing import NO_WEBGL
from tests.partnership.sample_edition import write_sample_edition
from tests.partnership.sample_profiles import write_assessed_edition

# In a scratch folder: a site keeps things of its own beside its workspace, even one not there.
NOWHERE = Site(
    workspace=Path(tempfile.mkdtemp(prefix="safercity-tests-")) / "no-workspace-is-here",
    database_url=os.environ.get("DATABASE_URL"),
)


def pytest_configure(config):
    start_django(NOWHERE, secret="signs-nothing-but-the-sessions-of-tests-" * 2)
    settings.PASSWORD_HASHERS = ["tests.partnership.quick_passwords.QuickArgon2"]
    settings.WHITENOISE_AUTOREFRESH = True  # or every client lists all static files anew
    django.setup()  # pytest-django has passed its turn when all of tests/ is collected


@pytest.hookimpl(trylast=True)  # after pytest-django's own order
def pytest_collection_modifyitems(items):
    """What drives a browser comes first, together: one worker then starts the sites that it needs,
    which take longer than many tests, and another is busy with the rest."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def edition(tmp_path_factory) -> Path:
    """A sample edition's folder."""
    return write_sample_edition(tmp_path_factory.mktemp("edition") / "sample")


@pytest.fixture(scope="session")
def assessed(tmp_path_factory) -> Path:
    """The same with what is known of each theme, of places over time, and two findings more."""
    return write_assessed_edition(tmp_path_factory.mktemp("edition") / "assessed")


@pytest.fixture(scope="session")
def address(assessed):
    """The demonstration's people over it, served by a process of its own: one for all the browser
    tests that this process runs, since making the demonstration is most of their time."""
    from tests.partnership.served import serve_signed_in

    with serve_signed_in(assessed) as served:
        yield served


@pytest.fixture(scope="session")
def browser(launch):
    """Without WebGL the drawn map stays: the live one has its tests."""
    return launch(*NO_WEBGL)


@pytest.fixture
def people(db):
    """Three agencies, one person for each role (tests/partnership/people_made.py), and one
    agreement by which they see all of the sample edition."""
    from safercity.partnership.sharing.queries import terms
    from tests.partnership.agreements_made import make_people_who_agree  # models need Django
    from tests.partnership.put_back import put_back

    terms._KEPT.clear()  # by their ids: here they are always the same
    return put_back(make_people_who_agree)


@pytest.fixture
def open_site(settings, people):
    """`open_site(folder, who)` gives a client of the site over that folder, signed in."""
    from django.test import Client

    def open_over(workspace: Path, who: str | None = "analyst"):
        settings.SAFERCITY = replace(NOWHERE, workspace=workspace)
        client = Client(SERVER_NAME="127.0.0.1")
        if who:
            people.users[who].refresh_from_db()  # a page may have ended this person's sessions
            client.force_login(people.users[who])
        return client

    return open_over


@pytest.fixture
def client(open_site, edition):
    """The site over the sample edition, for the analyst."""
    return open_site(edition)


@pytest.fixture
def sign_in(open_site, edition):
    """`sign_in("manager")` gives that person's client; `sign_in(None)` a stranger's."""
    return lambda who: open_site(edition, who)
