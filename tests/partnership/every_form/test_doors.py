"""The forms in front of the door: invitation, sign-in, new password, second factor, sessions."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from tests.partnership.access.test_matrix import LIBRARIES
from tests.partnership.every_form.addresses import VIEWS
from tests.partnership.every_form.filling import fill
from tests.partnership.every_form.reading import read_faults, read_forms
from tests.partnership.every_form.sending import send, undone
from tests.partnership.every_form.spoiling import SCRIPT, list_spoils
from tests.partnership.people.conftest import (
    WORDS,
    find_link,
    no_old_counts,
    run_jobs,
    with_password,
)

pytestmark = pytest.mark.one_database

__all__ = ["find_link", "no_old_counts", "run_jobs", "with_password"]
MAY_ANSWER = {200, 302, 400, 401, 403, 404, 405, 409, 422, 429}


def list_doors() -> list[str]:
    """Addresses of the sign-in library that need nothing in their address."""
    doors = []
    for name in sorted(set(VIEWS)):
        if name.startswith(LIBRARIES):
            try:
                doors.append(reverse(name))
            except NoReverseMatch:
                continue
    return doors


@pytest.mark.parametrize("who", [None, "officer"])
@pytest.mark.parametrize("address", list_doors())
def test_no_door_breaks(address, who, sign_in, with_password):
    if who:
        with_password(who)
    client = sign_in(who)
    answer = client.get(address, follow=True)
    assert answer.status_code in MAY_ANSWER
    last = answer.redirect_chain[-1][0] if answer.redirect_chain else address
    for form in read_forms(answer.content.decode()) if answer.status_code == 200 else ():
        goes_to = form.action or last
        if "logout" in goes_to or "sign-out" in goes_to:
            continue
        good = fill("", form)
        for each in form.fields.values():
            for spoilt in list_spoils(each):
                given = {**good, each.name: spoilt.value if spoilt.value is not None else ""}
                with undone():
                    told = send(client, goes_to, given)
                assert told.status in MAY_ANSWER, f"{each.name}, {spoilt.how}: {told.page[:300]}"
                assert SCRIPT not in told.page, f"{each.name} comes back as a script"
                assert "correct horse" not in told.page, "a password comes back"


@pytest.fixture
def invitation(sign_in, people, run_jobs, find_link) -> str:
    address = reverse("people:invite", kwargs={"key": people.posts["officer"].pk})
    client = sign_in("administrator")
    key = client.get(address).context["form"]["key"].value()
    client.post(address, {"email": "new.officer@example.org", "name": "", "key": key})
    return find_link(run_jobs()[-1])


def test_an_invitation_spoilt(invitation, sign_in):
    stranger = sign_in(None)
    [form] = read_forms(stranger.get(invitation).content.decode())
    good = {**fill("people:accept", form), "password": WORDS, "again": WORDS}
    for each in form.fields.values():
        for spoilt in list_spoils(each):
            given = {**good, each.name: spoilt.value if spoilt.value is not None else ""}
            with undone():
                told = send(stranger, invitation, given)
            if told.status == 302 and (spoilt.may_pass or each.kind == "password"):
                continue
            assert told.status == 422, f"{each.name}, {spoilt.how}: {told.status} {told.page[:200]}"
            assert read_faults(told.page) and SCRIPT not in told.page and WORDS not in told.page
    assert send(stranger, invitation, good).status == 302
    assert send(stranger, invitation, good).status == 404, "sent twice it makes one account"
