"""What an adoption does to bodies that answered until then, and what a new priority becomes."""

from __future__ import annotations

import pytest

from safercity.partnership.commitments import actions as commitments
from safercity.partnership.common.in_words import write_date
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.oversight.made import address, ask, day_ago, decide, settle, take

pytestmark = pytest.mark.django_db


def test_a_third_body_is_named_before_it_stops_answering_and_is_told(
    adoption, linked, people, sign_in
):
    from safercity.partnership.audit.queries import list_history
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.queries import list_accountable
    from safercity.partnership.notes.models import Notification

    board, other, subject = linked
    new = governance.NewBody("Third board", board.tier, chair=people.posts["officer"])
    third = governance.add_body(new, by=SYSTEM)
    governance.share_subject(governance.NewResponsibility(subject, third), by=SYSTEM)
    take(adoption, decide(board, ago=2), by=SYSTEM)
    settle(adoption, other, people)
    chair, step = sign_in("chair"), address("adoption-step", adoption)
    named = "Once it is adopted, Third board stops answering for it, and is told."
    assert named in chair.get(address("adoption", adoption)).content.decode()
    assert named in sign_in("link_officer").get(step).content.decode()
    take(adoption, decide(other, ago=1), by=SYSTEM)
    last = decide(board)
    with pytest.raises(NotYet, match="Third board stops answering"):
        take(adoption, last, by=people.viewer("chair"))
    given = {"version": adoption.version, "decision": last.pk}
    page = chair.post(step, given)
    assert page.status_code == 422 and "Tick that this is known." in page.content.decode()
    assert third in list_accountable(subject)
    assert chair.post(step, {**given, "stopping": [third.pk]}).status_code == 302
    assert list_accountable(subject) == (board, other)
    assert "responsibility ended" in [entry.verb for entry in list_history(third, limit=5)]
    told = Notification.objects.filter(user=people.users["officer"])
    assert [row.what for row in told] == ["Your body no longer answers for a priority"]
    page = chair.get(address("adoption", adoption)).content.decode()
    assert named not in page
    assert f"Third board stopped answering for it on {write_date(day_ago(0))}." in page


def test_once_adopted_no_third_body_answers_and_a_new_one_is_the_next_priority(linked, people):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.presenters.bodies import present_bodies
    from safercity.partnership.governance.queries import get_structure, list_accountable
    from safercity.partnership.oversight import actions

    board, other, _subject = linked
    officer = people.viewer("link_officer")
    asked = actions.add_asked_subject("Safety on the water", by=officer)
    rows = present_bodies(get_structure(), []).answering
    assert {row.title: row.code for row in rows} == {"Alcohol": "S1", asked.title: ""}
    assert actions.add_asked_subject("safety on the WATER", by=officer) == asked
    third = governance.add_body(governance.NewBody("Third", board.tier), by=SYSTEM)
    governance.share_subject(governance.NewResponsibility(asked, third), by=SYSTEM)
    agency = people.agencies["council"]
    adoption = ask(asked, agency, by=officer)
    settle(adoption, other, people)
    for body in (board, other, board):
        take(adoption, decide(body), by=people.viewer("manager"), stopping=[third])
    asked.refresh_from_db()
    assert (asked.code, asked.kind) == ("S2", "supporting")
    seen = next(s for s in get_structure().subjects if s.id == asked.pk)
    assert {body for body, _share in seen.held} >= {board.pk, other.pk}
    assert third not in list_accountable(asked)


def test_actions_that_follow_an_earlier_decision_serve_it_under_its_new_number(
    linked, people, sign_in
):
    from safercity.partnership.commitments.actions import NewCommitment
    from safercity.partnership.commitments.queries import PriorityLead
    from safercity.partnership.common.versions import Stale
    from safercity.partnership.governance import actions as governance

    board, other, _subject = linked
    adoption = ask("Safety on the water", people.agencies["council"], by=people.viewer("manager"))
    settle(adoption, other, people)
    follows = NewCommitment("Fit rings", people.posts["officer"].pk, day_ago(-9), kind="decision")
    first = decide(board, subject=adoption.subject)
    action = governance.follow_decision(first, follows, by=SYSTEM)
    asked = action.priority
    lead, named = people.posts["officer"], "Safety on the water"
    commitments.set_priority_lead(asked, named, post=lead.pk, by=SYSTEM)
    for decision in (first, decide(other), decide(board)):
        take(adoption, decision, by=people.viewer("manager"))
    with pytest.raises(Stale):
        commitments.update_commitment(action, {"priority": ""}, version=action.version, by=SYSTEM)
    action.refresh_from_db()
    assert action.priority == "S2" and PriorityLead.objects.get(priority="S2").post == lead
    client = sign_in("manager")
    listed = client.get("/actions/?priority=S2").content.decode()
    assert "Fit rings" in listed and f"S2 {named}</span>" in listed
    assert f"S2 {named}" in client.get("/actions/?format=csv").content.decode()
    page = client.get(f"/actions/{action.pk}/").content.decode()
    assert f"priority: {named} → S2 {named}" in page and asked not in page


@pytest.mark.parametrize("turn", ["board", "body", "board again"])
def test_the_page_asks_ten_queries_whoever_is_asked(
    adoption, linked, people, *, turn, sign_in, django_assert_max_num_queries
):
    from safercity.partnership.governance import actions as governance

    board, other, subject = linked
    third = governance.add_body(governance.NewBody("Third board", board.tier), by=SYSTEM)
    governance.share_subject(governance.NewResponsibility(subject, third), by=SYSTEM)
    settle(adoption, other, people)
    for ago, body in ((2, board), (1, other))[: ("board", "body", "board again").index(turn)]:
        take(adoption, decide(body, ago=ago), by=SYSTEM)
    for who in ("manager", "chair", "link_officer", "officer"):
        client = sign_in(who)
        with django_assert_max_num_queries(10):
            assert client.get(address("adoption", adoption)).status_code == 200


def test_the_page_of_an_adoption_knows_a_board_that_has_ended(adoption, linked, people, sign_in):
    from safercity.partnership.governance import actions as governance

    board, other, _subject = linked
    settle(adoption, other, people)
    governance.change_body(board, {"until_day": day_ago(0)}, version=board.version, by=SYSTEM)
    route = sign_in("manager").get(address("adoption", adoption)).context["route"]
    assert [stop.who for stop in route][1:] == ["Board", "Other board", "Board"]
