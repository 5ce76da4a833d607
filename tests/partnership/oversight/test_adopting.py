"""The route of an adoption, and reviews."""

from __future__ import annotations

import pytest
from django.urls import reverse

from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.access.test_tokens import bearer, make_token
from tests.partnership.oversight.made import (
    address,
    ask,
    day_ago,
    decide,
    new_decision,
    settle,
    take,
)

pytestmark = pytest.mark.django_db


def test_each_body_decides_and_then_both_answer_together(adoption, linked, people, sign_in):
    from safercity.partnership.governance.queries import find_marks, get_structure, list_accountable
    from safercity.partnership.oversight import actions

    board, other, subject = linked
    chair, step = sign_in("chair"), address("adoption-step", adoption)
    first = decide(board, ago=5)
    page = chair.post(step, {"version": 1, "decision": decide(other).pk})
    assert "not one of the available choices" in page.content.decode()
    assert "record it here" in chair.post(step, {"version": 1}).content.decode()
    assert chair.post(step, {"version": 1, "decision": first.pk}).status_code == 302
    assert "terms, an accountable body" in chair.get(step, follow=True).content.decode()
    settle(adoption, other, people)
    assert chair.get(step).status_code == 403  # the Board's chair does not speak for the other body
    manager = sign_in("manager")
    agreed = {"version": 3, "decision": decide(other, "Agree", ago=3).pk}
    assert manager.post(step, agreed).status_code == 302
    late = {"version": 4, "day": day_ago(4).isoformat(), "what": "Adopt", "note": "As agreed"}
    assert "before the last step" in chair.post(step, late).content.decode()
    page = chair.post(step, {**late, "decision": first.pk}).content.decode()
    assert "not one of the available choices" in page
    assert chair.post(step, {**late, "day": day_ago(-1).isoformat()}).status_code == 422
    assert chair.post(step, {**late, "day": day_ago(1).isoformat()}).status_code == 302
    assert list_accountable(subject) == (board, other)
    assert "two_bodies" not in {mark.what for mark in find_marks(get_structure())}
    told = [(step.decision.body, step.day) for step in list(adoption.steps.all())[1:]]
    assert told == [(board, day_ago(5)), (other, day_ago(3)), (board, day_ago(1))]
    adoption.refresh_from_db()
    with pytest.raises(NotYet, match="has ended"):
        actions.change_adoption(adoption, {"terms": "x"}, version=adoption.version, by=SYSTEM)


def test_a_step_is_refused_without_the_decision_it_needs(adoption, linked, people):
    from safercity.partnership.common.versions import Stale
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.queries import SubjectKind
    from safercity.partnership.oversight import actions

    board, other, _subject = linked
    manager = people.viewer("manager")
    another = governance.add_subject("S9", "Else", kind=SubjectKind.OTHER, by=SYSTEM)
    replaced = decide(board)
    considered = decide(board, replaces=replaced)
    for words, decision in (
        ("decision of Board is missing", None),
        ("decision of Board is missing", decide(other)),
        ("is about Else", decide(board, subject=another)),
        ("before the last step", decide(board, ago=10)),
        ("was replaced", replaced),
    ):
        with pytest.raises(NotYet, match=words):
            take(adoption, decision, by=manager)
    with pytest.raises(Stale):
        actions.take_step(adoption, actions.Said(considered), version=7, by=manager)
    take(adoption, considered, by=manager)
    settle(adoption, other, people)
    take(adoption, decide(other), by=manager)
    with pytest.raises(NotYet, match="has taken a step"):
        take(adoption, considered, by=manager)
    with pytest.raises(NotYet, match="has agreed to these terms"):
        actions.change_adoption(adoption, {"terms": "New"}, version=adoption.version, by=manager)


def test_the_link_officer_names_the_bodys_decision_and_records_none(
    adoption, linked, people, sign_in
):
    board, other, _subject = linked
    officer, step = sign_in("link_officer"), address("adoption-step", adoption)
    assert officer.get(step).status_code == 403  # the Board is asked
    take(adoption, decide(board), by=people.viewer("chair"))
    settle(adoption, other, people)
    given = {"version": 3, "day": day_ago(0).isoformat(), "what": "Agree", "note": "Yes"}
    page = officer.post(step, given).content.decode()
    assert "What was decided" not in page and "This field is required" in page
    assert officer.post(step, {"version": 3, "decision": decide(other).pk}).status_code == 302


def test_of_another_body_only_its_chair_writes_the_decision_with_the_step(
    adoption, linked, people, sign_in
):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.queries import list_decisions

    board, other, _subject = linked
    take(adoption, decide(board, ago=1), by=SYSTEM)
    settle(adoption, other, people)
    who = "Link officer post, Brackenford City Council; or the community safety manager"
    manager, step = sign_in("manager"), address("adoption-step", adoption)
    assert who in manager.get(address("adoption", adoption)).content.decode()
    given = {"version": 3, "day": day_ago(0).isoformat(), "what": "Agree", "note": "Yes"}
    page = manager.post(step, given).content.decode()
    assert "What was decided" not in page and "This field is required" in page
    with pytest.raises(NotAllowed, match="Only its chair"):
        take(adoption, new_decision(other), by=people.viewer("manager"))
    decline = address("decline-adoption", adoption)
    page = manager.post(decline, {**given, "body": other.pk}).content.decode()
    assert "Only for a decision of Board that is not in the log yet" in page
    assert "The decision of Other board has to stand in its log" in page
    assert not list_decisions(body=other.pk).exists()
    chair = {"chair": people.posts["officer"]}
    governance.change_body(other, chair, version=other.version, by=SYSTEM)
    assert sign_in("officer").post(step, given).status_code == 302
    assert list_decisions(body=other.pk).get().what == "Agree"


def test_one_person_who_writes_the_decision_and_takes_the_step_is_named_as_one(
    adoption, linked, people, sign_in
):
    from safercity.partnership.governance import actions as governance

    board, other, _subject = linked
    said = "One person, who does not chair {}, entered this decision in the log and took the step."
    manager, chair = people.viewer("manager"), people.viewer("chair")
    take(adoption, new_decision(board), by=chair)
    settle(adoption, other, people)
    page = sign_in("elsewhere").get(address("adoption", adoption)).content.decode()
    assert "One person" not in page, "its chair speaks for it"
    written = governance.record_decision(new_decision(other), by=manager)
    take(adoption, written, by=manager)
    written = governance.record_decision(new_decision(board), by=manager)
    take(adoption, written, by=chair)
    page = sign_in("elsewhere").get(address("adoption", adoption)).content.decode()
    assert page.count("One person") == 1 and said.format(other) in page
    read = reverse("api:oversight-show-adoption", kwargs={"key": adoption.pk})
    _token, secret = make_token(people, "council")
    steps = sign_in(None).get(read, **bearer(secret)).json()["steps"]
    assert [step["by_one_person"] for step in steps] == [None, False, True, False]


def test_a_decision_about_nothing_in_particular_serves_one_adoption_only(
    adoption, linked, people, sign_in
):
    board, _other, _subject = linked
    second = ask("Safety on the water", people.agencies["council"], by=SYSTEM, ago=9)
    decision = decide(board, "Consider what was asked for")
    client = sign_in("manager")
    offered = client.get(address("adoption-step", second)).context["form"].fields["decision"]
    assert decision in offered.queryset.all()
    take(adoption, decision, by=SYSTEM)
    assert decision not in offered.queryset.all()
    with pytest.raises(NotYet, match="a step already: of the adoption of Alcohol"):
        take(second, decision, by=people.viewer("manager"))


def test_who_asked_and_the_link_officer_hear_of_each_step_and_who_is_asked_of_theirs(
    linked, people
):
    from safercity.partnership.notes.models import Notification

    board, other, subject = linked
    adoption = ask(subject, people.agencies["fire"], by=people.viewer("board_member"))

    def list_heard(who):
        rows = Notification.objects.filter(user=people.users[who]).order_by("id")
        return [row.what for row in rows]

    assert list_heard("chair") == ["An adoption waits for a decision"]
    take(adoption, decide(board), by=people.viewer("manager"))
    assert list_heard("board_member") == ["The Board has considered an adoption"]
    settle(adoption, other, people)
    assert "An adoption waits for a decision" in list_heard("link_officer")
    assert list_heard("chair") == [], "asked to settle the terms, which is done"
    take(adoption, decide(other), by=people.viewer("manager"))
    assert list_heard("link_officer") == ["The accountable body has agreed to an adoption"]
    assert list_heard("chair") == ["An adoption waits for a decision"]
    assert list_heard("officer") == list_heard("manager") == []


def test_where_nobody_holds_the_post_that_asked_others_of_its_agency_hear(linked, people):
    from safercity.partnership.notes.models import Notification
    from safercity.partnership.people.models import Holding

    adoption = ask(linked[2], people.agencies["council"], by=people.viewer("link_officer"))
    asked = Holding.objects.filter(user=people.users["link_officer"])
    asked.update(from_day=day_ago(9), until_day=day_ago(1))
    take(adoption, decide(linked[0]), by=people.viewer("chair"))
    heard = Notification.objects.filter(what="The Board has considered an adoption")
    assert [row.user for row in heard] == [people.users["manager"]], "not the officer"


def test_a_body_declines_with_a_reason_and_who_asked_withdraws(adoption, linked, people, sign_in):
    from safercity.partnership.notes.models import Notification
    from safercity.partnership.oversight import actions

    board, other, subject = linked
    decline, withdraw = (address(f"{act}-adoption", adoption) for act in ("decline", "withdraw"))
    assert sign_in("elsewhere").get(decline).status_code == 403
    assert sign_in("chair").get(withdraw).status_code == 403
    take(adoption, decide(board), by=SYSTEM)
    officer = sign_in("link_officer")
    actions.change_adoption(adoption, {"accountable": other}, version=2, by=SYSTEM)
    assert officer.get(decline).status_code == 403, "it is not asked before there are terms"
    settle(adoption, other, people)
    given = {"version": 4, "decision": decide(other, "No room").pk}
    assert officer.post(decline, given).status_code == 422
    assert officer.post(decline, {**given, "note": "No room this year"}).status_code == 302
    page = officer.get(address("adoption", adoption)).content.decode()
    assert "No room this year" in page and "Declined" in page and "Next." not in page
    again = ask(subject, people.agencies["council"], by=people.viewer("link_officer"))
    assert again.pk != adoption.pk
    assert Notification.objects.filter(user=people.users["chair"], read_at=None).count() == 2
    given = {"version": 1, "reason": "It was settled"}
    assert officer.post(address("withdraw-adoption", again), given).status_code == 302
    heard = Notification.objects.filter(user=people.users["chair"], read_at=None)
    assert "An adoption was withdrawn" in [row.what for row in heard]
    route = officer.get(address("adoption", again)).context["route"]
    assert route[-1].who == again.asked_by.name, "another of its posts may withdraw it"
    again.refresh_from_db()
    assert again.state == "withdrawn" and not again.is_under_way
    assert sign_in("manager").get(address("adoption-step", again)).status_code == 409


def test_what_was_agreed_before_there_were_terms_gets_them_and_then_they_stand(
    adoption, linked, people, sign_in
):
    from safercity.partnership.oversight.models import Adoption

    told = {"state": "agreed", "accountable": linked[1]}
    Adoption.objects.filter(pk=adoption.pk).update(**told)
    manager, change = sign_in("manager"), address("change-adoption", adoption)
    page = manager.get(change).content.decode()
    assert 'name="terms"' in page and 'name="accountable"' not in page
    assert manager.post(change, {"version": 1, "terms": "One plan"}).status_code == 302
    assert 'name="terms"' not in manager.get(change).content.decode()


def test_the_page_shows_what_is_done_who_is_asked_and_what_comes(adoption, linked, people, sign_in):
    board, other, _subject = linked
    decision = decide(board, "Take on alcohol", ago=2)
    take(adoption, decision, by=SYSTEM)
    page = sign_in("elsewhere").get(address("adoption", adoption)).content.decode()
    assert reverse("governance:decision", kwargs={"key": decision.pk}) in page
    assert "Record the next step" not in page and "has settled: terms" in page
    settle(adoption, other, people)
    page = sign_in("link_officer").get(address("adoption", adoption)).content.decode()
    assert "Asked of Other board" in page and "Link officer post" in page
    assert "Record the next step" in page and "To come: Board" in page


def test_my_work_asks_the_one_whose_turn_it_is(adoption, linked, people):
    from safercity.partnership.oversight.panels import list_panels

    def list_asked(who):
        panels = list_panels(people.viewer(who))
        return [row.title for panel in panels for row in panel.rows if row.button == "Decide"]

    board, other, _subject = linked
    assert list_asked("chair") == list_asked("manager") == ["Adopt Alcohol jointly?"]
    take(adoption, decide(board), by=SYSTEM)
    assert list_asked("chair") == ["Settle the terms of Alcohol"]
    assert list_asked("link_officer") == []
    settle(adoption, other, people)
    assert list_asked("chair") == []
    assert (
        list_asked("link_officer") == list_asked("manager") == ["Agree to adopt Alcohol jointly?"]
    )
    take(adoption, decide(other), by=SYSTEM)
    assert list_asked("chair") == ["Adopt Alcohol, as agreed?"]
    assert list_asked("elsewhere") == list_asked("link_officer") == []
