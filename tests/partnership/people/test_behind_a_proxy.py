"""Whose attempts are counted where a server stands in front, and who may say so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings as told

from safercity.partnership.config.settings import build_settings
from tests.partnership.in_production import (
    ask_once_it_answers,
    enter,
    make_workspace,
    run_gunicorn,
    run_serve,
)

WRONG = "wrong-lamp-river-otter"
STOPPED = "Too many failed login attempts"
LIMIT = 20  # wrong passwords of one address in a minute
MINE, OTHER = "203.0.113.9", "203.0.113.77"

pytestmark = pytest.mark.one_database


@pytest.fixture
def guess(sign_in):
    """`guess(3, "…")`: a wrong password for one more account, with this X-Forwarded-For."""

    def send(number: int, forwarded: str | None):
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        sent = {"login": f"guess{number}@example.org", "password": WRONG}
        client = sign_in(None)
        client.raise_request_exception = False
        return client.post("/account/login/", sent, headers=headers)

    return send


def is_stopped(answer) -> bool:
    return STOPPED in answer.content.decode()


def test_without_a_proxy_nobody_says_who_he_is(guess, people):
    for number in range(LIMIT):
        assert not is_stopped(guess(number, f"198.51.100.{number}"))
    assert is_stopped(guess(LIMIT, "198.51.100.200"))


def test_behind_a_proxy_its_word_counts_and_not_the_callers(guess, people, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(LIMIT):
        assert not is_stopped(guess(number, f"198.51.100.{number}, {MINE}"))
    assert is_stopped(guess(LIMIT, f"198.51.100.200, {MINE}"))
    assert not is_stopped(guess(LIMIT, f"{MINE}, {OTHER}")), "others sign in meanwhile"


def test_behind_two_the_farther_one_is_asked(guess, people, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    for number in range(LIMIT):
        guess(number, f"198.51.100.{number}, {MINE}, 10.0.0.{number}")
    assert is_stopped(guess(LIMIT, f"198.51.100.200, {MINE}, 10.0.0.200"))


def test_more_proxies_told_than_there_are_is_said(guess, people, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    answer = guess(0, MINE)
    assert answer.status_code == 500
    assert "site.trusted_proxies" in answer.content.decode()


@pytest.mark.parametrize("forwarded", ["nonsense", "999.1.1.1", "<script>", "1.2.3.4, unknown"])
def test_what_is_no_address_opens_nothing(guess, people, settings, forwarded):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert guess(0, forwarded).status_code == 403


def test_ipv4_told_as_ipv6_is_counted_one_by_one(guess, people, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(LIMIT):
        guess(number, f"::ffff:{MINE}")
    assert is_stopped(guess(LIMIT, MINE))
    assert not is_stopped(guess(LIMIT, f"::ffff:{OTHER}"))


def test_where_i_am_signed_in_names_my_address(with_password, sign_in, settings):
    from tests.partnership.people.conftest import WORDS

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    user, client = with_password("officer"), sign_in(None)
    headers = {"X-Forwarded-For": f"198.51.100.1, {MINE}"}
    client.post("/account/login/", {"login": user.email, "password": WORDS}, headers=headers)
    page = client.get("/account/sessions/").content.decode()
    assert MINE in page and "127.0.0.1" not in page and "198.51.100.1" not in page


def test_the_site_believes_none_unless_told():
    assert build_settings(told.SAFERCITY, secret="s" * 60)["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    behind = replace(told.SAFERCITY, trusted_proxies=2)
    assert build_settings(behind, secret="s" * 60)["ALLAUTH_TRUSTED_PROXY_COUNT"] == 2


@pytest.mark.slow
@pytest.mark.one_database
def test_over_the_wire(tmp_path):
    """Two workers of gunicorn, as nginx asks them: what the caller sent, then who the caller is."""
    workspace, _post = make_workspace(tmp_path, more="\n[site]\ntrusted_proxies = 1\n")

    def send(address: str, number: int, caller: str) -> str:
        headers = {"X-Forwarded-For": f"198.51.100.{number}, {caller}"}
        email = f"guess{number}@example.org"
        return enter(address, email=email, words=WRONG, headers=headers)[1]

    with run_gunicorn(workspace) as address:
        for number in range(LIMIT):
            assert STOPPED not in send(address, number, MINE)
        assert STOPPED in send(address, LIMIT, MINE)
        assert STOPPED not in send(address, LIMIT, OTHER)


@pytest.mark.slow
@pytest.mark.one_database
def test_over_the_wire_without_a_proxy_nobody_says_who_he_is(tmp_path):
    """The address that the site goes by, which attempts are counted for, is the connection's."""
    workspace, _post = make_workspace(tmp_path)
    headers = {"X-Forwarded-For": f"198.51.100.1, {MINE}"}
    with run_gunicorn(workspace, workers=1) as address:
        browser, _page = enter(address, headers=headers)
        page = browser.open(f"{address}/account/sessions/").read().decode()
    assert "127.0.0.1" in page and MINE not in page and "198.51.100.1" not in page


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize(("proxies", "status"), [(0, 301), (1, 200)])
def test_the_small_server_stands_behind_a_proxy_too(tmp_path, proxies, status):
    """`safercity serve` believes that HTTPS was spoken in front once a proxy is trusted."""
    workspace, _post = make_workspace(tmp_path, more=f"\n[site]\ntrusted_proxies = {proxies}\n")
    headers = {"Host": "safer.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": MINE}
    with run_serve(workspace, hosts="safer.example.org") as address:
        assert ask_once_it_answers(f"{address}/account/login/", headers) == status
