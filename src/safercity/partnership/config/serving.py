"""The site as a WSGI application, and a server for it on this computer."""

from __future__ import annotations

import ipaddress
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from safercity.evidence.errors import Restricted, SaferCityError
from safercity.evidence.workspace import open_workspace
from safercity.partnership.config.site import Site


class PortTaken(SaferCityError):
    """Something else already answers at the address."""

    exit_code = 30


class AlreadyServing(SaferCityError):
    """One process serves one workspace: its settings are fixed at the first start."""

    exit_code = 31
    advice = "Start another process for the other workspace."


def make_application(
    workspace: Path, *, base_map_url: str | None = None, base_map_credit: str = ""
) -> Callable[..., Any]:
    """The WSGI application for a workspace's folder (or one edition's).

    Without `base_map_url` the workspace's own setting (`pages.basemap`) holds.
    Django's settings belong to the process, so a second workspace needs a second process.
    Errors: AlreadyServing.
    """
    folder = Path(workspace).absolute()
    address = base_map_url or read_base_map(folder)
    start_django(Site(folder, address, base_map_credit))
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def read_base_map(folder: Path) -> str | None:
    """The base map that the workspace's settings name; None where they name none."""
    if not (folder / "workspace.json").is_file():
        return None
    return open_workspace(folder).settings.pages.basemap or None


def start_django(site: Site) -> None:
    """Give Django its settings, once a process. Errors: AlreadyServing for another site."""
    from django.conf import settings

    from safercity.partnership.config.settings import build_settings

    if settings.configured:
        if site != settings.SAFERCITY:
            raise AlreadyServing(f"This process already serves {settings.SAFERCITY.workspace}.")
        return
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    settings.configure(**build_settings(site))


def serve(
    workspace: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    base_map_url: str | None = None,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve the site until interrupted. `ready` is told the address once it answers.

    Errors: Restricted for a host that other computers reach, PortTaken.
    """
    check_is_loopback(host)
    application = make_application(workspace, base_map_url=base_map_url)
    import waitress

    try:
        server = waitress.create_server(application, host=host, port=port, threads=8, ident=None)
    except OSError as error:
        raise PortTaken(
            f"Nothing can be served at {host}, port {port}: {error.strerror or error}.",
            advice=f"Stop what answers there, or choose another, such as --port {port + 1}.",
        ) from error
    threading.Thread(target=look_first, args=(application,), daemon=True).start()
    ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    try:
        server.run()
    finally:
        server.close()


def look_first(application: Callable[..., Any]) -> str:
    """Ask for the list before anybody does, so that its modules are loaded and its charts drawn.

    Gives the status; what goes wrong is told to the reader who asks, not here.
    """
    environ: dict[str, Any] = {"PATH_INFO": "/places/", "HTTP_HOST": "127.0.0.1"}
    setup_testing_defaults(environ)
    told: list[str] = []
    page = application(environ, lambda status, headers, *_error: told.append(status))
    b"".join(page)
    page.close()
    return told[0]


def check_is_loopback(host: str) -> None:
    """Refuse an address that other computers reach."""
    try:
        is_ours = ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        is_ours = host == "localhost"
    if not is_ours:
        raise Restricted(
            f"{host} can be reached from other computers, and these pages do not ask who reads.",
            advice="Use 127.0.0.1. Serving to others comes later, together with accounts.",
        )
