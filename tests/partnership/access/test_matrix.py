"""Every address x every role, another agency, no post, no account: from the URL list itself."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.partnership.access.expected import EVERYONE, Access

pytestmark = pytest.mark.one_database

# Sign-in, second factor, sessions: a library's own pages, judged in test_library.py.
LIBRARIES = ("account_", "mfa_", "usersessions_", "socialaccount_", "openid_connect_")
PEOPLE = sorted(EVERYONE) + ["postless", None]


def list_addresses(resolver=None, space: str = "") -> Iterator[tuple[str, object]]:
    """(name, view) of every address of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from list_addresses(entry, entry.namespace or space)
        elif isinstance(entry, URLPattern):
            yield f"{space}:{entry.name}" if space else str(entry.name), entry.callback


def load_expected() -> dict[str, Access]:
    """What the files of this folder say, together."""
    expected: dict[str, Access] = {}
    for file in sorted(Path(__file__).parent.glob("[!t_]*.py")):
        module = import_module(f"tests.partnership.access.{file.stem}")
        expected |= getattr(module, "EXPECTED", {})
    return expected


EXPECTED = load_expected()


def test_every_address_says_who_may_open_it():
    ours = {name: view for name, view in list_addresses() if not name.startswith(LIBRARIES)}
    unmarked = [name for name, view in ours.items() if not hasattr(view, "rule")]
    assert not unmarked, "views without @page(rule): " + ", ".join(unmarked)
    by_token = {name for name, view in ours.items() if hasattr(view, "is_read_by_token")}
    walked = set(EXPECTED) | by_token  # those are walked by test_tokens.py
    assert set(ours) == walked, "tests/partnership/access and the addresses differ"


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_who_gets_an_answer(name, people, sign_in):
    access = EXPECTED[name]
    arguments = access.make(people)
    address = reverse(name, kwargs=arguments)
    for who in PEOPLE:
        client = sign_in(who)
        answer = getattr(client, access.method)(address, access.data(people))
        assert answer.status_code in wanted(access, who), (
            f"{who} at {address}: {answer.status_code}"
        )
        if who is None and access.strangers == 302:
            assert answer.url.startswith("/account/login/"), "strangers are asked to sign in"


def wanted(access: Access, who: str | None) -> frozenset[int] | set[int]:
    """The answers that are right for a person. A stranger is sent to the sign-in page."""
    if who is None:
        return {access.strangers}
    if who == "postless":
        return {access.postless}
    return access.answers if who in access.who else {access.others}
