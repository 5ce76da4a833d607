"""An agency's own sign-in, against a real provider: its own people, and nobody else."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from safercity.partnership.common.viewers import SYSTEM, Role
from tests.partnership.people.provider import NEEDS_PROVIDER

pytestmark = NEEDS_PROVIDER


def test_the_page_offers_it_and_it_opens_the_invited_account(
    connect, provider, walk, sign_in, people, verbs
):
    connect("council", "example.org")
    page = sign_in(None).get("/account/login/?next=/people/").content.decode()
    assert "Brackenford City Council" in page and "/account/oidc/council/login/" in page
    provider.add_person("s-1", email="officer@example.org", email_verified=True, name="R. Officer")
    client, answer = walk("council", "s-1", leads_to="/people/posts/")
    assert answer.url == "/people/posts/"
    assert client.get("/people/").status_code == 200
    user = people.users["officer"]
    assert verbs(by=user.pk) == ["agency sign-in connected", "signed in"]
    client, answer = walk("council", "s-1")
    assert answer.url == "/", "and again, by what the provider calls the person"


def test_the_way_there_is_bound_to_this_browser(connect, provider, sign_in):
    connect("council", "example.org")
    asked = sign_in(None).get("/account/oidc/council/login/").url
    told = parse_qs(urlsplit(asked).query)
    assert told["code_challenge_method"] == ["S256"] and len(told["state"][0]) >= 10
    provider.add_person("s-2", email="officer@example.org", email_verified=True)
    back = urlsplit(provider.agree(asked, "s-2"))
    other = sign_in(None)
    answer = other.get(f"{back.path}?{back.query}")
    assert answer.status_code != 302 and other.get("/people/").status_code == 302


@pytest.mark.parametrize(
    ("subject", "claims"),
    [
        ("unverified", {"email": "officer@example.org", "email_verified": False}),
        ("silent", {"email": "officer@example.org"}),
        ("wordy", {"email": "officer@example.org", "email_verified": "true"}),
        ("stranger", {"email": "stranger@example.org", "email_verified": True}),
        ("other-domain", {"email": "officer@evil.example", "email_verified": True}),
        ("postless", {"email": "postless@example.org", "email_verified": True}),
        ("other-agency", {"email": "analyst@example.org", "email_verified": True}),
        ("no-address", {"email_verified": True}),
        ("trick", {"email": "officer@example.org@evil.example", "email_verified": True}),
    ],
)
def test_nobody_else_gets_in(connect, provider, walk, people, subject, claims):
    from safercity.partnership.people.queries import User

    connect("council", "example.org")
    before = User.objects.count()
    provider.add_person(subject, **claims)
    client, answer = walk("council", subject)
    assert answer.status_code == 403
    assert "did not open an account" in answer.content.decode()
    assert client.get("/people/").status_code == 302
    assert User.objects.count() == before, "no account for a stranger"


def test_every_refusal_reads_the_same(connect, provider, walk):
    connect("council", "example.org")
    provider.add_person("x-1", email="stranger@example.org", email_verified=True)
    provider.add_person("x-2", email="analyst@example.org", email_verified=True)
    pages = {walk("council", subject)[1].content for subject in ("x-1", "x-2")}
    assert len(pages) == 1


def test_an_invitation_is_accepted_by_it(connect, provider, walk, people):
    from safercity.partnership.people import actions
    from safercity.partnership.people.queries import find_account, get_viewer, list_invitations

    connect("fire", "fire.example.org")
    new = actions.NewInvitation(people.posts["board_member"], "new@fire.example.org")
    actions.invite(new, by=SYSTEM)
    provider.add_person("n-1", email="New@Fire.example.org", email_verified=True, name="Kim New")
    client, answer = walk("fire", "n-1")
    assert answer.url == "/" and client.get("/people/").status_code == 200
    user = find_account("new@fire.example.org")
    assert user.name == "Kim New" and not user.has_usable_password()
    assert get_viewer(user).roles == {Role.BOARD_MEMBER}
    assert not list_invitations().exists()


def test_an_invitation_of_another_agency_is_not(connect, provider, walk, people):
    from safercity.partnership.people import actions
    from safercity.partnership.people.queries import find_account

    connect("fire", "fire.example.org")
    new = actions.NewInvitation(people.posts["officer"], "moved@fire.example.org")  # the council's
    actions.invite(new, by=SYSTEM)
    provider.add_person("n-2", email="moved@fire.example.org", email_verified=True)
    assert walk("fire", "n-2")[1].status_code == 403
    assert find_account("moved@fire.example.org") is None


def test_who_left_the_agency_is_not_let_in_by_it_any_more(connect, provider, walk, people):
    from django.utils import timezone

    from safercity.partnership.people import actions

    connect("council", "example.org")
    provider.add_person("l-1", email="officer@example.org", email_verified=True)
    assert walk("council", "l-1")[1].url == "/"
    holding = people.users["officer"].holdings.get()
    actions.leave_post(holding, day=timezone.localdate(), by=SYSTEM)
    assert walk("council", "l-1")[1].status_code == 403


def test_a_subject_does_not_carry_over_to_another_account(connect, provider, walk, people):
    """The provider now gives the same subject another address: the old account stays shut."""
    connect("council", "example.org")
    provider.add_person("c-1", email="officer@example.org", email_verified=True)
    assert walk("council", "c-1")[1].url == "/"
    provider.add_person("c-1", email="manager@example.org", email_verified=True)
    assert walk("council", "c-1")[1].status_code == 403


def test_a_second_factor_is_asked_for_all_the_same(connect, provider, walk, people):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    connect("council", "example.org")
    TOTP.activate(people.users["officer"], generate_totp_secret())
    provider.add_person("m-1", email="officer@example.org", email_verified=True)
    client, answer = walk("council", "m-1")
    assert answer.url == "/account/2fa/authenticate/"
    assert client.get("/people/").status_code == 302


def test_a_provider_that_is_off_opens_nothing(connect, sign_in, people):
    from safercity.partnership.people import actions

    row = connect("council", "example.org")
    told = actions.ProviderSettings(row.server_url, row.client_id, "", ("example.org",), False)
    actions.set_provider(people.agencies["council"], told, version=row.version, by=SYSTEM)
    assert sign_in(None).get("/account/oidc/council/login/").status_code == 404
    assert "oidc" not in sign_in(None).get("/account/login/").content.decode()


def test_the_secret_is_not_readable_in_the_database(connect):
    from safercity.partnership.people.hidden import reveal
    from safercity.partnership.people.models import Provider

    row = connect("council", "example.org")
    row.refresh_from_db()
    secret = reveal(row.secret)
    assert len(secret) > 10 and secret.encode() not in bytes(row.secret)
    assert secret not in str(list(Provider.objects.values()))


def test_the_agencys_history_tells_the_first_settings_and_the_next(people, sign_in):
    from safercity.partnership.people import actions

    council = people.agencies["council"]
    told = actions.ProviderSettings("https://login.example.org/a", "safer", "s3", ("example.org",))
    row = actions.set_provider(council, told, version=0, by=SYSTEM)
    address = f"/people/agencies/{council.pk}/?format=csv&list=history"
    page = sign_in("administrator").get(address).content.decode()
    for words in ("https://login.example.org/a", "client id: – → safer", "– → example.org"):
        assert words in page
    assert "secret: written" in page and "in use: – → yes" in page and "s3" not in page
    told = actions.ProviderSettings("https://login.example.org/a", "safer", "s4", ("example.org",))
    actions.set_provider(council, told, version=row.version, by=SYSTEM)
    assert "secret: reworded" in sign_in("administrator").get(address).content.decode()


def test_nobody_ties_a_provider_to_an_open_session(connect, provider, with_password, enter, walk):
    user = with_password("officer")
    connect("council", "example.org")
    client, _answer = enter(user.email)
    provider.add_person("p-1", email="officer@example.org", email_verified=True)
    asked = client.get("/account/oidc/council/login/?process=connect").url
    back = urlsplit(provider.agree(asked, "p-1"))
    assert client.get(f"{back.path}?{back.query}").status_code == 403


def test_a_provider_that_does_not_answer_is_a_page(sign_in, people):
    from safercity.partnership.people import actions

    told = actions.ProviderSettings("http://127.0.0.1:9", "id", "secret", ("example.org",))
    actions.set_provider(people.agencies["council"], told, version=0, by=SYSTEM)
    client = sign_in(None)
    client.raise_request_exception = False
    answer = client.get("/account/oidc/council/login/")
    assert answer.status_code == 409 and "does not answer" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"server_url": "http://login.example.org"}, "must begin with https://"),
        ({"server_url": "nonsense"}, "valid URL"),
        ({"domains": "not a domain"}, "not a domain"),
        ({"domains": "example.org, fire.example.org"}, "has this domain"),
        ({"client_id": ""}, "required"),
    ],
)
def test_what_is_wrong_with_a_provider_is_said(connect, sign_in, people, changes, said):
    connect("fire", "fire.example.org")
    address = reverse("people:provider", kwargs={"key": people.agencies["council"].pk})
    good = {
        "version": 0,
        "server_url": "https://login.example.org",
        "client_id": "safercity",
        "secret": "s3cret",
        "domains": "@example.org",
        "is_on": "on",
    }
    answer = sign_in("administrator").post(address, good | changes)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert sign_in("administrator").post(address, good).status_code == 302
    page = sign_in("administrator").get(address).content.decode()
    assert "s3cret" not in page and "/account/oidc/council/login/callback/" in page
