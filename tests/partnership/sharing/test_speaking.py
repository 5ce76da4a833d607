"""Who gives an agency's word: its managers and administrators; where nobody is either, the rest."""

from __future__ import annotations

import pytest

from safercity.partnership.common.rules import NotAllowed
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people.actions import add_post, take_post
from safercity.partnership.sharing import actions, queries, rules
from tests.partnership.agreements_made import make_agreement, write_values
from tests.partnership.people_made import add_charity


def draft(people, *parties):
    """A draft on crimes, of these agencies as controllers."""
    new = actions.NewAgreement(
        "spoken",
        people.agencies["council"],
        write_values(),
        [(agency, "controller") for agency in parties],
        [actions.NewDataSet("force-crimes")],
    )
    return actions.draft_agreement(new, by=SYSTEM)


@pytest.fixture
def of_two(people):
    return draft(people, people.agencies["council"], people.agencies["police"])


@pytest.mark.parametrize("who", ["officer", "link_officer", "auditor"])
def test_an_ordinary_post_binds_no_agency_that_has_a_manager(people, of_two, sign_in, who):
    with pytest.raises(NotAllowed, match="Only Brackenford City Council decides this"):
        actions.approve_agreement(of_two, by=people.viewer(who))
    page = sign_in(who).get(f"/sharing/{of_two.pk}/").content.decode()
    assert "Approve for" not in page and "its community safety manager decides" in page
    assert not queries.list_approvals(queries.get_agreement(of_two.pk))


@pytest.mark.parametrize("who", ["manager", "administrator", "analyst", "chair"])
def test_managers_and_administrators_do_and_anyone_where_nobody_is_either(people, of_two, who):
    [approval] = actions.approve_agreement(of_two, by=people.viewer(who))
    assert approval.post_id == people.posts[who].pk
    head = add_post(people.agencies["police"], "Manager", role=Role.MANAGER, by=SYSTEM)
    assert rules.approve_agreement.allowed(people.viewer(who), of_two), "nobody holds the post"
    take_post(people.users["postless"], head, by=SYSTEM)
    of_council = who in ("manager", "administrator")
    assert rules.approve_agreement.allowed(people.viewer(who), of_two) == of_council
    assert rules.approve_agreement.allowed(people.viewer("postless"), of_two)


def test_a_small_charity_gives_its_own_word(people):
    charity = add_charity(people)
    [approval] = actions.approve_agreement(draft(people, charity), by=people.viewer("guest"))
    assert approval.agency_id == charity.pk


def test_who_speaks_for_one_of_two_agencies_binds_that_one_alone(people, of_two):
    take_post(people.users["officer"], people.posts["chair"], by=SYSTEM)
    viewer = people.viewer("officer")
    made = actions.approve_agreement(of_two, by=viewer)
    assert [one.agency_id for one in made] == [people.agencies["police"].pk]
    asked = ask(people, of_two)
    assert rules.list_answering(viewer, queries.get_request(asked.pk)) == {
        people.agencies["police"].pk
    }


def test_asking_to_join_is_the_agencys_word_too(people, sign_in):
    agreed = make_agreement(
        people, "crimes", sources=["force-crimes"], parties=("council", "police")
    )
    head = add_post(people.agencies["fire"], "Manager", role=Role.MANAGER, by=SYSTEM)
    take_post(people.users["postless"], head, by=SYSTEM)
    with pytest.raises(NotAllowed, match="Only Wexmoor Fire and Rescue Service decides this"):
        ask(people, agreed)
    assert "Ask to join" not in sign_in("elsewhere").get(f"/sharing/{agreed.pk}/").content.decode()
    assert ask(people, agreed, who="postless").post_id == head.pk


@pytest.mark.parametrize("who", ["officer", "link_officer"])
def test_an_ordinary_post_lets_nobody_in(people, of_two, sign_in, who):
    asked = ask(people, of_two)
    assert not list(queries.list_open_requests(people.viewer(who)))
    with pytest.raises(NotAllowed, match="Only Brackenford City Council decides this"):
        actions.decide_access(
            queries.get_request(asked.pk),
            is_granted=True,
            answer="",
            version=asked.version,
            by=people.viewer(who),
        )
    assert asked.agency.name not in sign_in(who).get("/my-work/").content.decode()


def ask(people, agreement, *, who="elsewhere"):
    new = actions.NewRequest(people.agencies["fire"].pk, "controller", "Home visits")
    return actions.ask_access(queries.get_agreement(agreement.pk), new, by=people.viewer(who))
