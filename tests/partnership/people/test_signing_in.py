"""The door: what is written down, when it locks, what a stranger learns, where `next` may lead."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests.partnership.people.conftest import WORDS


def test_coming_in_is_an_act(with_password, enter, verbs):
    user = with_password("officer")
    _client, answer = enter(user.email)
    assert answer.url == "/"
    assert verbs(by=user.pk) == ["signed in"]


def test_a_wrong_password_is_an_act_and_nothing_of_it_is_kept(with_password, enter, verbs, caplog):
    from safercity.partnership.audit.queries import find_acts

    user = with_password("officer")
    with caplog.at_level(logging.DEBUG):
        enter(user.email, "wrong-lamp-river-otter")
        enter("nobody@example.org", "wrong-lamp-river-otter")
    acts = list(find_acts(verb="sign-in failed").order_by("id"))
    assert [act.object_id for act in acts] == [user.pk, None]
    for act in acts:
        assert act.details == {} and bytes(act.by_name) == b""
    assert "wrong-lamp" not in caplog.text and "example.org" not in caplog.text


def test_five_wrong_passwords_lock_the_account_and_say_so(with_password, enter, verbs):
    user = with_password("officer")
    for _time in range(5):
        client, answer = enter(user.email, "wrong-lamp-river-otter")
        assert "Too many" not in answer.content.decode()
    client, answer = enter(user.email)  # the right one, now too late
    assert "Too many failed login attempts. Try again in 5 minutes" in answer.content.decode()
    assert client.get("/people/").status_code == 302, "the right password does not open it either"
    enter(user.email)
    assert verbs(user).count("account locked") == 1, "one lock is told once"
    assert verbs(user).count("sign-in failed") == 5


def test_wrong_passwords_of_before_a_good_sign_in_lock_nothing(with_password, enter):
    user = with_password("officer")
    for _time in range(2):
        for _wrong in range(3):
            enter(user.email, "wrong-lamp-river-otter")
        assert enter(user.email)[1].url == "/"


def test_the_administrator_sees_until_when_and_unlocks(with_password, enter, sign_in, verbs):
    user, administrator = with_password("officer"), sign_in("administrator")
    page = f"/people/accounts/{user.pk}/"
    for _time in range(5):
        assert "Locked until" not in administrator.get(page).content.decode()
        enter(user.email, "wrong-lamp-river-otter")
    until = timezone.localtime() + timedelta(minutes=5)
    told = administrator.get(page).content.decode()
    (said,) = re.findall(r"Locked until (\d\d:\d\d)", told)
    assert said in {f"{until - timedelta(minutes=one):%H:%M}" for one in range(3)}
    assert f'action="{page}unlock/"' in told
    for _time in range(2):
        assert administrator.post(page + "unlock/").url == page
    told = administrator.get(page).content.decode()
    assert "Locked until" not in told and "unlock/" not in told
    assert enter(user.email)[1].url == "/"
    assert verbs(user).count("account unlocked") == 1


def test_the_auditor_sees_the_lock(with_password, enter, sign_in):
    user = with_password("officer")
    for _time in range(6):
        enter(user.email, "wrong-lamp-river-otter")
    page = sign_in("auditor").get("/audit/?verb=account+locked").content.decode()
    assert "account locked" in page and user.email not in page


def test_a_lock_of_one_account_leaves_the_others(with_password, enter):
    locked, free = with_password("officer"), with_password("manager")
    for _time in range(6):
        enter(locked.email, "wrong-lamp-river-otter")
    assert enter(free.email)[1].status_code == 302


def test_who_guesses_over_many_accounts_is_stopped_too(enter, people):
    for number in range(20):
        enter(f"guess{number}@example.org", "wrong-lamp-river-otter")
    _client, answer = enter("guess21@example.org", "wrong-lamp-river-otter")
    assert "Too many failed login attempts" in answer.content.decode()


def test_the_door_does_not_tell_who_has_an_account(with_password, enter, sign_in):
    def plain(answer):
        text = answer.content.decode()
        return text.replace(user.email, "?").replace("nobody@example.org", "?")

    user = with_password("officer")
    here = plain(enter(user.email, "wrong-lamp-river-otter")[1])
    there = plain(enter("nobody@example.org", "wrong-lamp-river-otter")[1])
    assert without_tokens(here) == without_tokens(there)


def test_asking_for_a_new_password_does_not_tell_either(with_password, sign_in, run_jobs):
    user = with_password("officer")
    known = sign_in(None).post("/account/password/reset/", {"email": user.email}, follow=True)
    unknown = sign_in(None).post(
        "/account/password/reset/", {"email": "no@example.org"}, follow=True
    )
    assert without_tokens(known.content.decode()) == without_tokens(unknown.content.decode())
    assert known.redirect_chain == unknown.redirect_chain
    letters = run_jobs()
    assert [letter.to for letter in letters] == [[user.email]], "no letters to strangers"


def without_tokens(text: str) -> str:
    """A page without what differs at each answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_a_new_password_by_letter(with_password, sign_in, run_jobs, find_link, enter, verbs):
    user = with_password("officer")
    here, _answer = enter(user.email)
    stranger = sign_in(None)
    stranger.post("/account/password/reset/", {"email": user.email})
    (letter,) = run_jobs()
    page = stranger.get(find_link(letter), follow=True)
    new = "another-lamp-in-the-river"
    address = page.redirect_chain[-1][0]
    answer = stranger.post(address, {"password1": new, "password2": new}, follow=True)
    assert answer.status_code == 200
    assert enter(user.email)[1].status_code == 200, "the old one is wrong now"
    assert enter(user.email, new)[1].url == "/"
    assert here.get("/people/").status_code == 302, "sessions of before have ended"
    assert "password reset" in verbs(user)
    used = sign_in(None).get(find_link(letter), follow=True)
    assert "This link has ended" in used.content.decode()
    assert [letter.subject for letter in run_jobs()] == ["Your Safer City account was changed"]


def test_no_reset_token_lies_in_the_outbox(with_password, sign_in, run_jobs, find_link):
    from safercity.partnership.jobs.queries import Job

    user = with_password("officer")
    sign_in(None).post("/account/password/reset/", {"email": user.email})
    before = str(list(Job.objects.values()))
    token = find_link(run_jobs()[0]).strip("/").rpartition("-")[2]
    assert len(token) > 20 and token not in before + str(list(Job.objects.values()))


def test_letters_are_limited(with_password, sign_in, run_jobs):
    user = with_password("officer")
    codes = [
        sign_in(None).post("/account/password/reset/", {"email": user.email}).status_code
        for _time in range(8)
    ]
    assert 429 in codes
    assert len(run_jobs()) < 8


@pytest.mark.parametrize(
    "leads",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil",
        "http://localhost/",
        "http://localhost:9/",
        "http://[::1]:9/",
        "https://127.0.0.1:9/",
    ],
)
def test_next_leads_nowhere_else(with_password, enter, leads):
    user = with_password("officer")
    _client, answer = enter(user.email, next=leads)
    assert answer.url == "/"


def test_next_leads_to_a_page_of_ours(with_password, enter):
    user = with_password("officer")
    assert enter(user.email, next="/people/posts/")[1].url == "/people/posts/"


def test_the_session_is_a_new_one_after_the_door(with_password, sign_in, enter):
    """What was planted in a browser before is worth nothing after."""
    user = with_password("officer")
    client = sign_in(None)
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client, _answer = enter(user.email, client=client)
    assert client.cookies["sessionid"].value != before
    stolen = sign_in(None)
    stolen.cookies["sessionid"] = before
    assert stolen.get("/people/").status_code == 302


def test_a_changed_password_ends_other_sessions(with_password, enter):
    user = with_password("officer")
    here, _answer = enter(user.email)
    there, _answer = enter(user.email)
    new = "another-lamp-in-the-river"
    data = {"oldpassword": WORDS, "password1": new, "password2": new}
    assert here.post("/account/password/change/", data).status_code == 302
    assert there.get("/people/").status_code == 302


def test_forms_from_elsewhere_are_refused(people, edition):
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    client.force_login(people.users["administrator"])
    address = reverse("people:end-sessions", kwargs={"key": people.users["officer"].pk})
    assert client.post(address).status_code == 403
    stranger = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    assert stranger.post("/account/login/", {"login": "a", "password": "b"}).status_code == 403


def test_nobody_signs_up(sign_in):
    page = sign_in(None).get("/account/signup/").content.decode()
    assert "by invitation" in page and "<form" not in page
    answer = sign_in(None).post(
        "/account/signup/", {"email": "new@example.org", "password1": WORDS}
    )
    assert "by invitation" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/account/email/", "/account/3rdparty/", "/account/3rdparty/signup/"]
)
def test_closed_addresses_of_the_library_are_not_there(sign_in, path):
    assert sign_in("officer").get(path).status_code == 404


def test_passwords_are_kept_with_argon2(with_password):
    assert with_password("officer").password.startswith("argon2$argon2id$")


def test_cookies_are_for_this_site_alone(with_password, enter):
    user = with_password("officer")
    client, _answer = enter(user.email)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["expires"]


def test_a_site_for_others_passes_the_check_for_deployment(tmp_path):
    """Django's own check of a deployed site, in a process of its own with its own settings."""
    import subprocess
    import sys

    program = """
import sys
from pathlib import Path
from safercity.partnership.config.serving import start_django
from safercity.partnership.config.site import Site
site = Site(Path(sys.argv[1]), hosts=("safer.example.org",), state=Path(sys.argv[1]))
start_django(site)
import django
django.setup()
from django.core.checks import run_checks
faults = run_checks(include_deployment_checks=True)
print("\\n".join(f"{fault.id} {fault.msg}" for fault in faults))
sys.exit(bool(faults))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_site_for_others_marks_its_cookies():
    from safercity.partnership.config.settings import build_settings

    site = replace(settings.SAFERCITY, hosts=("safer.example.org",))
    built = build_settings(site, secret="s" * 60)
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert built[name] is True
    assert built["SECURE_HSTS_SECONDS"] >= 31_536_000 and built["DEBUG"] is False
