"""The site as production runs it: two workers of gunicorn over a workspace; sign in, save, read."""

from __future__ import annotations

import http.cookiejar
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from safercity.evidence.errors import NotAWorkspace
from safercity.partnership.config.serving import NoWorkspaceNamed

WORDS = "lamp-river-otter-2"  # opens an account of this test, and no other
FIXTURE = Path(__file__).parents[1] / "fixtures" / "workspaces" / "0.1.0"
LET_IN = """
import sys
from pathlib import Path
from safercity.partnership.config.keeping import open_site
open_site(Path(sys.argv[1]))
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people import actions
agency = actions.add_agency(actions.NewAgency("production", "Brackenford Production"), by=SYSTEM)
post = actions.add_post(agency, "Officer", role=Role.OFFICER, by=SYSTEM)
user = actions.add_person("production@example.org", "Robin", password=sys.argv[2], by=SYSTEM)
actions.take_post(user, post, by=SYSTEM)
print(post.pk)
"""


def around(workspace: Path) -> dict[str, str]:
    """What a process of this site is told: its own rows in SQLite, whatever the tests run on."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    path = os.pathsep.join(part for part in sys.path if part)
    return kept | {"SAFERCITY_WORKSPACE": str(workspace), "PYTHONPATH": path}


@contextmanager
def run_gunicorn(workspace: Path):
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "-w", "2", "--threads", "2", "-b", f"127.0.0.1:{port}",
        "--no-control-socket", "--log-level", "warning", "safercity.partnership.config.wsgi",
    ]  # fmt: skip
    with subprocess.Popen(command, env=around(workspace)) as server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def enter(address: str):
    """A browser that has signed in with its password."""
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    )
    for _ in range(150):
        try:
            page = opener.open(f"{address}/account/login/").read().decode()
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    form = {"login": "production@example.org", "password": WORDS, **hidden(page)}
    opener.open(f"{address}/account/login/", urlencode(form).encode())
    return opener


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrfmiddlewaretoken|key)" value="([^"]+)"', page))


@pytest.mark.slow
def test_two_workers_serve_and_save(tmp_path):
    workspace = tmp_path / "workspace"
    shutil.copytree(FIXTURE, workspace)
    told = subprocess.run(
        [sys.executable, "-c", LET_IN, str(workspace), WORDS],
        env=around(workspace), capture_output=True, text=True, check=True,
    )  # fmt: skip
    with run_gunicorn(workspace) as address:
        browser = enter(address)
        form = browser.open(f"{address}/actions/new/").read().decode()
        new = {"what": "Fit lights", "owner": told.stdout.strip(), "kind": "other"}
        sent = urlencode({**new, "due": "2030-01-01", **hidden(form)}).encode()
        made = browser.open(f"{address}/actions/new/", sent)
        assert "/actions/" in made.url and "Fit lights" in made.read().decode()
        for _ in range(4):  # whichever worker answers
            assert "Fit lights" in browser.open(f"{address}/actions/").read().decode()


@pytest.mark.parametrize(("named", "error"), [("", NoWorkspaceNamed), ("nowhere", NotAWorkspace)])
def test_a_server_without_a_workspace_says_what_to_set(tmp_path, named, error):
    named = named and str(tmp_path / named)
    ended = subprocess.run(
        [sys.executable, "-c", "import safercity.partnership.config.wsgi"],
        env=around(tmp_path) | {"SAFERCITY_WORKSPACE": named}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ended.returncode == 1 and error.__name__ in ended.stderr
