"""The site in a process of its own, with the demonstration's people signed in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from uuid import uuid4

SERVE = """
import json
import shutil
import sys
from pathlib import Path
from safercity.partnership import make_application
from safercity.partnership.config.serving import start_site
workspace, kept = map(Path, sys.argv[1:3])
folder = start_site(workspace).folder
if kept.exists():
    shutil.copytree(kept, folder, dirs_exist_ok=True)
application = make_application(workspace)
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from safercity.partnership.config.demonstration.making import PARTS, make_partnership
from safercity.partnership.people.queries import User
parts = () if "--only-people" in sys.argv else PARTS
accounts = make_partnership(folder, parts=parts)
from django.db import connections
connections.close_all()
if not kept.exists() and not settings.SAFERCITY.database_url:
    shutil.copytree(folder, kept)
sessions = {}
for user in User.objects.all():
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    sessions[user.email.partition("@")[0]] = session.session_key
import waitress
server = waitress.create_server(application, host="127.0.0.1", port=0)
told = [server.effective_port, sessions, accounts[0].password]
print(json.dumps(told), flush=True)
server.run()
"""


# A partnership that was made once is put into the next site of the process as files, which takes a
# tenth of making it; on PostgreSQL it is made each time.
KEPT = TemporaryDirectory(prefix="safercity-partnerships-")


class Address(str):
    """The site's address, which knows everyone's session."""

    sessions: dict[str, str]
    demo_words: str  # what opens every account of the demonstration

    def session(self, account: str) -> dict[str, str]:
        """The session as a cookie of the browser."""
        return {"name": "sessionid", "value": self.sessions[account], "url": str(self)}

    def cookie(self, account: str) -> dict[str, str]:
        """The session as a header."""
        return {"Cookie": f"sessionid={self.sessions[account]}"}


@contextmanager
def serve_signed_in(
    folder: Path, *, with_worker: bool = False, only_people: bool = False
) -> Iterator[Address]:
    """Serve a workspace, or an edition's folder, as long as the context lasts.

    `with_worker`: its jobs run too, in a process of their own, as `safercity serve` does it; only
    for a workspace. `only_people`: they have done nothing yet, and there is no strategy. Each
    site has a database of its own: a file, or one of DATABASE_URL's server.
    """
    with ExitStack() as stack:
        around = stack.enter_context(database_of_its_own())
        kept = Path(KEPT.name) / ("people" if only_people else "partnership")
        command = [sys.executable, "-c", SERVE, str(folder), str(kept)]
        command += ["--only-people"] if only_people else []
        process = stack.enter_context(
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=around)
        )
        stack.callback(process.terminate)
        port, sessions, words = json.loads(process.stdout.readline())
        address = Address(f"http://127.0.0.1:{port}")
        address.sessions, address.demo_words = sessions, words
        if with_worker:
            command = [sys.executable, "-m", "safercity", "work", "-w", str(folder)]
            worker = stack.enter_context(subprocess.Popen(command, env=around))
            stack.callback(worker.terminate)
        yield address


@contextmanager
def database_of_its_own() -> Iterator[Mapping[str, str]]:
    """The environment of one site: on PostgreSQL with a database that nobody else uses."""
    told = os.environ.get("DATABASE_URL")
    if not told:
        yield os.environ
        return
    name = f"served_{uuid4().hex}"
    _ask(told, f"CREATE DATABASE {name}")
    try:
        yield {**os.environ, "DATABASE_URL": urlsplit(told)._replace(path=f"/{name}").geturl()}
    finally:
        _ask(told, f"DROP DATABASE {name} WITH (FORCE)")


def _ask(address: str, sentence: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as keeper:
        keeper.execute(sentence)
