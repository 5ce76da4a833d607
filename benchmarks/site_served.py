"""The site for a benchmark, behind gunicorn; with addresses that show what is not ours.

`/bench/empty/`: a view that does nothing, through the site's own middleware: Django's floor.
`/bench/asked/NAME/`: through it, the SELECTs that a page makes, sent again as plain text, their
rows fetched and counted: a bare query of the same rows.
`/bench/bare/NAME`: the same without Django: what the database and the server alone take.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORT = 8973
WORKERS = 2  # as docs/how-to/run-in-production.md has it for two cores
ADDRESS = f"http://127.0.0.1:{PORT}"


@contextmanager
def serve_site(workspace: Path, queries: Path) -> Iterator[str]:
    """Serve it as long as the context lasts; `queries`: a JSON file of {name: [SELECT, …]}."""
    around = {"BENCH_QUERIES": str(queries)}
    first = "/account/login/"
    with _serve("site_served", workspace, around=around, first=first) as address:
        yield address


@contextmanager
def serve_admin(workspace: Path) -> Iterator[tuple[str, str]]:
    """Django's admin over the same database, on as many workers: (address, session's key)."""
    made = [sys.executable, "-m", "peer_admin.served"]
    key = subprocess.run(
        made, env=_around(workspace), check=True, capture_output=True, text=True
    ).stdout.strip()
    with _serve("peer_admin.served", workspace, around={}, first="/admin/login/") as address:
        yield address, key


@contextmanager
def _serve(module: str, workspace: Path, *, around: dict[str, str], first: str) -> Iterator[str]:
    command = [
        sys.executable, "-m", "gunicorn", "-w", str(WORKERS),
        "-b", f"127.0.0.1:{PORT}", "--no-control-socket", "--log-level", "warning",
        f"{module}:make_application()",
    ]  # fmt: skip
    with subprocess.Popen(command, env=_around(workspace) | around) as server:
        try:
            wait_for(ADDRESS + first)
            yield ADDRESS
        finally:
            server.terminate()


def _around(workspace: Path) -> dict[str, str]:
    return os.environ | {
        "SAFERCITY_WORKSPACE": str(workspace),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
    }


def wait_for(address: str) -> None:
    """Until it answers, a minute at most."""
    for _ in range(300):
        try:
            urllib.request.urlopen(address).read()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit("The site did not start: its message stands above.")


def make_application():
    """What gunicorn serves."""
    from safercity.partnership.config.wsgi import application

    queries = json.loads(Path(os.environ["BENCH_QUERIES"]).read_text("utf-8"))
    add_views(queries)
    bare = Bare(queries)

    def serve(environ, start_response):
        path = environ["PATH_INFO"]
        if path.startswith("/bench/bare/"):
            return bare(path.removeprefix("/bench/bare/"), start_response)
        return application(environ, start_response)

    return serve


def add_views(queries: dict[str, list[str]]) -> None:
    """The addresses that go through the site's own middleware."""
    from django.db import connection
    from django.http import HttpResponse
    from django.urls import path

    from safercity.partnership.config import urls

    def ask(request, name):
        rows = 0
        with connection.cursor() as cursor:
            for sql in queries[name]:
                cursor.execute(sql)
                rows += len(cursor.fetchall())
        return HttpResponse(str(rows))

    urls.urlpatterns.append(path("bench/empty/", lambda request: HttpResponse(b"")))
    urls.urlpatterns.append(path("bench/asked/<name>/", ask))


class Bare:
    """Asks the database what a page asks, by a connection a thread, without Django."""

    def __init__(self, queries: dict[str, list[str]]) -> None:
        self.queries, self.own = queries, threading.local()

    def __call__(self, name: str, start_response):
        if not hasattr(self.own, "connection"):
            self.own.connection = open_bare()
        rows = 0
        for sql in self.queries[name]:
            rows += len(self.own.connection.execute(sql).fetchall())
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(rows).encode()]


def open_bare():
    """A connection of the driver's own."""
    from django.conf import settings

    entry = settings.DATABASES["default"]
    if "sqlite3" in entry["ENGINE"]:
        import sqlite3

        return sqlite3.connect(entry["NAME"], isolation_level=None)
    import psycopg

    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
