"""Guests (small charities): their own agency's things, what is published, and nothing else.

Walked like the matrix: a new address has to be judged here before it opens to a guest.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people import actions
from safercity.partnership.people.queries import get_viewer
from safercity.partnership.sharing.models import AgreedText
from tests.partnership.access.strategy import publish
from tests.partnership.access.test_matrix import EXPECTED
from tests.partnership.access.test_tokens import bearer
from tests.partnership.agreements_made import list_sources, make_agreement
from tests.partnership.commitments.made import make
from tests.partnership.people_made import AGENCIES, add_charity

pytestmark = pytest.mark.one_database

# What a guest opens while everything belongs to others. All else is refused or not found.
OPEN = frozenset({
    "api:description", "api:guide", "commitments:list", "commitments:make", "home:front",
    "home:language", "home:my-work", "home:search", "notes:notifications", "notes:read",
    "people:agencies", "people:posts", "people:sign-out-everywhere", "performance:returns",
    "performance:sheet", "sharing:agreements", "strategy:current",
    "strategy:links", "strategy:plan",
})  # fmt: skip
OTHERS = [name for name, _layers in AGENCIES.values()]


@pytest.fixture
def charity(people):
    """A guest agency with one officer, who is nobody's partner."""
    return add_charity(people)


@pytest.fixture
def guest(charity, sign_in) -> Client:
    return sign_in("guest")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_what_a_guest_opens(name, people, guest):
    access = EXPECTED[name]
    address = reverse(name, kwargs=access.make(people))
    answer = getattr(guest, access.method)(address, access.data(people))
    wanted = {200, 302} if name in OPEN else {403, 404, 409}
    assert answer.status_code in wanted, f"{address}: {answer.status_code}"
    if answer.status_code == 200:
        page = answer.content.decode()
        assert not [other for other in OTHERS if other in page], f"{address} names others"
        assert "Robin" not in page, f"{address} names people of others"


def test_a_guest_sees_the_actions_of_its_own_agency_alone(people, guest, charity):
    others = make(people, what="Mend the lights")
    own = make(people, what="Run the evening drop-in", owner="guest")
    shared = make(people, what="Walk the park together", partners=[charity.pk])
    for address in ("/actions/?state=all", "/actions/?state=all&format=csv", "/search/?q=the"):
        page = guest.get(address).content.decode()
        assert own.what in page and shared.what in page and others.what not in page, address
    assert guest.get(reverse("commitments:show", kwargs={"key": own.pk})).status_code == 200
    assert guest.get(reverse("commitments:show", kwargs={"key": shared.pk})).status_code == 200
    assert guest.get(reverse("commitments:show", kwargs={"key": others.pk})).status_code == 404
    assert "2 actions" in guest.get("/my-work/").content.decode()


def test_a_guest_makes_actions_for_its_own_posts(people, guest):
    form = guest.get("/actions/new/").content.decode()
    assert str(people.posts["guest"].pk) in form and str(people.posts["officer"].pk) not in form
    sent = {
        "what": "Mend the lights",
        "owner": people.posts["officer"].pk,
        "due": "2030-01-01",
        "kind": "other",
        "key": "01900000-0000-7000-8000-000000000001",
    }
    assert guest.post("/actions/new/", sent).status_code == 422
    own = {**sent, "owner": people.posts["guest"].pk}
    assert guest.post("/actions/new/", own).status_code == 302


def test_what_is_published_is_read_by_guests_and_drafts_are_not(people, guest):
    version = publish(people)
    page = reverse("strategy:version", kwargs={"number": version.number})
    assert guest.get(page).status_code == 200
    assert guest.get("/strategy/").status_code == 200
    assert guest.get("/plan/").status_code == 200
    from safercity.partnership.strategy.actions import begin_draft

    draft = begin_draft(version, by=people.viewer("manager"))
    for name, more in (("strategy:version", {}), ("strategy:paper", {"kind": "yaml"})):
        address = reverse(name, kwargs={"number": draft.number, **more})
        assert guest.get(address).status_code == 404, address


def test_a_guests_token_reads_no_more(people, guest, charity, sign_in):
    others, own = make(people), make(people, what="Run the evening drop-in", owner="guest")
    new = actions.NewToken(charity, "Rota", "what is due")
    _token, secret = actions.make_token(new, by=SYSTEM)
    told = sign_in(None).get(reverse("api:commitments-list-actions"), **bearer(secret)).json()
    assert [row["id"] for row in told["items"]] == [str(own.pk)]
    one = reverse("api:commitments-show-action", kwargs={"key": others.pk})
    assert sign_in(None).get(one, **bearer(secret)).status_code == 404


def test_the_bar_leads_a_guest_to_no_closed_door(people, guest):
    page = guest.get("/my-work/").content.decode()
    lost = guest.get("/no-such-page/").content.decode()
    for address in ("/boards/", "/outcomes/", "/audit/", "/places/", "/about/"):
        assert f'href="{address}"' not in page and f'href="{address}"' not in lost
    member = Client(SERVER_NAME="127.0.0.1")
    member.force_login(people.users["manager"])
    page = member.get("/my-work/").content.decode()
    for address in ("/boards/", "/places/", "/about/"):
        assert f'href="{address}"' in page


def test_a_guest_whose_agreement_names_the_list_is_led_to_it(people, guest, charity):
    people.agencies["charity"] = charity
    make_agreement(people, "with-charity", sources=list_sources())
    page = guest.get("/my-work/").content.decode()
    assert 'href="/places/"' in page and 'href="/about/"' in page
    assert guest.get("/places/").status_code == guest.get("/about/").status_code == 200


def test_a_guest_is_not_told_that_its_agency_is_all_there_is(people, guest):
    page = guest.get("/people/").content.decode()
    assert "Your agency in the partnership" in page and "makes the partnership" not in page


def test_guests_are_told_apart_by_every_post(people, guest):
    """Who also holds a post in a member agency is a member."""
    user = people.users["guest"]
    assert get_viewer(user).is_guest
    post = actions.add_post(people.agencies["fire"], "Second", role=Role.OFFICER, by=SYSTEM)
    actions.take_post(user, post, by=SYSTEM)
    assert not get_viewer(user).is_guest


@pytest.mark.parametrize("name", ["places:list", "places:findings", "places:about", "places:csv"])
def test_a_refused_guest_is_told_of_no_agreement(name, people, guest, sign_in):
    """Nor whose records the list is made with; a member is told both."""
    make_agreement(people, "quiet", sources=["force-crimes"], title="Quiet work", products=[])
    AgreedText.objects.exclude(agreement__reference="quiet").delete()
    refused = guest.get(reverse(name))
    told = refused.content.decode()
    assert refused.status_code == 403 and "no agreement for the list of places" in told
    assert "Quiet work" not in told and "Police" not in told and "Ask to join" not in told
    member = sign_in("elsewhere").get(reverse(name)).content.decode()
    assert "a party already" in member and "Quiet work" in member and "Police" in member
    assert "Ask to join" not in member, "joining what one is in opens nothing"
