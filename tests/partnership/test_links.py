"""No page leads anyone to a closed door: every link that a page shows opens for who sees it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.partnership.put_back import put_back_demonstration

pytestmark = pytest.mark.one_database

TOLD = re.compile("Ask to join|whether it could have one|for a review that adds it")
LINK = re.compile(r'href="(/[^"#?]*)')
ALIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|p-[0-9a-f]+|(?<=/)[a-z0-9]+(-[a-z0-9]+)+(?=/)|\d+")
OF_A_KIND = 2  # pages of one address that are opened: the first may be the viewer's own
WHO = ("voluntary", "auditor", "council", "chair")
NOT_HERE = "/records/"  # this site shows an edition alone


@pytest.fixture
def demonstration(db, settings, tmp_path, assessed):
    """The demonstration's partnership over the sample edition."""
    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=assessed)
    put_back_demonstration(tmp_path)


def list_closed(account: str) -> list[str]:
    """ "403 /places/, from /my-work/" of every link that does not open."""
    from django.test import Client

    from safercity.partnership.people.queries import User

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email=f"{account}@demo.invalid"))
    opened: dict[str, int] = {}
    asked, closed, waiting = set(), [], [("/my-work/", "")]
    while waiting:
        address, came_from = waiting.pop(0)
        kind = ALIKE.sub("…", address)
        if address in asked or opened.get(kind, 0) >= OF_A_KIND:
            continue
        asked.add(address)
        opened[kind] = opened.get(kind, 0) + 1
        answer = client.get(address, follow=True)
        if answer.status_code == 403 and TOLD.search(answer.content.decode()):
            continue  # an agency without an agreement is told how to come by one
        if answer.status_code >= 400:
            closed.append(f"{answer.status_code} {address}, from {came_from}")
        elif answer.get("Content-Type", "").startswith("text/html"):
            links = LINK.findall(answer.content.decode())
            skipped = ("/static/", NOT_HERE)
            waiting += [(each, address) for each in links if not each.startswith(skipped)]
    assert len(asked) > 15
    return closed


def test_no_link_leads_to_a_closed_door(demonstration):
    assert {who: found for who in WHO if (found := list_closed(who))} == {}
