"""Tokens on their pages, at the door of the API, and in the audit."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.audit.queries import find_acts, find_looks, name_people
from safercity.partnership.common.free_text import NamesAPerson
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotAllowed, NotYet, Refused
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.people import actions
from safercity.partnership.people.queries import Token, digest_token
from tests.partnership.access.test_tokens import bearer, make_token
from tests.partnership.commitments.made import make

POSTS = "/api/v1/posts"


def send(people, key=None) -> dict:
    told = {"name": "Council dashboard", "purpose": "monthly figures", "days": 30}
    return told | {"key": key or new_id()}


def test_the_secret_is_shown_once_and_kept_as_its_digest(people, sign_in):
    client, sent = sign_in("administrator"), send(people)
    address = reverse("people:make-token", kwargs={"key": people.agencies["council"].pk})
    answer = client.post(address, sent)
    secret = re.search(r'id="secret">([^<]+)<', answer.text)[1]
    assert answer["Cache-Control"] == "no-store"
    token = Token.objects.get()
    assert token.digest == digest_token(secret) and secret not in str(vars(token))
    tokens = client.get(reverse("people:tokens", kwargs={"key": people.agencies["council"].pk}))
    assert "Council dashboard" in tokens.text and secret not in tokens.text
    assert sign_in(None).get(POSTS, **bearer(secret)).status_code == 200
    client.post(address, sent)  # the button pressed twice
    assert Token.objects.count() == 1
    client.post(reverse("people:withdraw-token", kwargs={"key": token.pk}))
    assert "Withdrawn on" in client.get(address.removesuffix("make/")).text
    verbs = list(find_acts(object_id=token.pk).values_list("verb", flat=True))
    assert verbs == ["token withdrawn", "token secret replaced", "token made"]


def test_the_list_tells_what_was_done_to_each_token(people, sign_in, django_assert_max_num_queries):
    keeper, council = people.viewer("administrator"), people.agencies["council"]
    tokens = [
        actions.make_token(actions.NewToken(council, f"Board_{n}", "figures"), by=keeper)[0]
        for n in range(12)
    ]
    actions.withdraw_token(tokens[3], by=keeper)
    police = actions.NewToken(people.agencies["police"], "Elsewhere", "places")
    actions.make_token(police, by=keeper)
    client, address = sign_in("administrator"), reverse("people:tokens", args=[council.pk])
    client.get(address)
    with django_assert_max_num_queries(10):
        page = client.get(address)
    made = [f"token made: Board_{n}" for n in reversed(range(12))]
    told = [entry.verb for entry in page.context["history"]]
    assert told == ["token withdrawn: Board_3", *made]
    assert "Token withdrawn: Board_3" in page.text and "Robin administrator" in page.text
    assert "Elsewhere" not in page.text and str(council.pk) not in page.context["history"][0].tell(
        {}
    )


def test_a_form_takes_over_no_token_of_another(people):
    """Neither another agency's, nor one with another name, nor one that was withdrawn."""
    council, police = people.agencies["council"], people.agencies["police"]
    theirs, secret = actions.make_token(actions.NewToken(police, "Map", "places"), by=SYSTEM)
    key = theirs.pk
    for new in (
        actions.NewToken(council, "Map", "places", key=key),
        actions.NewToken(police, "Other", "places", key=key),
    ):
        with pytest.raises(Refused, match="another token already"):
            actions.make_token(new, by=people.viewer("administrator"))
    assert actions.use_token(secret) == theirs
    actions.withdraw_token(theirs, by=SYSTEM)
    with pytest.raises(Refused):
        actions.make_token(actions.NewToken(police, "Map", "places", key=key), by=SYSTEM)


def test_a_look_is_written_with_the_tokens_purpose(people, sign_in):
    token, secret = make_token(people)
    sign_in(None).get(POSTS, **bearer(secret))
    (look,) = find_looks(by=token.pk)
    assert (look.purpose, look.page) == ("monthly figures", "api:people-list-posts")
    assert look.agency == people.agencies["council"].pk and look.count == len(people.posts)
    assert name_people()[token.pk] == "Dashboard"
    token.refresh_from_db()
    assert token.used_at is not None


def test_a_token_asks_so_often_a_minute(people, sign_in, monkeypatch):
    from safercity.partnership.people.actions import tokens

    monkeypatch.setattr(tokens, "USES_A_MINUTE", 3)
    at = timezone.now()
    monkeypatch.setattr(tokens.timezone, "now", lambda: at)
    _token, secret = make_token(people)
    _other, other = make_token(people)
    client = sign_in(None)
    answers = [client.get(POSTS, **bearer(secret)) for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "60" and "advice" in answers[-1].json()
    assert client.get(POSTS, **bearer(other)).status_code == 200


def test_a_token_sees_what_its_agency_may_and_no_person(people, sign_in):
    hidden = make(people, only_parties=True)
    _token, council = make_token(people)
    _other, fire = make_token(people, "fire")
    client = sign_in(None)
    own = client.get("/api/v1/actions", **bearer(council)).json()
    assert [row["id"] for row in own["items"]] == [str(hidden.pk)] and own["count"] == 1
    assert client.get("/api/v1/actions", **bearer(fire)).json() == {"items": [], "count": 0}
    text = client.get("/api/v1/posts?limit=500", **bearer(council)).text
    assert "Officer post" in text and "Robin" not in text and "@example.org" not in text


def test_a_guests_token_lists_its_own_agency(people, sign_in):
    people.agencies["fire"].is_guest = True
    people.agencies["fire"].save()
    _token, secret = make_token(people, "fire")
    client = sign_in(None)
    own = str(people.agencies["fire"].pk)
    listed = client.get("/api/v1/agencies", **bearer(secret)).json()["items"]
    assert [each["id"] for each in listed] == [own]
    posts = client.get(POSTS, **bearer(secret)).json()["items"]
    assert {each["agency_id"] for each in posts} == {own}
    other = people.agencies["council"].pk
    assert client.get(f"/api/v1/agencies/{other}", **bearer(secret)).status_code == 404


@pytest.mark.parametrize("asked", ["limit=0", "limit=501", "offset=-1", "limit=many"])
def test_a_part_that_cannot_be_is_refused(people, sign_in, asked):
    _token, secret = make_token(people)
    assert sign_in(None).get(f"{POSTS}?{asked}", **bearer(secret)).status_code == 422


@pytest.mark.parametrize("asked", ["state=bogus", "kind=bogus", "owner=me"])
def test_a_filter_that_cannot_be_is_refused_in_words(people, sign_in, asked):
    _token, secret = make_token(people)
    make(people)
    client = sign_in(None)
    answer = client.get(f"/api/v1/actions?{asked}", **bearer(secret))
    told = answer.json()
    assert answer.status_code == 422 and told["advice"]
    assert told["error"].startswith(asked.partition("=")[0])
    for state in ("open", "not_started", ""):
        known = client.get(f"/api/v1/actions?state={state}", **bearer(secret)).json()
        assert known["count"] == 1


def test_few_queries_however_long_the_list(people, sign_in, django_assert_max_num_queries):
    for _ in range(12):
        make(people)
    _token, secret = make_token(people)
    with django_assert_max_num_queries(10):
        told = sign_in(None).get("/api/v1/actions", **bearer(secret)).json()
    assert told["count"] == 12 and told["items"][0]["owner"]["agency"] == "Brackenford City Council"


def test_what_a_token_may_not_be_made_for(people):
    council = people.agencies["council"]
    with pytest.raises(NotAllowed):
        actions.make_token(actions.NewToken(council, "a", "b"), by=people.viewer("manager"))
    with pytest.raises(NamesAPerson):
        actions.make_token(actions.NewToken(council, "Mrs Brown's laptop", "b"), by=SYSTEM)
    for days in (0, 367):
        with pytest.raises(Refused, match="cannot hold"):
            actions.make_token(actions.NewToken(council, "a", "b", days), by=SYSTEM)
    council.ended_on = timezone.localdate()
    with pytest.raises(NotYet):
        actions.make_token(actions.NewToken(council, "a", "b"), by=SYSTEM)
    assert not Token.objects.exists()
