"""Every address that is opened, on a site full of work: at most ten queries and 100 kB of HTML, and
its lists go out as files.

Counted is each statement of the request that asks or writes: the session's, who asks, the look in
the audit. BEGIN, COMMIT and savepoints ask for nothing and are not. It is the second request of a
session; of My work the first is counted too.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.partnership.access.test_matrix import EXPECTED
from tests.partnership.full_site import fill, list_picked, name_people, write_large_edition
from tests.partnership.listed import Page, find_missing_file
from tests.partnership.put_back import put_back

pytestmark = pytest.mark.one_database

MOST_QUERIES, MOST_BYTES = 10, 100_000
FREE = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
# The manager where the manager may; else the first of these who may.
ORDER = "manager chair officer administrator auditor link_officer elsewhere analyst".split()
FILTERED = ("/actions/?state=all&page=2", "/actions/?words=light", "/search/?q=light")


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """An edition with as many places as a city's list has."""
    return write_large_edition(tmp_path_factory.mktemp("large") / "edition")


@pytest.fixture
def full_site(db, settings, tmp_path, large):
    """The people of a site full of work."""
    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=large)
    return put_back(make_full_site, tmp_path)


def make_full_site(folder):
    from safercity.partnership.config.demonstration import make_partnership

    make_partnership(folder)
    people = name_people()
    fill(people)
    return people


def open_as(people, who):
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(people.users[who])
    return client


def ask(client, address):
    """(the answer, the statements that asked or wrote)."""
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    asked = [query["sql"] for query in caught.captured_queries]
    return answer, [sql for sql in asked if not sql.startswith(FREE)]


def find_faults(client, address, *, answers, name=""):
    """What is wrong with a page, in words; nothing where it is as it should be."""
    client.get(address)
    answer, asked = ask(client, address)
    if answer.status_code not in answers:
        yield f"{address} answers {answer.status_code}"
    if len(asked) > MOST_QUERIES:
        yield f"{address}: {len(asked)} queries" + "".join(f"\n  …{sql[-150:]}" for sql in asked)
    if answer.get("Content-Type", "").startswith("text/html"):
        if len(answer.content) > MOST_BYTES and name != "places:paper":  # a file: its map is drawn
            yield f"{address}: {len(answer.content)} bytes"
        yield from find_faults_of_files(client, address, name=name, text=answer.content.decode())


def find_faults_of_files(client, address, *, name, text):
    """Lists of a page that do not go out as a file, or whose address sends none."""
    if name and (missing := find_missing_file(name, text)):
        yield missing
    for each in Page(text).files if name else ():
        if "format=csv" in each:
            sent = client.get(urljoin(address, each))
            if not sent.get("Content-Type", "").startswith("text/csv"):
                yield f"{address}: {each} sends {sent.status_code}, no table"


def list_walked():
    """Every address that is opened by following a link, and who opens it here."""
    return {
        name: next(who for who in ORDER if who in access.who)
        for name, access in EXPECTED.items()
        if access.method == "get" and access.who and access.answers & {200, 302}
    }


def make_for(name, people):
    """What the matrix makes for an address; of boards it makes its own, and there is but one."""
    from safercity.partnership.governance.models import Body

    if name.startswith(("governance:", "oversight:")):
        Body.objects.update(is_board=False)
    return EXPECTED[name].make(people)


def test_every_page_asks_little_is_light_and_sends_its_lists(full_site):
    picked, faults = list_picked(), []
    for name, who in sorted(list_walked().items()):
        with transaction.atomic():  # what an address needs is made, and gone before the next
            arguments = picked[name]() if name in picked else make_for(name, full_site)
            address = reverse(name, kwargs=arguments)
            client = open_as(full_site, who)
            faults += find_faults(client, address, answers=EXPECTED[name].answers, name=name)
            transaction.set_rollback(True)
    assert not faults, "\n".join(faults)


def test_so_do_lists_narrowed_and_far_down(full_site):
    client = open_as(full_site, "manager")
    faults = [fault for each in FILTERED for fault in find_faults(client, each, answers={200})]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "name",
    ["commitments:show", "governance:body", "governance:decision", "oversight:adoption",
     "oversight:review", "oversight:subject", "performance:measure", "places:place",
     "sharing:agreement"],
)  # fmt: skip
def test_so_do_pages_with_more_comments_than_they_show(full_site, name):
    from safercity.partnership.common.subjects import find_subject
    from safercity.partnership.notes.actions import add_note

    client, viewer = open_as(full_site, "manager"), full_site.viewer("manager")
    address = reverse(name, kwargs=list_picked()[name]())
    shown = client.get(address).context["comments"]
    subject = find_subject(viewer, shown.kind, key=shown.key)
    first, *_rest = [add_note(subject, "A few words. " * 150, by=viewer) for _n in range(25)]
    pages = address, f"{address}?comment={first.pk}"
    faults = [fault for each in pages for fault in find_faults(client, each, answers={200})]
    assert not faults, "\n".join(faults)


def test_my_work_of_everyone_asks_little(full_site):
    faults = []
    for warm in ("/places/", "/outcomes/"):  # register and standings are in the process then
        open_as(full_site, "manager").get(warm)
    for who in ORDER:
        client = open_as(full_site, who)
        answer, asked = ask(client, "/my-work/")
        assert answer.context["work"].lists
        if len(asked) > MOST_QUERIES:  # the first of a session, which writes down the visit too
            faults.append(f"{who}, the first time: {len(asked)} queries")
        faults += find_faults(client, "/my-work/", answers={200})
    assert not faults, "\n".join(faults)
