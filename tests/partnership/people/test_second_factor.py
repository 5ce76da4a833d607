"""The second factor: apps, recovery codes, who must have one, who lost theirs."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from safercity.partnership.people.letters import KEEPS_FILES
from tests.partnership.people.conftest import WORDS


@pytest.fixture
def guarded(settings):
    """The site asks administrators and auditors for a second factor."""
    from dataclasses import replace

    settings.SAFERCITY = replace(settings.SAFERCITY, second_factor=("administrator", "auditor"))


def make_code(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import (
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def confirm(client, leads_to: str) -> None:
    """Give the password again, which every change of a second factor asks for."""
    asked = client.get(leads_to).url
    assert asked.startswith("/account/reauthenticate/")
    assert client.post(asked, {"password": WORDS}).url == leads_to


def add_app(client) -> str:
    confirm(client, "/account/2fa/totp/activate/")
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page).group(1)
    answer = client.post("/account/2fa/totp/activate/", {"code": make_code(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def test_an_app_is_asked_for_at_the_next_sign_in(
    with_password, enter, verbs, run_jobs, django_capture_on_commit_callbacks
):
    user = with_password("officer")
    client, _answer = enter(user.email)
    with django_capture_on_commit_callbacks(execute=True):
        secret = add_app(client)
    assert "authenticator app added" in verbs(user)
    assert [letter.to for letter in run_jobs()] == [[user.email]]
    again, answer = enter(user.email)
    assert answer.url == "/account/2fa/authenticate/"
    assert again.get("/people/").status_code == 302
    wrong = again.post("/account/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200 and "Incorrect code" in wrong.content.decode()
    used = again.post("/account/2fa/authenticate/", {"code": make_code(secret)})
    if used.status_code == 200:  # the code that added the app holds once
        from django.core.cache import cache

        cache.clear()
        used = again.post("/account/2fa/authenticate/", {"code": make_code(secret)})
    assert used.url == "/"
    assert again.get("/people/").status_code == 200


def test_the_secret_is_not_readable_in_the_database(with_password, enter):
    from allauth.mfa.models import Authenticator

    user = with_password("officer")
    secret = add_app(enter(user.email)[0])
    assert secret not in str(list(Authenticator.objects.values()))


def test_a_recovery_code_opens_once(with_password, enter):
    user = with_password("officer")
    client, _answer = enter(user.email)
    add_app(client)
    page = client.get("/account/2fa/recovery-codes/").content.decode()
    code = re.search(r"<code>(\w+)</code>", page).group(1)
    for expected in (302, 200):
        door, _answer = enter(user.email)
        assert door.post("/account/2fa/authenticate/", {"code": code}).status_code == expected


def test_the_audit_says_with_which_factor_someone_came_in(with_password, enter):
    from safercity.partnership.audit.queries import find_acts

    user = with_password("officer")
    client, _answer = enter(user.email)
    add_app(client)
    page = client.get("/account/2fa/recovery-codes/").content.decode()
    code = re.search(r"<code>(\w+)</code>", page).group(1)
    door, _answer = enter(user.email)
    assert door.post("/account/2fa/authenticate/", {"code": code}).status_code == 302
    acts = find_acts(by=user.pk, verb="signed in").order_by("id")
    assert [act.details["how"] for act in acts] == ["password", "password+recovery-code"]


def test_wrong_passwords_are_over_once_the_second_factor_is_given_and_not_before(
    with_password, enter
):
    user = with_password("officer")
    add_app(enter(user.email)[0])
    for _wrong in range(3):
        enter(user.email, "wrong-lamp-river-otter")
    assert enter(user.email)[1].url == "/account/2fa/authenticate/"
    for _wrong in range(2):
        enter(user.email, "wrong-lamp-river-otter")
    assert "Too many" in enter(user.email)[1].content.decode(), "the password alone clears nothing"


def test_changing_the_second_factor_asks_for_the_password_again(with_password, enter):
    user = with_password("officer")
    client, _answer = enter(user.email)
    asked = client.get("/account/2fa/totp/activate/").url
    wrong = client.post(asked, {"password": "wrong-lamp-river-otter"})
    assert wrong.status_code == 200
    assert client.get("/account/2fa/totp/activate/").status_code == 302
    confirm(client, "/account/2fa/totp/activate/")


def test_the_librarys_forms_speak_as_the_site_does(with_password, enter):
    from django.test import Client

    user = with_password("officer")
    asked = Client(SERVER_NAME="127.0.0.1").get("/account/login/").content.decode()
    assert "E-mail address" in asked and "placeholder" not in asked.partition("<main")[2]
    client, _answer = enter(user.email)
    page = client.get("/account/password/change/").content.decode()
    assert "New password again" in page and "New Password" not in page
    page = client.get("/account/reauthenticate/").content.decode()
    assert 'name="password"' in page and "placeholder" not in page.partition("<main")[2]
    confirm(client, "/account/2fa/totp/activate/")
    page = client.get("/account/2fa/totp/activate/").content.decode()
    assert "The six digits that the app shows" in page
    assert 'inputmode="numeric"' in page and 'autocomplete="one-time-code"' in page
    assert "placeholder" not in page.partition("<main")[2]
    assert "Name of the key" in client.get("/account/2fa/webauthn/add/").content.decode()


def test_a_role_that_must_have_one_sees_nothing_before(guarded, people, sign_in, edition):
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(people.users["auditor"])
    assert client.get("/audit/").url == "/account/2fa/"
    page = client.get("/account/2fa/").content.decode()
    assert "Your post asks for a second factor" in page


def test_who_has_it_gets_in_and_others_are_not_asked(guarded, people, with_password, edition):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.test import Client

    TOTP.activate(people.users["auditor"], generate_totp_secret())
    for who in ("auditor", "officer"):
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(people.users[who])
        assert client.get("/people/").status_code == 200


def test_who_lost_theirs_is_helped_by_an_administrator(
    people, sign_in, with_password, enter, verbs, settings
):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    user = with_password("officer")
    TOTP.activate(user, generate_totp_secret())
    address = reverse("people:second-factor", kwargs={"key": user.pk})
    assert sign_in("administrator").post(address, {}).status_code == 422
    settings.EMAIL_BACKEND = KEEPS_FILES
    answer = sign_in("administrator").post(address, {"sure": "on"}, follow=True)
    page = unescape(answer.content.decode())
    link = f"{settings.SAFERCITY.home}/account/login/?next=/account/2fa/"
    assert f"Hand this link to {user.email} yourself" in page and link in page
    assert enter(user.email)[1].url == "/"
    assert "second factor removed by administrator" in verbs(user)


def test_the_defaults_are_written_in_the_settings(tmp_path):
    from safercity.evidence.workspace.folder import create_workspace
    from safercity.partnership.config.reading import read_site

    create_workspace(tmp_path / "real", name="Real", areas=("E00000001",))
    create_workspace(tmp_path / "demo", name="Demo", areas=("E00000001",), made_up=True)
    assert read_site(tmp_path / "real").second_factor == ("administrator", "manager", "auditor")
    assert read_site(tmp_path / "demo").second_factor == ()
    settings = tmp_path / "real" / "safercity.toml"
    settings.write_text(settings.read_text() + '\n[site]\nsecond_factor = ["chair"]\n')
    assert read_site(tmp_path / "real").second_factor == ("chair",)


def test_a_stranger_who_asks_for_a_new_password_bars_no_one_from_a_second_factor(
    with_password, enter
):
    user = with_password("officer")
    client, _answer = enter(user.email)
    client.logout()
    client.post("/account/password/reset/", {"email": user.email})
    client, _answer = enter(user.email)
    confirm(client, "/account/2fa/totp/activate/")
    assert client.get("/account/2fa/totp/activate/").status_code == 200
