"""The site: what it refuses, what every answer carries, what it says where there is nothing."""

from __future__ import annotations

import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from safercity.evidence.errors import Restricted
from safercity.partnership import serve
from safercity.partnership.config.middleware import write_policy
from safercity.partnership.config.serving import (
    PortTaken,
    check_is_loopback,
    list_listening,
    name_here,
    name_in_links,
)
from safercity.partnership.people.links import write_factor_link
from tests.partnership.sample_edition import replace_table, write_sample_edition

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "safercity.example", ""])
def test_other_computers_are_refused(host, edition):
    with pytest.raises(Restricted) as refused:
        serve(edition, host=host)
    assert "HTTPS" in str(refused.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_computer_is_served(host):
    check_is_loopback(host)


def test_the_address_is_said_by_its_name():
    """Security keys know names; what is named answers at each of its numbers."""
    listening = list_listening("localhost", 8000).split()
    assert listening in (["127.0.0.1:8000"], ["127.0.0.1:8000", "[::1]:8000"])
    assert list_listening("[::1]", 8000) == "[::1]:8000"
    assert [name_here(host) for host in ("localhost", "127.0.0.1", "::1")] == [
        "localhost",
        "localhost",
        "[::1]",
    ]


def test_links_name_the_port_that_is_served(settings):
    site = settings.SAFERCITY
    told = {"hosts": ("safer.example.org",)}, {"address": "https://safer.example.org"}, {}
    for said in told:
        settings.SAFERCITY = replace(site, **{"hosts": (), "address": ""} | said)
        name_in_links("http://localhost:8121")
        link = write_factor_link()
        assert link.startswith("https://safer.example.org/" if said else "http://localhost:8121/")


def test_a_taken_port_is_said(settings, db):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        with pytest.raises(PortTaken) as taken:
            serve(settings.SAFERCITY.workspace, port=port)
    assert str(port) in str(taken.value) and str(port + 1) in taken.value.advice


def test_every_answer_carries_the_policy(client):
    for address in ("/places/", "/places.csv", "/nowhere/", "/static/css/site.css"):
        answer = client.get(address)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src 'self';" in policy
        assert "unsafe" not in policy and "blob:" not in policy and "data:" not in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"


def test_a_base_map_adds_its_own_server_only():
    policy = write_policy("https://tiles.example/{z}/{x}/{y}.png")
    assert "img-src 'self' https://tiles.example;" in policy
    assert "script-src 'self';" in policy


def test_another_name_for_this_computer_is_refused(open_site, edition):
    client = open_site(edition)
    assert client.get("/places/", headers={"host": "rebound.example"}).status_code == 400


def test_no_edition_yet_says_what_to_do(open_site, tmp_path):
    from safercity.evidence.workspace.folder import create_workspace

    create_workspace(tmp_path / "city", name="Empty", areas=("E00000001",), made_up=True)
    answer = open_site(tmp_path / "city").get("/places/")
    assert answer.status_code == 503
    assert "There is no edition yet" in answer.content.decode()
    assert "safercity refresh" in answer.content.decode()


def test_no_workspace_is_explained(open_site, tmp_path):
    answer = open_site(tmp_path).get("/places/")
    assert answer.status_code == 500
    assert "<h1>" in answer.content.decode() and "Traceback" not in answer.content.decode()


def test_our_own_fault_is_a_page(open_site, tmp_path):
    folder = write_sample_edition(tmp_path / "broken")
    replace_table(folder, "places", {"places": [{"rank": 1}]})
    client = open_site(folder)
    client.raise_request_exception = False
    answer = client.get("/places/")
    assert answer.status_code == 500
    assert "Something went wrong, and it is our fault" in answer.content.decode()


def test_a_changed_table_is_told_and_not_shown(open_site, tmp_path):
    folder = write_sample_edition(tmp_path / "changed")
    (folder / "places.json").write_text('{"places": []}')
    answer = open_site(folder).get("/places/")
    assert answer.status_code == 500
    assert "was changed after the edition was made" in answer.content.decode()


def test_a_form_that_is_not_the_site_s_own_is_explained(settings, people):
    """On a page under the policy of all, which Django's own breaks."""
    from django.test import Client

    stranger = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")
    answer = stranger.post("/account/login/", {"login": "sam@example.org"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "This form could not be sent" in page
    assert "<style" not in page and "sam@example.org" not in page and "CSRF" not in page


def test_pages_only_read(client):
    for method in (client.post, client.put, client.delete):
        assert method("/places/").status_code == 405


def test_only_small_files_come_first(client):
    """What a first visit takes before the interactive map: page, style, script, typeface."""
    first = ("css/site.css", "js/places.mjs", "vendor/source-sans-3-5.3.0/latin.woff2")
    sizes = {name: len(read_static(client, name)) for name in first}
    assert sizes["css/site.css"] < 40_000
    assert sum(sizes.values()) + len(client.get("/places/").content) < 200_000


def read_static(client, name: str) -> bytes:
    answer = client.get(f"/static/{name}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_modules_are_served_as_modules(client):
    for name in ("js/places.mjs", "js/live-map.mjs", "vendor/maplibre-gl-6.17.0/maplibre-gl.mjs"):
        answer = client.get(f"/static/{name}")
        assert answer["Content-Type"].startswith("text/javascript")
        b"".join(answer.streaming_content)


def test_vendored_files_are_the_ones_the_recipe_knows():
    sys.path.insert(0, str(ROOT))
    try:
        from tools.refresh_vendored import find_differences, read_recipe
    finally:
        sys.path.remove(str(ROOT))
    digests = read_recipe()["digests"]
    assert len(digests) >= 8
    assert find_differences(digests) == []
