"""A team gets another name: its posts stay, the act is told, and no two teams have one name."""

from __future__ import annotations

import pytest
from django.urls import reverse

from safercity.partnership.audit.queries import find_acts
from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.versions import Stale
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people import actions
from safercity.partnership.people.queries import Team
from tests.partnership.people.test_pages import fill


def make_post(people, title: str, team: str, *, agency: str = "fire"):
    return actions.add_post(people.agencies[agency], title, role=Role.OFFICER, team=team, by=SYSTEM)


@pytest.fixture
def team(people) -> Team:
    return make_post(people, "Warden", "Prevention").team


@pytest.fixture
def address(team) -> str:
    return reverse("people:rename-team", kwargs={"key": team.pk})


@pytest.fixture
def keeper(sign_in):
    return sign_in("administrator")


def test_a_team_is_renamed_from_its_agencys_page(people, keeper, team, address, sign_in):
    page = reverse("people:agency", kwargs={"key": people.agencies["fire"].pk})
    assert f'href="{address}"' in keeper.get(page).text
    assert f'href="{address}"' not in sign_in("officer").get(page).text
    answer = fill(keeper, address, name="Community Safety")
    assert answer.status_code == 302 and answer.url == page
    told = keeper.get(page).text
    assert "<h2>Community Safety</h2>" in told and "<h2>Prevention</h2>" not in told
    assert "Team renamed: Community Safety" in told
    [act] = find_acts(verb="team renamed")
    assert act.object_id == team.pk and act.by == people.users["administrator"].pk
    team.refresh_from_db()
    post = team.posts.get()
    assert (post.team.name, post.version) == ("Community Safety", 1)
    found = sign_in("officer").get("/search/?q=community safety").text
    assert reverse("people:post", kwargs={"key": post.pk}) in found


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "required"),
        ("   ", "required"),
        ("x" * 121, "at most 120"),
        ("wATCH", "a team of this name already"),
    ],
)
def test_what_is_wrong_with_a_name_is_said(people, keeper, team, address, name, said):
    make_post(people, "Arson lead", "Watch")
    answer = fill(keeper, address, name=name)
    assert answer.status_code == 422 and said in answer.text
    team.refresh_from_db()
    assert (team.name, team.version) == ("Prevention", 1)


def test_a_name_of_another_agencys_team_or_its_own_in_capitals_is_taken(people, keeper, address):
    make_post(people, "Sergeant", "Watch", agency="police")
    assert fill(keeper, address, name="Watch").status_code == 302
    assert fill(keeper, address, name="WATCH").status_code == 302
    assert set(Team.objects.values_list("agency__slug", "name")) == {
        ("fire", "WATCH"),
        ("police", "Watch"),
    }


def test_an_old_version_overwrites_nothing_and_shows_both(keeper, team, address):
    assert fill(keeper, address, name="First thought").status_code == 302
    answer = fill(keeper, address, name="Second thought", version=1)
    assert answer.status_code == 409
    assert "First thought" in answer.text and "Second thought" in answer.text
    team.refresh_from_db()
    assert team.name == "First thought"
    assert find_acts(verb="team renamed").count() == 1


def test_the_same_name_is_no_act(keeper, team, address):
    assert fill(keeper, address).status_code == 302
    assert not find_acts(verb="team renamed").exists()


def test_the_action_asks_the_rules_itself(people, team):
    make_post(people, "Arson lead", "Watch")
    with pytest.raises(NotAllowed):
        actions.rename_team(team, "Patrol", version=1, by=people.viewer("manager"))
    with pytest.raises(NotYet):
        actions.rename_team(team, "watch", version=1, by=people.viewer("administrator"))
    with pytest.raises(Stale):
        actions.rename_team(team, "Patrol", version=7, by=people.viewer("administrator"))
    assert actions.rename_team(team, "Patrol", version=1, by=SYSTEM).version == 2


def test_a_team_of_an_agency_that_left_keeps_its_name(people, keeper):
    post = make_post(people, "Coordinator", "Outreach")
    agency = actions.add_agency(actions.NewAgency("shelter", "Otterbank Shelter"), by=SYSTEM)
    Team.objects.filter(pk=post.team_id).update(agency=agency)
    actions.end_agency(agency, by=SYSTEM)
    address = reverse("people:rename-team", kwargs={"key": post.team_id})
    assert keeper.get(address).status_code == 409


def test_a_post_joins_the_team_of_its_name_however_it_is_written(people, team):
    assert make_post(people, "Other warden", "PREVENTION").team == team
    assert [act.object_id for act in find_acts(verb="team added")].count(team.pk) == 1


def test_a_team_is_told_of_when_a_post_is_moved_into_it(people, team):
    post = make_post(people, "Other warden", "")
    moved = actions.NewPost(post.agency, post.title, Role.OFFICER, "Patrol")
    post = actions.change_post(post, moved, version=post.version, by=SYSTEM)
    assert find_acts(verb="team added").filter(object_id=post.team_id).count() == 1


def test_a_post_is_told_on_its_agencys_page_as_its_team_is(people, keeper):
    post = make_post(people, "Warden", "Prevention")
    address = reverse("people:agency", kwargs={"key": people.agencies["fire"].pk})
    told = keeper.get(address).text
    assert "Post added: Warden" in told and "Team added: Prevention" in told
    actions.end_post(post, by=SYSTEM)
    assert "Post ended: Warden" in keeper.get(address).text, "also what was ended"
