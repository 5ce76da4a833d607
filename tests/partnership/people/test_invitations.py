"""From an invitation to an account: one link, once, for a week."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.viewers import Role

ADDRESS = "new.officer@example.org"
ACCEPT = {"name": "Sam Newcomer", "password": "lamp-river-otter-2", "again": "lamp-river-otter-2"}


@pytest.fixture
def invite(sign_in, people, run_jobs):
    """Invite by the page; the letters that went out."""

    def send(email: str = ADDRESS, *, who: str = "officer"):
        address = reverse("people:invite", kwargs={"key": people.posts[who].pk})
        client = sign_in("administrator")
        form = client.get(address).context["form"]
        answer = client.post(address, {"email": email, "name": "", "key": form["key"].value()})
        assert answer.status_code == 302
        return run_jobs()

    return send


def test_who_is_invited_makes_an_account_in_the_post(invite, find_link, sign_in, enter, people):
    (letter,) = invite()
    assert letter.to == [ADDRESS]
    stranger = sign_in(None)
    link = find_link(letter)
    page = stranger.get(link).content.decode()
    assert "Officer post" in page and ADDRESS in page
    assert stranger.post(link, ACCEPT).url == "/account/login/"
    client, answer = enter(ADDRESS)
    assert answer.url == "/"
    page = client.get("/people/").content.decode()
    assert "Sam Newcomer" in page and "Officer post, Brackenford City Council" in page


def test_the_token_is_nowhere_in_the_database(invite, find_link):
    from django.apps import apps

    (letter,) = invite()
    token = find_link(letter).strip("/").rpartition("/")[2]
    assert len(token) >= 40
    for model in apps.get_models():
        for row in model._default_manager.values():
            assert token not in str(row), f"the link's token is kept in {model.__name__}"


def test_a_link_opens_once(invite, find_link, sign_in):
    link = find_link(invite()[0])
    assert sign_in(None).post(link, ACCEPT).status_code == 302
    again = sign_in(None).post(link, ACCEPT)
    assert again.status_code == 404 and "opens nothing any more" in again.content.decode()


def test_a_link_ends_after_seven_days(invite, find_link, sign_in):
    from safercity.partnership.people.models import Invitation

    link = find_link(invite()[0])
    left = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    Invitation.objects.update(expires_at=timezone.now())
    assert sign_in(None).get(link).status_code == 404


def test_sent_again_the_old_link_ends(invite, find_link, sign_in, run_jobs):
    from safercity.partnership.people.models import Invitation

    old = find_link(invite()[0])
    address = reverse("people:resend", kwargs={"key": Invitation.objects.get().pk})
    assert sign_in("administrator").post(address).status_code == 302
    new = find_link(run_jobs()[0])
    assert sign_in(None).get(old).status_code == 404
    assert sign_in(None).get(new).status_code == 200


def test_withdrawn_it_opens_nothing(invite, find_link, sign_in):
    from safercity.partnership.people.models import Invitation

    link = find_link(invite()[0])
    address = reverse("people:withdraw", kwargs={"key": Invitation.objects.get().pk})
    assert sign_in("administrator").post(address).status_code == 302
    assert sign_in(None).get(link).status_code == 404


def test_asked_twice_it_is_one_invitation(invite):
    from safercity.partnership.people.models import Invitation

    assert len(invite()) == 1
    assert invite() == []
    assert Invitation.objects.count() == 1


def test_two_posts_are_taken_with_one_link(invite, find_link, sign_in, people):
    from safercity.partnership.people.queries import find_account, get_viewer

    first, second = invite()[0], invite(who="analyst")[0]
    assert sign_in(None).post(find_link(first), ACCEPT).status_code == 302
    viewer = get_viewer(find_account(ADDRESS))
    assert viewer.roles == {Role.OFFICER, Role.ANALYST}
    assert sign_in(None).get(find_link(second)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"again": "another-lamp-otter"}, "not the same"),
        ({"password": "short", "again": "short"}, "at least 12"),
        ({"password": "password1234", "again": "password1234"}, "too common"),
        ({"password": "newcomer-sam1", "again": "newcomer-sam1"}, "too similar"),
        ({"name": ""}, "required"),
        ({"name": "x" * 121}, "at most 120"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(invite, find_link, sign_in, changes, said):
    from safercity.partnership.people.queries import find_account

    link = find_link(invite()[0])
    answer = sign_in(None).post(link, ACCEPT | changes)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert find_account(ADDRESS) is None
    assert sign_in(None).get(link).status_code == 200


def test_names_in_any_script_are_taken(invite, find_link, sign_in):
    from safercity.partnership.people.queries import find_account

    link = find_link(invite()[0])
    name = "مريم <b>Ó Néill</b> 🙂"
    assert sign_in(None).post(link, ACCEPT | {"name": name}).status_code == 302
    assert find_account(ADDRESS).name == name
    page = sign_in("administrator").get("/people/accounts/").content.decode()
    assert "&lt;b&gt;Ó Néill" in page and "<b>Ó" not in page


def test_who_has_an_account_is_not_invited(sign_in, people):
    from safercity.partnership.people import actions

    new = actions.NewInvitation(people.posts["officer"], "ANALYST@example.org")
    with pytest.raises(NotYet) as refused:
        actions.invite(new, by=people.viewer("administrator"))
    assert "page" in refused.value.advice
    address = reverse("people:invite", kwargs={"key": people.posts["officer"].pk})
    form = {"email": "ANALYST@example.org", "key": people.posts["officer"].pk}
    answer = sign_in("administrator").post(address, form)
    assert answer.status_code == 422 and "has an account" in answer.content.decode()


def test_only_administrators_invite(people):
    from safercity.partnership.people import actions

    new = actions.NewInvitation(people.posts["officer"], ADDRESS)
    with pytest.raises(NotAllowed):
        actions.invite(new, by=people.viewer("manager"))


def test_an_ended_post_takes_nobody(invite, find_link, sign_in, people):
    from safercity.partnership.people import actions

    link = find_link(invite()[0])
    actions.end_post(people.posts["officer"], by=people.viewer("administrator"))
    assert sign_in(None).get(link).status_code == 404
    with pytest.raises(NotYet):
        actions.invite(
            actions.NewInvitation(people.posts["officer"], "x@example.org"),
            by=people.viewer("administrator"),
        )
