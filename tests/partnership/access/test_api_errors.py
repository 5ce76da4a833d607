"""Below the API's addresses a program is answered in JSON, whatever went wrong; a guest's share."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.people import actions
from tests.partnership.access.api import BY_TOKEN
from tests.partnership.access.sharing import draft
from tests.partnership.access.strategy import review
from tests.partnership.access.test_matrix import list_addresses
from tests.partnership.access.test_tokens import bearer, make_token
from tests.partnership.people_made import add_charity

JSON = "application/json; charset=utf-8"


def ask(people, address, *, slug="council", method="get"):
    _token, secret = make_token(people, slug)
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    return getattr(client, method)(address, **bearer(secret))


def read_error(answer, status):
    assert (answer.status_code, answer["Content-Type"]) == (status, JSON)
    told = answer.json()
    assert set(told) == {"error", "advice"} and all(told.values())
    return told


@pytest.mark.parametrize("address", ["", "actions/", "actions/x", "no-such", "strategy/reviews/1"])
def test_an_unknown_address_is_told_in_json(address, people, sign_in):
    answer = ask(people, f"/api/v1/{address or 'no/such/thing'}")
    assert read_error(answer, 404)["error"] == "There is nothing at this address."
    assert "<h1" in sign_in("officer").get("/no-such/").content.decode(), "a page stays a page"


def test_what_writes_is_told_so_in_json(people):
    for method in ("post", "put", "delete"):
        answer = ask(people, "/api/v1/actions", method=method)
        assert read_error(answer, 405)["error"] == "This interface is only read."
        assert "GET" in answer["Allow"]


def test_a_fault_and_too_many_questions_are_told_in_json(people, monkeypatch):
    from safercity.partnership.people.actions import tokens

    def fail(*_asked, **_how):
        raise RuntimeError("disk")

    with monkeypatch.context() as patch:
        patch.setattr("safercity.partnership.people.queries.list_agencies_for", fail)
        told = read_error(ask(people, "/api/v1/agencies"), 500)
    assert "disk" not in str(told) and "Nothing was changed" in told["error"]
    monkeypatch.setattr(tokens, "USES_A_MINUTE", 1)
    _token, secret = make_token(people)
    client = Client(SERVER_NAME="127.0.0.1")
    answer = [client.get("/api/v1/agencies", **bearer(secret)) for _n in range(3)][-1]
    read_error(answer, 429)
    assert answer["Retry-After"] == "60"


def test_the_guide_for_people_keeps_its_pages(sign_in):
    refused = sign_in("postless").get(reverse("api:guide"))
    assert refused.status_code == 403 and refused["Content-Type"].startswith("text/html")


def test_a_program_reads_the_description_by_its_token(people):
    address = reverse("api:description")
    told = ask(people, address)
    assert told.status_code == 200 and "/api/v1/actions" in told.json()["paths"]
    for heads in ({}, bearer("guessed")):
        refused = Client(SERVER_NAME="127.0.0.1").get(address, **heads)
        read_error(refused, 401)
        assert refused["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("address", ["actions?foo=1", "duties/2026?limit=5&State=late"])
def test_an_unknown_filter_is_refused_by_its_name(people, address):
    told = read_error(ask(people, f"/api/v1/{address}"), 422)
    assert ("foo" in told["error"]) or ("State" in told["error"])
    assert "limit" not in told["error"]


FAR = "9" * 20  # more than a database's numbers hold


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"actions?offset={FAR}", 422),
        (f"actions?limit={FAR}", 422),
        (f"places?offset={FAR}", 422),
        (f"strategy/versions/{FAR}", 404),
        (f"strategy/versions/{FAR}/parts", 404),
        (f"duties/{FAR}", 404),
    ],
)
def test_a_number_of_any_length_is_answered(people, address, status):
    answer = ask(people, f"/api/v1/{address}")
    assert answer.status_code == status and answer.json()["error"]


@pytest.mark.parametrize(
    "address",
    [
        *(f"/actions/?page={FAR}", f"/strategy/{FAR}/", f"/strategy/compare/?old=1&new={FAR}"),
        *(f"/oversight/duties/{FAR}/", f"/audit/?before={FAR}", f"/people/posts/?page={FAR}"),
    ],
)
def test_a_page_takes_a_number_of_any_length(sign_in, address):
    """It is the last page, or there is none: never a fault of ours."""
    for who in ("manager", "auditor"):
        assert sign_in(who).get(address).status_code in (200, 302, 403, 404, 422)


def test_every_operation_knows_its_filters():
    known = {name: view.filters for name, view in list_addresses() if name in BY_TOKEN}
    assert known["api:people-list-posts"] == {"agency", "limit", "offset"}
    assert known["api:strategy-show-review"] == frozenset()
    lists = {name for name in known if "list-" in name}
    assert all({"limit", "offset"} <= known[name] for name in lists)


def test_a_guests_token_reads_of_these_what_a_guest_sees(people):
    charity = add_charity(people)
    addresses = (
        reverse("api:strategy-list-reviews"),
        reverse("api:strategy-show-review", kwargs=review(people)),
        reverse("api:oversight-list-adoptions"),
        reverse("api:oversight-show-adoption", kwargs={"key": new_id()}),
    )
    told = [ask_guest(charity, address) for address in addresses]
    assert {answer.status_code for answer in told} == {403}
    theirs = draft(people)
    answer = ask_guest(charity, reverse("api:sharing-list-agreements"))
    assert answer.json() == {"items": [], "count": 0}
    one = reverse("api:sharing-show-agreement", kwargs=theirs)
    assert ask_guest(charity, one).status_code == 404


def ask_guest(agency, address):
    new = actions.NewToken(agency, "Dashboard", "monthly figures")
    _token, secret = actions.make_token(new, by=SYSTEM)
    return Client(SERVER_NAME="127.0.0.1").get(address, **bearer(secret))
