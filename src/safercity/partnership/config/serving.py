"""The site as a WSGI application, and a server for it on this computer."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from safercity.evidence.errors import Restricted, SaferCityError
from safercity.partnership.config.reading import read_site
from safercity.partnership.config.settling import keep_loaded, load_pages
from safercity.partnership.config.site import Site

# Security keys know a site by its name and refuse a number; 127.0.0.1 answers all the same.
HERE = "localhost"
SERVED_AT = "SAFERCITY_SERVED_AT"  # by which `serve` tells its worker, who writes letters


class PortTaken(SaferCityError):
    """Something else already answers at the address."""

    exit_code = 30


class AlreadyServing(SaferCityError):
    """One process serves one workspace: its settings are fixed at the first start."""

    exit_code = 31
    advice = "Start another process for the other workspace."


class NoWorkspaceNamed(SaferCityError):
    """A server of one's own was started without saying which workspace it serves."""

    exit_code = 92
    advice = "Set SAFERCITY_WORKSPACE to the workspace's folder."


def make_application(
    workspace: Path, *, base_map_url: str | None = None, base_map_credit: str = ""
) -> Callable[..., Any]:
    """The WSGI application for a workspace's folder (or one edition's).

    Without `base_map_url` the workspace's own setting (`pages.basemap`) holds.
    Django's settings belong to the process, so a second workspace needs a second process.
    Errors: AlreadyServing.
    """
    start_site(workspace, base_map_url=base_map_url, base_map_credit=base_map_credit)
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    prepare_database()
    return application


def start_site(
    workspace: Path, *, base_map_url: str | None = None, base_map_credit: str = ""
) -> Site:
    """Configure Django for a workspace; its database is DATABASE_URL's, or a file in it.

    SAFERCITY_HOSTS names, with commas, under which other computers reach the site;
    SAFERCITY_MAIL_PASSWORD opens the mail server that the workspace's settings name.
    """
    from django.conf import settings

    folder = Path(workspace).absolute()
    if settings.configured and settings.SAFERCITY.workspace == folder:
        return settings.SAFERCITY
    site = read_site(folder, base_map_url=base_map_url, base_map_credit=base_map_credit)
    start_django(site)
    return site


def prepare_database() -> None:
    """Bring the tables to this version: at every start, one process of the machine at a time."""
    from django.conf import settings
    from django.core.management import call_command
    from filelock import FileLock

    folder = settings.SAFERCITY.folder
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "prepare.lock"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        bring_in_own_strategy()


def bring_in_own_strategy() -> None:
    """The strategy that `safercity init --strategy` put into the workspace, as a draft, once.

    Only where there is no version yet and the workspace holds one sound strategy of its own: which
    of several is meant, and what is wrong with one, are for the import page.
    """
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.strategy.actions import import_offer
    from safercity.partnership.strategy.queries import get_current, list_own_offers

    if get_current() is None:
        own = list_own_offers()
        if len(own) == 1 and not own[0].is_faulty:
            import_offer(own[0].name, by=SYSTEM)


def start_django(site: Site, *, secret: str | None = None) -> None:
    """Give Django its settings, once a process. Errors: AlreadyServing for another site."""
    from django.conf import settings

    from safercity.partnership.config.settings import build_settings

    if settings.configured:
        if site != settings.SAFERCITY:
            raise AlreadyServing(f"This process already serves {settings.SAFERCITY.workspace}.")
        return
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    settings.configure(**build_settings(site, secret=secret))


def serve(
    workspace: Path,
    *,
    host: str = HERE,
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
        server = waitress.create_server(
            application,
            listen=list_listening(host, port),
            threads=8,
            ident=None,
            clear_untrusted_proxy_headers=not stands_behind_others(),
        )
    except OSError as error:
        raise PortTaken(
            f"Nothing can be served at {host}, port {port}: {error.strerror or error}.",
            advice=f"Stop what answers there, or choose another, such as --port {port + 1}.",
        ) from error
    threading.Thread(target=_prepare, args=(workspace,), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # else the worker would stay behind
    address = f"http://{name_here(host)}:{port}"
    name_in_links(address)
    ready(f"{address}/")
    with subprocess.Popen(
        [sys.executable, "-m", "safercity", "work", "-w", str(workspace)],
        env={**os.environ, SERVED_AT: address},
    ) as worker:
        try:
            server.run()
        finally:
            server.close()
            worker.terminate()


def _prepare(workspace: Path) -> None:
    load_pages()
    look_first(workspace)
    keep_loaded()


def name_in_links(address: str) -> None:
    """Have links name the site by this address, unless its settings or hosts say another."""
    from django.conf import settings

    site = settings.SAFERCITY
    if address and not site.address and not site.hosts:
        settings.SAFERCITY = replace(site, address=address)


def list_listening(host: str, port: int) -> str:
    """What to listen at, as waitress takes it. `localhost` is both of its numbers, where there are
    two: else whatever else of this computer answered at the other would be taken for the site."""
    numbers = [host]
    if host == HERE:
        numbers = ["127.0.0.1", *(["::1"] if _has_second_loopback() else [])]
    return " ".join(f"{name_number(number)}:{port}" for number in numbers)


def name_number(host: str) -> str:
    """A host as addresses have it: the longer numbers in brackets."""
    bare = host.strip("[]")
    return f"[{bare}]" if ":" in bare else bare


def _has_second_loopback() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as asked:
            asked.bind(("::1", 0))
    except OSError:
        return False
    return True


def name_here(host: str) -> str:
    """How the address is said: by its name where it has one."""
    return HERE if host == "127.0.0.1" else name_number(host)


def stands_behind_others() -> bool:
    """Whether a server in front, which is trusted, tells this one by HTTPS and for whom it asks."""
    from django.conf import settings

    return settings.SAFERCITY.trusted_proxies > 0


def look_first(workspace: Path) -> bool:
    """Prepare the list before anybody asks, so that its modules are loaded and its charts drawn.

    Once for each way in which agencies see it. Whether anyone sees one; what goes wrong is told to
    the reader who asks, not here.
    """
    from safercity.partnership.people.queries import list_agencies, stand_for
    from safercity.partnership.places.forms import Filters
    from safercity.partnership.places.presenters.the_list import present_list
    from safercity.partnership.places.queries import get_reading

    readings = []
    for agency in list_agencies():
        try:
            readings.append(get_reading(workspace, stand_for(agency)))
        except (SaferCityError, OSError):
            continue
    for reading in dict.fromkeys(readings):
        present_list(reading, Filters())
    return bool(readings)


def check_is_loopback(host: str) -> None:
    """Refuse an address that other computers reach: passwords would travel in the clear."""
    try:
        is_ours = ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        is_ours = host == HERE
    if not is_ours:
        raise Restricted(
            f"{host} can be reached from other computers, and this server speaks no HTTPS.",
            advice="Use localhost, behind a server that does: docs/how-to/run-in-production.md.",
        )


def run_worker(workspace: Path) -> None:
    """Run the site's jobs until the process is told to stop."""
    start_site(workspace)
    name_in_links(os.environ.get(SERVED_AT, ""))
    import django

    django.setup()
    prepare_database()
    from safercity.partnership.config.collecting import load_jobs
    from safercity.partnership.jobs.worker import work

    load_jobs()
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    try:
        work(stop=stopped.is_set)
    except KeyboardInterrupt:
        pass
