"""Every address of the read API x token of the agency, of another, withdrawn, none; a session."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.people import actions
from safercity.partnership.people.queries import Token
from tests.partnership.access.api import BY_TOKEN, guessed
from tests.partnership.access.test_matrix import list_addresses


def make_token(people, slug: str = "council"):
    new = actions.NewToken(people.agencies[slug], "Dashboard", "monthly figures")
    return actions.make_token(new, by=SYSTEM)


def bearer(secret: str) -> dict:
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


def test_every_operation_is_walked():
    read = {name for name, view in list_addresses() if getattr(view, "is_read_by_token", False)}
    assert read == set(BY_TOKEN), "tests/partnership/access/api.py and the operations differ"


@pytest.mark.parametrize("name", sorted(BY_TOKEN))
def test_who_reads_what(name, people, open_site, assessed):
    make, elsewhere = BY_TOKEN[name]
    arguments = make(people)
    address = reverse(name, kwargs=arguments)
    stranger, officer = open_site(assessed, None), open_site(assessed, "officer")
    token, secret = make_token(people)
    _other, other = make_token(people, "fire")
    assert stranger.get(address, **bearer(secret)).status_code == 200
    assert stranger.get(address, **bearer(other)).status_code == elsewhere
    for client in (stranger, officer):  # a session opens nothing here
        told = client.get(address)
        assert told.status_code == 401 and told["WWW-Authenticate"] == "Bearer"
    assert stranger.get(address, **bearer("guessed")).status_code == 401
    assert stranger.post(address, **bearer(secret)).status_code == 405
    if arguments:
        unknown = reverse(name, kwargs=guessed(arguments))
        assert stranger.get(unknown, **bearer(secret)).status_code == 404
    actions.withdraw_token(token, by=SYSTEM)
    assert stranger.get(address, **bearer(secret)).status_code == 401


def test_a_token_ends_by_itself_and_with_its_agency(people, sign_in):
    address, client = reverse("api:people-list-posts"), sign_in(None)
    token, secret = make_token(people)
    Token.objects.filter(pk=token.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    assert client.get(address, **bearer(secret)).status_code == 401
    _token, secret = make_token(people, "fire")
    people.agencies["fire"].ended_on = timezone.localdate()
    people.agencies["fire"].save()
    assert client.get(address, **bearer(secret)).status_code == 401
