"""An agency's own sign-in when something is wrong, or someone: replays, thieves, silence."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.people.provider import CALLBACK, NEEDS_PROVIDER, run_provider

pytestmark = NEEDS_PROVIDER


def start(client, slug: str = "council"):
    """The provider's page that a browser is sent to."""
    return client.get(f"/account/oidc/{slug}/login/").url


def come_back(client, address: str):
    back = urlsplit(address)
    client.raise_request_exception = False
    return client.get(f"{back.path}?{back.query}")


def has_entered(client) -> bool:
    return client.get("/people/").status_code == 200


@pytest.fixture
def officer(provider):
    provider.add_person("o-1", email="officer@example.org", email_verified=True)
    return "o-1"


def test_the_answer_opens_once(connect, provider, sign_in, officer):
    connect("council", "example.org")
    client = sign_in(None)
    back = provider.agree(start(client), officer)
    assert come_back(client, back).status_code == 302
    client.post("/account/logout/")
    assert not has_entered(client)
    assert come_back(client, back).status_code == 401
    assert not has_entered(client), "the address in the history opens nothing"


def test_a_stolen_code_opens_nothing_in_another_browser(connect, provider, sign_in, officer):
    """The provider here overlooks PKCE: what stops it is the nonce in the signed token."""
    connect("council", "example.org")
    victim, thief = sign_in(None), sign_in(None)
    stolen = parse_qs(urlsplit(provider.agree(start(victim), officer)).query)["code"][0]
    state = parse_qs(urlsplit(start(thief)).query)["state"][0]
    answer = thief.get(f"/account/oidc/council/login/callback/?code={stolen}&state={state}")
    assert answer.status_code == 403 and not has_entered(thief)


def test_each_way_has_a_nonce_of_its_own(connect, sign_in):
    connect("council", "example.org")
    client = sign_in(None)
    ways = [parse_qs(urlsplit(start(client)).query)["nonce"][0] for _time in range(12)]
    assert len(set(ways)) == 12 and min(map(len, ways)) >= 32
    assert client.session["agency_nonces"] == ways[-10:]


def test_the_answer_of_one_agency_is_none_for_another(connect, provider, sign_in, people, officer):
    """The fire service's provider answers at the council's address, with the council's state."""
    connect("council", "example.org")
    connect("fire", "fire.example.org")
    client = sign_in(None)
    asked, elsewhere = start(client), start(client, "fire")
    code = parse_qs(urlsplit(provider.agree(elsewhere, officer)).query)["code"][0]
    for asked_at in (asked, elsewhere):
        state = parse_qs(urlsplit(asked_at).query)["state"][0]
        answer = client.get(f"/account/oidc/council/login/callback/?code={code}&state={state}")
        assert answer.status_code == 401 and not has_entered(client)


def test_an_agency_opens_no_account_of_another_whatever_its_domains(
    connect, provider, walk, people
):
    """The fire service may even call the council's domain its own: posts decide."""
    connect("fire", "example.org")
    for who in ("officer", "manager", "administrator", "analyst"):
        provider.add_person(who, email=f"{who}@example.org", email_verified=True)
        client, answer = walk("fire", who)
        assert answer.status_code == 403 and not has_entered(client)
    provider.add_person("b", email="board_member@example.org", email_verified=True)
    assert walk("fire", "b")[1].status_code == 302, "its own people get in by the same way"


def test_a_wrong_client_secret_is_a_page_and_opens_nothing(
    connect, provider, sign_in, people, officer, caplog
):
    from safercity.partnership.people import actions

    row = connect("council", "example.org")
    wrong = "not-what-the-provider-gave"
    told = actions.ProviderSettings(row.server_url, row.client_id, wrong, ("example.org",))
    actions.set_provider(people.agencies["council"], told, version=row.version, by=SYSTEM)
    client = sign_in(None)
    answer = come_back(client, provider.agree(start(client), officer))
    assert answer.status_code == 401 and not has_entered(client)
    page = answer.content.decode()
    assert "did not open an account" in page
    assert wrong not in page + caplog.text and row.client_id not in page


def test_a_provider_that_falls_silent_on_the_way_is_a_page(connect, sign_in, people):
    with run_provider() as passing:
        from safercity.partnership.people import actions

        client_id, secret = passing.register(CALLBACK.format(slug="council"))
        told = actions.ProviderSettings(passing.address, client_id, secret, ("example.org",))
        actions.set_provider(people.agencies["council"], told, version=0, by=SYSTEM)
        passing.add_person("o-9", email="officer@example.org", email_verified=True)
        client = sign_in(None)
        back = passing.agree(start(client), "o-9")
    answer = come_back(client, back)
    assert answer.status_code == 409 and "does not answer" in answer.content.decode()
    assert not has_entered(client)


def test_a_refusal_at_the_provider_is_a_page(connect, sign_in):
    connect("council", "example.org")
    client = sign_in(None)
    state = parse_qs(urlsplit(start(client)).query)["state"][0]
    address = f"/account/oidc/council/login/callback/?error=server_error&state={state}"
    assert client.get(address).status_code == 401 and not has_entered(client)


@pytest.mark.parametrize(
    ("address", "is_private"),
    [
        ("https://login.example.org/token", True),
        ("http://127.0.0.1:9/token", True),
        ("http://[::1]/token", True),
        ("http://localhost/token", True),
        ("http://login.example.org/token", False),
        ("http://127.0.0.1.evil.example/", False),
        ("ftp://login.example.org/", False),
        ("//login.example.org/", False),
    ],
)
def test_tokens_are_asked_for_over_https_alone(address, is_private):
    from safercity.partnership.people.single_sign_on import ProviderSilent, check_is_private

    if is_private:
        check_is_private(address)
    else:
        with pytest.raises(ProviderSilent, match="without HTTPS"):
            check_is_private(address)


@pytest.mark.parametrize(
    ("token", "told", "is_ours"),
    [
        ({"nonce": "n-1", "sub": "a"}, {"sub": "a"}, True),
        ({"nonce": "n-1", "sub": "a"}, {}, True),
        ({"nonce": "n-1", "sub": "a"}, {"sub": "b"}, False),
        ({"nonce": "n-9", "sub": "a"}, {"sub": "a"}, False),
        ({"sub": "a"}, {"sub": "a"}, False),
        ({}, {"sub": "a", "nonce": "n-1"}, False),
    ],
)
def test_token_and_answer_are_of_one_person_and_of_this_way(token, told, is_ours):
    from allauth.socialaccount.models import SocialAccount, SocialLogin
    from django.http import HttpRequest

    from safercity.partnership.people.single_sign_on import NONCES, spend_nonce

    request = HttpRequest()
    request.session = {NONCES: ["n-0", "n-1"]}
    answer = SocialLogin(account=SocialAccount(extra_data={"id_token": token, "userinfo": told}))
    assert spend_nonce(request, answer) is is_ours
    assert spend_nonce(request, answer) is False, "never twice"


def test_the_session_is_a_new_one_after_the_providers_door(connect, provider, sign_in, officer):
    """What was planted in a browser before is worth nothing after."""
    connect("council", "example.org")
    client = sign_in(None)
    asked = start(client)
    before = client.cookies["sessionid"].value
    assert come_back(client, provider.agree(asked, officer)).status_code == 302
    assert has_entered(client) and client.cookies["sessionid"].value != before
    stolen = sign_in(None)
    stolen.cookies["sessionid"] = before
    assert not has_entered(stolen)
