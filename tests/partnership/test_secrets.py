"""What opens a door is in no log; what protects a page is on every kind of answer."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.config.logs import HIDDEN, WithoutSecrets, hide_secrets
from safercity.partnership.people import actions
from tests.partnership.commitments.made import make
from tests.partnership.people.conftest import WORDS as PASSWORD

WRONG = "lamp-river-heron-3"


@pytest.fixture
def log():
    """All that the site would write, and more: refusals and pages not found as well."""
    written = io.StringIO()
    root, request = logging.getLogger(), logging.getLogger("django.request")
    [ours] = [each for each in root.handlers if isinstance(each.formatter, WithoutSecrets)]
    handler = logging.StreamHandler(written)
    handler.setFormatter(ours.formatter)
    level = request.level
    request.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)
    request.setLevel(level)


@pytest.fixture
def run_jobs(mailoutbox):
    from django.core.cache import cache

    from safercity.partnership.config.collecting import load_jobs
    from safercity.partnership.jobs.actions import run_due

    cache.clear()
    load_jobs()
    return lambda: (run_due(), mailoutbox)[1]


def find_link(letter) -> str:
    return re.findall(r"http://[^/\s]+(/\S+)", letter.body)[0]


def test_links_and_passwords_never_reach_the_log(people, sign_in, run_jobs, log):
    """The whole way in, with every step done wrong once, and twice where it holds once."""
    address = reverse("people:invite", kwargs={"key": people.posts["officer"].pk})
    given = {"email": "new.officer@example.org", "name": "", "key": uuid4()}
    assert sign_in("administrator").post(address, given).status_code == 302
    link = find_link(run_jobs()[-1])
    stranger = sign_in(None)
    sent = {"name": "Sam Newcomer", "password": PASSWORD, "again": PASSWORD}
    assert stranger.post(link, sent | {"again": WRONG}).status_code == 422
    assert stranger.post(link, sent).status_code == 302
    assert stranger.get(link).status_code == 404
    for password in (WRONG, PASSWORD):
        door = {"login": given["email"], "password": password}
        sign_in(None).post("/account/login/", door)
    sign_in(None).post("/account/password/reset/", {"email": given["email"]})
    reset = find_link(run_jobs()[-1])
    client = sign_in(None)
    form = client.get(reset, follow=True).redirect_chain[-1][0]
    new = "harbour-candle-finch-9"
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    assert sign_in(None).get(reset, follow=True).status_code in (200, 302, 404)
    told = log.getvalue()
    assert f"/invitation/{HIDDEN}/" in told, "the page not found was not logged: nothing was tried"
    for secret in (link.strip("/").rpartition("/")[2], reset.strip("/").rpartition("/")[2],
                   PASSWORD, WRONG, new):  # fmt: skip
        assert secret not in told


def test_tokens_never_reach_the_log(people, sign_in, log):
    new = actions.NewToken(people.agencies["council"], "Dashboard", "monthly figures")
    _token, secret = actions.make_token(new, by=SYSTEM)
    for bearer in (secret, secret[:-1] + "x"):
        headers = {"HTTP_AUTHORIZATION": f"Bearer {bearer}"}
        sign_in(None).get("/api/v1/agencies", **headers)
        sign_in(None).get("/api/v1/nowhere", **headers)
    logging.getLogger("safercity.test").warning("Authorization: Bearer %s", secret)
    assert "nowhere" in log.getvalue() and f"Bearer {HIDDEN}" in log.getvalue()
    assert secret not in log.getvalue() and secret[:-1] not in log.getvalue()


def test_a_traceback_is_cleaned_too(log):
    try:
        raise ValueError("no such link: /invitation/kept-by-nobody/ ?code=a1b2&state=c3")
    except ValueError:
        logging.getLogger("safercity.test").exception("at %s", "/account/password/reset/key/1-ab/")
    told = log.getvalue()
    assert "Traceback" in told
    assert not {"kept-by-nobody", "1-ab", "a1b2", "c3"} & set(re.findall(r"[\w-]+", told))


@pytest.mark.parametrize("sign", ["\n", "\r", "\x1b[2J", "\u2028", "\x00", "\u202e"])
def test_nobody_writes_a_line_of_the_log_by_what_they_send(log, sign):
    logging.getLogger("safercity.test").error("Not read: %s", f"x{sign}2026 ERROR forged")
    (line,) = log.getvalue().splitlines()
    assert sign not in line and "forged" in line


def test_a_path_with_a_new_line_is_one_line_of_the_log(sign_in, log):
    sign_in("officer").get("/nowhere/%0a2026-11-26%20ERROR%20forged/")
    assert len(log.getvalue().strip().splitlines()) == 1 and "forged" in log.getvalue()


def test_what_is_no_secret_stays():
    line = "Not Found: /places/p-7b08aaf3/?theme=asb&page=2"
    assert hide_secrets(line) == line


def test_a_fault_is_logged(open_site, tmp_path, log):
    """A server without its faults in the log cannot be mended."""
    from tests.partnership.sample_edition import replace_table, write_sample_edition

    folder = write_sample_edition(tmp_path / "broken")
    replace_table(folder, "places", {"places": [{"rank": 1}]})
    client = open_site(folder)
    client.raise_request_exception = False
    assert client.get("/places/").status_code == 500
    assert "Internal Server Error: /places/" in log.getvalue() and "KeyError" in log.getvalue()


ANSWERS = {
    "page": ("/my-work/", 200),
    "CSV": ("/actions/?format=csv", 200),
    "XLSX": ("/actions/?format=xlsx", 200),
    "shapes": ("/places.geojson", 200),
    "not found": ("/nowhere/", 404),
    "not allowed": ("/people/accounts/", 403),
    "wrong method": ("/actions/new/?_method=PUT", 405),
    "redirect": ("/", 302),
    "read API without a token": ("/api/v1/agencies", 401),
    "its description": (reverse, 200),
    "style": ("/static/css/site.css", 200),
    "sign-in": ("/account/login/", 200),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_is_protected(kind, sign_in, people):
    address, status = ANSWERS[kind]
    if address is reverse:
        address = reverse("api:description")
    client = sign_in(None if kind in ("sign-in", "read API without a token") else "officer")
    answer = client.put(address) if status == 405 else client.get(address)
    assert answer.status_code == status
    check_headers(answer)


def check_headers(answer) -> None:
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer.has_header("Cache-Control")


def test_an_attachment_is_protected(people, sign_in, settings, tmp_path):
    from tests.partnership.notes.made import subject_of

    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "notes.yaml").write_text(
        "format: 1\nversion: 1\nforked_from: 1\nrooms_with_files: [commitments]\n"
        "expires_after_days: 30\nlargest_megabytes: 1\nmost_of_an_object: 2\n"
    )
    client = sign_in("officer")
    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=tmp_path)
    from safercity.partnership.notes.actions import SentFile, attach_file

    sent = SentFile("minutes.pdf", b"%PDF-1.7 minutes")
    kept = attach_file(subject_of(people, make(people)), sent, by=people.viewer("officer"))
    answer = client.get(reverse("notes:file", kwargs={"key": kept.pk}))
    assert answer.status_code == 200 and answer.streaming
    check_headers(answer)
    assert answer["Cache-Control"] == "private, no-store"


def test_a_fault_and_a_bad_request_are_protected(open_site, tmp_path, edition):
    from tests.partnership.sample_edition import replace_table, write_sample_edition

    folder = write_sample_edition(tmp_path / "broken")
    replace_table(folder, "places", {"places": [{"rank": 1}]})
    client = open_site(folder)
    client.raise_request_exception = False
    fault = client.get("/places/")
    bad = open_site(edition).get("/places/", headers={"host": "rebound.example"})
    assert (fault.status_code, bad.status_code) == (500, 400)
    check_headers(fault)
    check_headers(bad)


def test_what_is_read_by_token_is_protected_and_not_kept(people, sign_in):
    new = actions.NewToken(people.agencies["council"], "Dashboard", "monthly figures")
    _token, secret = actions.make_token(new, by=SYSTEM)
    answer = sign_in(None).get("/api/v1/agencies", HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert answer.status_code == 200
    check_headers(answer)


def test_what_shows_evidence_or_records_is_not_kept_by_the_browser(sign_in, people):
    client = sign_in("analyst")
    for address in ("/places/", "/places.geojson", "/places/?format=csv"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store", address
    assert client.get("/actions/")["Cache-Control"] == "private, no-cache"
