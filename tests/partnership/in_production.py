"""The site as production runs it: two workers of gunicorn over a workspace with one person."""

from __future__ import annotations

import http.client
import http.cookiejar
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlencode, urlsplit

WORDS = "lamp-river-otter-2"  # opens an account of this test, and no other
EMAIL = "production@example.org"
FIXTURE = Path(__file__).parents[1] / "fixtures" / "workspaces" / "0.1.0"
LET_IN = """
import sys
from pathlib import Path
from safercity.partnership.config.keeping import open_site
open_site(Path(sys.argv[1]))
from django.contrib.auth.hashers import make_password
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people import actions
agency = actions.add_agency(actions.NewAgency("production", "Brackenford Production"), by=SYSTEM)
post = actions.add_post(agency, "Officer", role=Role.OFFICER, by=SYSTEM)
user = actions.add_person(sys.argv[3], "Robin", hashed=make_password(sys.argv[2]), by=SYSTEM)
actions.take_post(user, post, by=SYSTEM)
print(post.pk)
"""


def around(workspace: Path) -> dict[str, str]:
    """What a process of this site is told: its own rows in SQLite, whatever the tests run on."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    path = os.pathsep.join(part for part in sys.path if part)
    return kept | {"SAFERCITY_WORKSPACE": str(workspace), "PYTHONPATH": path}


def find_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextmanager
def run_serve(workspace: Path, *, hosts: str):
    """`safercity serve`, for others under these names."""
    port = find_port()
    command = [sys.executable, "-m", "safercity", "serve", "-w", str(workspace)]
    told = around(workspace) | {"SAFERCITY_HOSTS": hosts}
    with subprocess.Popen([*command, "--port", str(port)], env=told) as server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def list_workers(workspace: Path) -> list[int]:
    """The processes that work for a workspace, as Linux knows them."""
    found = []
    for told in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = told.read_bytes().decode(errors="replace").split("\0")
        except OSError:  # it ended meanwhile
            continue
        if "work" in words and str(workspace) in words:
            found.append(int(told.parent.name))
    return found


def ask_once_it_answers(address: str, headers: dict[str, str]) -> int:
    """The status of the first answer; nothing is followed."""
    parts = urlsplit(address)
    for _ in range(150):
        asking = http.client.HTTPConnection(parts.netloc, timeout=10)
        try:
            asking.request("GET", parts.path, headers=headers)
            return asking.getresponse().status
        except (ConnectionError, OSError):
            time.sleep(0.2)
        finally:
            asking.close()
    raise TimeoutError(address)


@contextmanager
def run_gunicorn(workspace: Path, *, workers: int = 2):
    port = find_port()
    command = [
        sys.executable, "-m", "gunicorn", "-w", str(workers), "--threads", "2",
        "-b", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "warning",
        "safercity.partnership.config.wsgi",
    ]  # fmt: skip
    with subprocess.Popen(command, env=around(workspace)) as server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def make_workspace(folder: Path, *, more: str = "") -> tuple[Path, str]:
    """A workspace with one officer, and the key of her post; `more` ends its settings."""
    first, post = _make_first()
    workspace = shutil.copytree(first, folder / "workspace")
    settings = workspace / "safercity.toml"
    settings.write_text(settings.read_text("utf-8") + more, encoding="utf-8")
    return workspace, post


@cache
def _make_first() -> tuple[Path, str]:
    """The one whose copies the tests of this process take."""
    workspace = shutil.copytree(FIXTURE, Path(tempfile.mkdtemp(prefix="safercity-")) / "first")
    told = subprocess.run(
        [sys.executable, "-c", LET_IN, str(workspace), WORDS, EMAIL],
        env=around(workspace), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return workspace, told.stdout.strip()


def open_browser() -> urllib.request.OpenerDirector:
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    return urllib.request.build_opener(cookies)


def enter(address: str, *, email: str = EMAIL, words: str = WORDS, headers=None):
    """A browser that has sent the door's form, and the page that it got."""
    browser = open_browser()
    browser.addheaders = list((headers or {}).items())
    for _ in range(150):
        try:
            page = browser.open(f"{address}/account/login/").read().decode()
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    form = {"login": email, "password": words, **hidden(page)}
    answer = browser.open(f"{address}/account/login/", urlencode(form).encode())
    return browser, answer.read().decode()


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrfmiddlewaretoken|key)" value="([^"]+)"', page))
