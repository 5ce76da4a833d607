"""The site in a process of its own, with the demonstration's people signed in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVE = """
import json
import sys
from pathlib import Path
from safercity.partnership import make_application
application = make_application(Path(sys.argv[1]))
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from safercity.partnership.config.demonstration import make_partnership
from safercity.partnership.people.queries import User
accounts = make_partnership(settings.SAFERCITY.folder)
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
def serve_signed_in(folder: Path) -> Iterator[Address]:
    """Serve a workspace, or an edition's folder, as long as the context lasts."""
    command = [sys.executable, "-c", SERVE, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            port, sessions, words = json.loads(process.stdout.readline())
            address = Address(f"http://127.0.0.1:{port}")
            address.sessions, address.demo_words = sessions, words
            yield address
        finally:
            process.terminate()
