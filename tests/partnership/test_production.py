"""The site as production runs it: two workers of gunicorn over a workspace; sign in, save, read."""

from __future__ import annotations

import subprocess
import sys
import time
from urllib.parse import urlencode

import pytest

from safercity.evidence.errors import NotAWorkspace
from safercity.partnership.config.serving import NoWorkspaceNamed
from tests.partnership.in_production import (
    around,
    ask_once_it_answers,
    enter,
    hidden,
    list_workers,
    make_workspace,
    run_gunicorn,
    run_serve,
)

pytestmark = pytest.mark.one_database  # its sites have rows of their own in SQLite


@pytest.mark.slow
def test_two_workers_serve_and_save(tmp_path):
    workspace, post = make_workspace(tmp_path)
    with run_gunicorn(workspace) as address:
        browser, _page = enter(address)
        form = browser.open(f"{address}/actions/new/").read().decode()
        new = {"what": "Fit lights", "owner": post, "kind": "other"}
        sent = urlencode({**new, "due": "2030-01-01", **hidden(form)}).encode()
        made = browser.open(f"{address}/actions/new/", sent)
        assert "/actions/" in made.url and "Fit lights" in made.read().decode()
        for _ in range(4):  # whichever worker answers
            assert "Fit lights" in browser.open(f"{address}/actions/").read().decode()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: reads /proc")
def test_the_worker_ends_with_its_server(tmp_path):
    """Told to stop, `safercity serve` takes its worker along: nothing runs on unseen."""
    workspace, _post = make_workspace(tmp_path)
    with run_serve(workspace, hosts="") as address:
        for site in (address, address.replace("127.0.0.1", "localhost")):
            assert ask_once_it_answers(f"{site}/account/login/", {}) == 200
        (worker,) = list_workers(workspace)
    for _ in range(100):
        if not list_workers(workspace):
            return
        time.sleep(0.1)
    raise AssertionError(f"process {worker} works on")


@pytest.mark.parametrize(("named", "error"), [("", NoWorkspaceNamed), ("nowhere", NotAWorkspace)])
def test_a_server_without_a_workspace_says_what_to_set(tmp_path, named, error):
    named = named and str(tmp_path / named)
    ended = subprocess.run(
        [sys.executable, "-c", "import safercity.partnership.config.wsgi"],
        env=around(tmp_path) | {"SAFERCITY_WORKSPACE": named}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ended.returncode == 1 and error.__name__ in ended.stderr
