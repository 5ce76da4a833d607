"""Pages of agencies, posts and accounts: what they say, what they refuse, how much they ask."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people.queries import Agency


def fill(client, address: str, **changes):
    """Send the form of a page as it stands, with changes."""
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return client.post(address, data | changes)


@pytest.fixture
def keeper(sign_in):
    return sign_in("administrator")


def test_an_agency_is_added_changed_and_told(keeper, sign_in):
    answer = fill(keeper, "/people/agencies/add/", name="Otterbank Shelter", is_guest="on")
    assert answer.url == "/people/"
    agency = Agency.objects.get(name="Otterbank Shelter")
    assert agency.is_guest and agency.slug == "otterbank-shelter"
    address = reverse("people:change-agency", kwargs={"key": agency.pk})
    assert fill(keeper, address, name="Otterbank Refuge", layers=["housing"]).status_code == 302
    page = keeper.get(reverse("people:agency", kwargs={"key": agency.pk})).content.decode()
    assert "Otterbank Refuge" in page and "Housing" in page and "Agency changed" in page
    assert (
        "Agency changed"
        not in sign_in("officer")
        .get(reverse("people:agency", kwargs={"key": agency.pk}))
        .content.decode()
    ), "history is for keepers and auditors"


def test_the_role_of_a_new_post_is_chosen_and_not_offered(keeper, people):
    address = reverse("people:add-post", kwargs={"key": people.agencies["council"].pk})
    answer = fill(keeper, address, title="Cohesion lead")
    assert answer.status_code == 422 and answer.context["form"].has_error("role")
    assert fill(keeper, address, title="Cohesion lead", role="officer").status_code == 302


def test_sent_twice_it_is_one_agency(keeper):
    from safercity.partnership.people.queries import Agency

    form = keeper.get("/people/agencies/add/").context["form"]
    data = {"name": "Otterbank Shelter", "key": form["key"].value()}
    for _time in range(2):
        assert keeper.post("/people/agencies/add/", data).status_code == 302
    assert Agency.objects.filter(name="Otterbank Shelter").count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "required"),
        ({"name": "x" * 121}, "at most 120"),
        ({"name": "wexmoor POLICE"}, "of this name already"),
        ({"name": "New", "layers": ["moon"]}, "not one of the available choices"),
        ({"name": "New", "kind": "y" * 41}, "at most 40"),
    ],
)
def test_what_is_wrong_with_an_agency_is_said(keeper, changes, said):
    from safercity.partnership.people.queries import list_agencies

    answer = fill(keeper, "/people/agencies/add/", **changes)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert list_agencies().count() == 3


def test_an_edit_of_an_old_version_overwrites_nothing(keeper, people):
    from safercity.partnership.people.queries import get_agency

    key = people.agencies["police"].pk
    address = reverse("people:change-agency", kwargs={"key": key})
    old = keeper.get(address).context["form"]["version"].value()
    assert fill(keeper, address, name="Wexmoor Constabulary").status_code == 302
    answer = fill(keeper, address, name="Wexmoor City Police", version=old)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Wexmoor Constabulary" in page and "Wexmoor City Police" in page
    assert get_agency(key).name == "Wexmoor Constabulary"


def test_posts_are_made_and_changed(keeper, people):
    from safercity.partnership.people.queries import Post

    address = reverse("people:add-post", kwargs={"key": people.agencies["fire"].pk})
    answer = fill(keeper, address, title="Arson lead", role="officer", team="Prevention")
    assert answer.status_code == 302
    post = Post.objects.get(title="Arson lead")
    assert post.team.name == "Prevention"
    change = reverse("people:change-post", kwargs={"key": post.pk})
    assert fill(keeper, change, title="Arson reduction lead", team="").status_code == 302
    post.refresh_from_db()
    assert (post.title, post.team, post.version) == ("Arson reduction lead", None, 2)
    twice = fill(keeper, address, title="ARSON reduction lead", role="officer")
    assert twice.status_code == 422 and "title already" in twice.content.decode()
    unknown = fill(keeper, address, title="King", role="king")
    assert unknown.status_code == 422


def test_someone_with_an_account_takes_a_post(keeper, people):
    from safercity.partnership.people.queries import get_viewer

    address = reverse("people:take-post", kwargs={"key": people.posts["chair"].pk})
    answer = fill(
        keeper,
        address,
        person=people.users["postless"].pk,
        from_day="2026-09-01",
    )
    assert answer.status_code == 302
    assert get_viewer(people.users["postless"]).roles == {Role.CHAIR}
    wrong = fill(keeper, address, person=people.users["postless"].pk, from_day="31/2/2026")
    assert wrong.status_code == 422


def test_lists_go_out_as_files(keeper):
    for path in ("/people/", "/people/posts/", "/people/accounts/"):
        answer = keeper.get(path + "?format=csv")
        assert answer["Content-Type"].startswith("text/csv") and answer.content
        assert keeper.get(path + "?format=xlsx").content[:2] == b"PK"


def test_files_say_what_the_pages_say(keeper, people):
    def read(path):
        told = keeper.get(path + "?format=csv").content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(told)))

    Agency.objects.filter(pk=people.agencies["fire"].pk).update(kind="youth_justice")
    kinds = {row["Agency"]: row["Kind"] for row in read("/people/")}
    assert kinds[people.agencies["fire"].name] == "Youth justice"
    posts = {row["E-mail address"]: row["Posts"] for row in read("/people/accounts/")}
    assert posts[people.users["chair"].email] == str(people.posts["chair"])
    assert posts[people.users["postless"].email] == ""


def test_filters_of_posts(keeper):
    page = keeper.get("/people/posts/?agency=fire&role=board_member").content.decode()
    assert "1 post" in page and "Board_member post" not in page and "Board member post" in page
    assert "No post answers" in keeper.get("/people/posts/?role=king").content.decode()


def test_addresses_are_for_administrators_alone(sign_in, people):
    for path in (
        "/people/",
        "/people/posts/",
        reverse("people:agency", kwargs={"key": people.agencies["council"].pk}),
        reverse("people:post", kwargs={"key": people.posts["officer"].pk}),
    ):
        assert "@example.org" not in sign_in("auditor").get(path).content.decode()


def test_a_page_asks_little_of_the_database(keeper, people, django_assert_max_num_queries):
    from safercity.partnership.people import actions

    for number in range(60):
        post = actions.add_post(
            people.agencies["fire"], f"Post {number}", role=Role.OFFICER, team="Watch", by=SYSTEM
        )
        user = actions.add_person(f"p{number}@example.org", f"P {number}", by=SYSTEM)
        actions.take_post(user, post, by=SYSTEM)
    for path in (
        "/people/",
        "/people/posts/",
        "/people/accounts/",
        reverse("people:agency", kwargs={"key": people.agencies["fire"].pk}),
        reverse("people:post", kwargs={"key": people.posts["officer"].pk}),
        reverse("people:account", kwargs={"key": people.users["officer"].pk}),
    ):
        with django_assert_max_num_queries(10):
            answer = keeper.get(path)
        assert answer.status_code == 200 and len(answer.content) < 100_000


@pytest.fixture
def guest(people, sign_in):
    """Someone of a small charity."""
    from safercity.partnership.people import actions

    new = actions.NewAgency("shelter", "Otterbank Shelter", is_guest=True)
    people.agencies["shelter"] = actions.add_agency(new, by=SYSTEM)
    people.posts["guest"] = actions.add_post(
        people.agencies["shelter"], "Coordinator", role=Role.OFFICER, by=SYSTEM
    )
    people.users["guest"] = actions.add_person("guest@example.org", "Robin guest", by=SYSTEM)
    actions.take_post(people.users["guest"], people.posts["guest"], by=SYSTEM)
    return sign_in("guest")


def test_guests_see_their_own_agency_and_no_other(guest, people):
    assert people.viewer("guest").is_guest and not people.viewer("officer").is_guest
    for path in ("/people/", "/people/posts/", "/people/posts/?format=csv"):
        page = guest.get(path).content.decode()
        assert "Otterbank Shelter" in page and "Wexmoor" not in page
    assert "Wexmoor" not in guest.get("/people/posts/?agency=police").content.decode()
    own = reverse("people:agency", kwargs={"key": people.agencies["shelter"].pk})
    assert guest.get(own).status_code == 200
    for other in (
        reverse("people:agency", kwargs={"key": people.agencies["police"].pk}),
        reverse("people:post", kwargs={"key": people.posts["analyst"].pk}),
    ):
        assert guest.get(other).status_code == 404


def test_rules_for_guests_are_there_for_other_apps(guest, people):
    from safercity.partnership.common.rules import NotAllowed, see_beyond_own, see_of_agency

    viewer = people.viewer("guest")
    assert see_of_agency.allowed(viewer, people.agencies["shelter"].pk)
    assert not see_of_agency.allowed(viewer, people.agencies["police"].pk)
    assert see_of_agency.allowed(people.viewer("officer"), people.agencies["police"].pk)
    with pytest.raises(NotAllowed):
        see_beyond_own(viewer)
    see_beyond_own(people.viewer("officer"))


def test_an_unknown_id_is_not_found(keeper):
    from safercity.partnership.common.ids import new_id

    for name in ("agency", "post", "account", "leave-post", "change-agency", "invite"):
        assert keeper.get(reverse(f"people:{name}", kwargs={"key": new_id()})).status_code == 404
