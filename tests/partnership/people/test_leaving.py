"""Leaving: sessions end at once, work stays with the post, the name can be forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.viewers import SYSTEM, Role


@pytest.fixture
def keeper(people):
    return people.viewer("administrator")


def send_day(client, name: str, key, day):
    address = reverse(f"people:{name}", kwargs={"key": key})
    return client.post(address, {"day": day.isoformat()})


def test_who_leaves_is_signed_out_everywhere_at_once(people, sign_in, with_password, enter):
    user = with_password("officer")
    office, _answer = enter(user.email)
    phone, _answer = enter(user.email)
    assert office.get("/people/").status_code == phone.get("/people/").status_code == 200
    answer = send_day(sign_in("administrator"), "leave", user.pk, timezone.localdate())
    assert answer.status_code == 302
    for client in (office, phone):
        assert client.get("/people/").url.startswith("/account/login/")
    _client, answer = enter(user.email)
    assert answer.url == "/account/inactive/"


def test_a_later_day_closes_the_account_on_that_day(people, keeper, run_jobs):
    from safercity.partnership.common.viewers import Viewer
    from safercity.partnership.people import actions
    from safercity.partnership.people.jobs import close_accounts
    from safercity.partnership.people.queries import get_viewer

    user, today = people.users["officer"], timezone.localdate()
    actions.leave_partnership(user, day=today + timedelta(days=3), by=keeper)
    assert get_viewer(user).has_role(Role.OFFICER)
    assert get_viewer(user, day=today + timedelta(days=3)) == Viewer(user.id, user.name)
    close_accounts(tell=print)
    user.refresh_from_db()
    assert user.is_active
    type(user).objects.filter(pk=user.pk).update(leaves_on=today)
    close_accounts(tell=print)
    user.refresh_from_db()
    assert not user.is_active


def test_who_leaves_on_the_day_of_coming_is_told_to_have_held_the_post(people, sign_in):
    user, post, client = people.users["officer"], people.posts["officer"], sign_in("administrator")
    assert send_day(client, "leave", user.pk, timezone.localdate()).status_code == 302
    account = client.get(reverse("people:account", kwargs={"key": user.pk})).text
    assert str(post) in account and "left that day" in account and "No post yet" not in account
    page = client.get(reverse("people:post", kwargs={"key": post.pk})).text
    assert user.name in page and "left that day" in page and "Nobody holds this post today" in page
    assert not people.viewer("officer").posts


def test_who_would_have_come_later_never_held_the_post(people, keeper):
    from safercity.partnership.people import actions

    later = timezone.localdate() + timedelta(days=3)
    user = people.users["postless"]
    actions.take_post(user, people.posts["officer"], from_day=later, by=SYSTEM)
    actions.leave_partnership(user, day=timezone.localdate(), by=keeper)
    assert not user.holdings.exists()


def test_an_account_that_never_had_a_post_is_not_awaiting_one_once_closed(people, sign_in):
    user, client = people.users["postless"], sign_in("administrator")
    send_day(client, "leave", user.pk, timezone.localdate())
    page = client.get(reverse("people:account", kwargs={"key": user.pk})).text
    assert "held no post" in page and "No post yet" not in page


def test_the_post_stays_and_says_that_it_is_vacant(people, sign_in):
    holding = people.users["officer"].holdings.get()
    client = sign_in("administrator")
    assert send_day(client, "leave-post", holding.pk, timezone.localdate()).status_code == 302
    page = sign_in("manager").get(
        reverse("people:post", kwargs={"key": people.posts["officer"].pk})
    )
    assert "Nobody holds this post today" in page.content.decode()
    listed = sign_in("manager").get("/people/posts/?held=vacant&format=csv").content.decode()
    assert "Officer post" in listed and "vacant" in listed and "Manager post" not in listed


def test_a_holding_that_began_earlier_is_remembered(people, keeper):
    from safercity.partnership.people import actions
    from safercity.partnership.people.models import Holding
    from safercity.partnership.people.queries import list_holdings

    today = timezone.localdate()
    Holding.objects.update(from_day=today - timedelta(days=9))
    actions.leave_post(people.users["officer"].holdings.get(), day=today, by=keeper)
    (row,) = list_holdings(post=people.posts["officer"].pk)
    assert row.until_day == today


def test_ending_a_post_empties_it(people, keeper):
    from safercity.partnership.people import actions
    from safercity.partnership.people.queries import get_viewer, list_posts

    actions.end_post(people.posts["officer"], by=keeper)
    assert get_viewer(people.users["officer"]).posts == ()
    assert people.posts["officer"] not in list_posts()
    assert people.posts["officer"] in list_posts(with_ended=True)
    with pytest.raises(NotYet):
        actions.take_post(people.users["officer"], people.posts["officer"], by=keeper)


def test_an_agency_leaves_after_its_posts(people, keeper):
    from safercity.partnership.people import actions
    from safercity.partnership.people.queries import list_agencies, list_posts

    fire = people.agencies["fire"]
    with pytest.raises(NotYet) as refused:
        actions.end_agency(fire, by=keeper)
    assert "posts in use: 2" in str(refused.value)
    for post in list_posts(agency=fire.pk):
        actions.end_post(post, by=keeper)
    actions.end_agency(fire, by=keeper)
    assert fire not in list_agencies() and fire in list_agencies(with_ended=True)


@pytest.mark.parametrize("way", ["leave", "leave post", "end post", "change role"])
def test_the_last_administrator_stays(people, keeper, way):
    from safercity.partnership.people import actions

    user, post = people.users["administrator"], people.posts["administrator"]
    today = timezone.localdate()
    ways = {
        "leave": lambda: actions.leave_partnership(user, day=today, by=keeper),
        "leave post": lambda: actions.leave_post(user.holdings.get(), day=today, by=keeper),
        "end post": lambda: actions.end_post(post, by=keeper),
        "change role": lambda: actions.change_post(
            post, actions.NewPost(post.agency, post.title, Role.OFFICER), version=1, by=keeper
        ),
    }
    with pytest.raises(NotYet, match="Nobody would be left"):
        ways[way]()
    assert people.viewer("administrator").has_role(Role.ADMINISTRATOR), "nothing half-done"


def test_forgotten_a_name_is_in_no_table(people, keeper, sign_in):
    from django.apps import apps

    from safercity.partnership.audit.queries import find_acts, list_entries
    from safercity.partnership.people import actions

    user = people.users["officer"]
    actions.record_sign_in(user, how="password")
    with pytest.raises(NotYet):
        actions.forget_account(user, by=keeper)
    actions.leave_partnership(user, day=timezone.localdate(), by=keeper)
    user.refresh_from_db()
    actions.forget_account(user, by=keeper)
    for model in apps.get_models():
        for row in model._default_manager.values():
            assert not {"Robin officer", "officer@example.org"} & {*map(str, row.values())}
    (entry,) = list_entries(find_acts(by=user.pk))
    assert entry.verb == "signed in" and entry.by_name == ""
    page = sign_in("administrator").get(reverse("people:account", kwargs={"key": user.pk}))
    assert "Former member" in page.content.decode()


def test_one_signs_oneself_out_everywhere(people, with_password, enter):
    user = with_password("officer")
    here, _answer = enter(user.email)
    there, _answer = enter(user.email)
    assert "signed in at 2 places" in here.get("/account/sessions/").content.decode()
    assert here.post("/people/sign-out/").url == "/account/login/"
    for client in (here, there):
        assert client.get("/people/").status_code == 302


def test_nobody_signs_out_another(people):
    from safercity.partnership.people import actions

    with pytest.raises(NotAllowed):
        actions.end_all_sessions(people.users["officer"], by=people.viewer("manager"))
    actions.end_all_sessions(people.users["officer"], by=SYSTEM)
