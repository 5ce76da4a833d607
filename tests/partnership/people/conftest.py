"""Letters that were sent, jobs that ran, people who sign in by the page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.people.provider import CALLBACK, run_provider

WORDS = "lamp-river-otter-2"  # opens accounts of tests, and no other


@pytest.fixture(autouse=True)
def no_old_counts(db):
    """Rate limits are counted in a table of the cache: each test begins with none."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def run_jobs(mailoutbox):
    """Run what is in the outbox; the letters that went out by it."""
    from safercity.partnership.config.collecting import load_jobs
    from safercity.partnership.jobs.actions import run_due

    load_jobs()

    def run():
        before = len(mailoutbox)
        run_due()
        return mailoutbox[before:]

    return run


@pytest.fixture
def find_link():
    """The path of the one link in a letter."""

    def find(letter) -> str:
        (link,) = re.findall(r"http://localhost:8000(/\S+)", letter.body)
        return link

    return find


@pytest.fixture
def with_password(people):
    """`with_password("officer")` gives the account a password that is known here."""

    def give(who: str):
        user = people.users[who]
        user.refresh_from_db()
        user.set_password(WORDS)
        user.save()
        return user

    return give


@pytest.fixture
def enter(sign_in):
    """`enter(email, password)` sends the sign-in page; the client and the answer."""

    def send(email: str, password: str = WORDS, *, client=None, **more):
        client = client or sign_in(None)
        data = {"login": email, "password": password, **more}
        return client, client.post("/account/login/", data)

    return send


@pytest.fixture
def verbs():
    """`verbs(user)`: what the audit says was done to an account, the oldest first."""
    from safercity.partnership.audit.queries import find_acts

    def of(target=None, **conditions):
        if target is not None:
            conditions |= {"kind": target._meta.label_lower, "object_id": target.pk}
        return [act.verb for act in find_acts(**conditions).order_by("id")]

    return of


@pytest.fixture(scope="module")
def provider():
    with run_provider() as running:
        yield running


@pytest.fixture
def connect(provider, people):
    """`connect("council", "example.org")` gives an agency its sign-in, for these domains."""
    from safercity.partnership.people import actions

    def give(slug: str, *domains: str):
        client, secret = provider.register(CALLBACK.format(slug=slug))
        told = actions.ProviderSettings(provider.address, client, secret, domains)
        return actions.set_provider(people.agencies[slug], told, version=0, by=SYSTEM)

    return give


@pytest.fixture
def walk(provider, sign_in):
    """Go all the way: our page, the provider, and back; the client and the last answer."""

    def go(slug: str, subject: str, *, leads_to: str = "", client=None):
        client = client or sign_in(None)
        start = f"/account/oidc/{slug}/login/" + (f"?next={leads_to}" if leads_to else "")
        asked = client.get(start)
        assert asked.status_code == 302 and asked.url.startswith(provider.address)
        back = urlsplit(provider.agree(asked.url, subject))
        return client, client.get(f"{back.path}?{back.query}")

    return go
