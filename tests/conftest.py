"""For every test."""

import gc
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

from tests.browsing import CHROMIUM, QUIET

# Examples are drawn as fast as the machine lets them: two noisy cores are no fault of a test.
settings.register_profile("noisy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("noisy")


def pytest_collection_finish():
    """What is imported by now stays, so it is not looked through for rubbish again and again; and
    that is looked for more seldom. It was a seventh of the processor time of the site's tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def pytest_sessionfinish():
    gc.unfreeze()


@pytest.fixture(scope="session")
def launch():
    """`launch(*flags)`: Chromium started with these flags, once for all tests of the process."""
    from playwright.sync_api import sync_playwright

    started = {}
    # Playwright keeps a loop in the thread of the tests as long as it is there; Django takes that
    # for a page which would wait for others, and would refuse the database.
    no_loop = patch("django.utils.asyncio.get_running_loop", side_effect=RuntimeError)
    with no_loop, sync_playwright() as playwright:

        def start(*flags):
            if flags not in started:
                started[flags] = playwright.chromium.launch(
                    executable_path=str(CHROMIUM), args=[*QUIET, *flags]
                )
            return started[flags]

        yield start
        for browser in started.values():
            browser.close()
