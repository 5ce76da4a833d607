"""Who asks the Board to adopt what, and what asking in vain leaves behind."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.oversight.made import address, ask, day_ago, decide

pytestmark = pytest.mark.django_db


def test_one_at_a_time_and_who_may_ask(adoption, linked, people):
    from safercity.partnership.oversight import actions

    agency, subject = people.agencies["fire"], linked[2]
    with pytest.raises(NotYet, match="under way"):
        ask(subject, agency, by=people.viewer("manager"))
    with pytest.raises(NotAllowed):
        ask(subject, agency, by=people.viewer("elsewhere"))
    other = actions.add_asked_subject("Safety on the water", by=people.viewer("manager"))
    with pytest.raises(NotYet, match="has not come"):
        ask(other, agency, by=people.viewer("manager"), ago=-1)


def test_link_officers_and_board_members_ask_for_their_own_agency_only(linked, people, sign_in):
    from safercity.partnership.oversight.models import Adoption

    council, fire = people.agencies["council"], people.agencies["fire"]
    new = {"key": new_id(), "subject": linked[2].pk, "reason": "It grows", "asked_by": fire.pk}
    new["day"] = day_ago(0).isoformat()
    page = reverse("oversight:new-adoption")
    offers = {
        who: [row.pk for row in sign_in(who).get(page).context["form"].fields["asked_by"].queryset]
        for who in ("link_officer", "board_member", "manager", "chair")
    }
    assert offers["link_officer"] == [council.pk] and offers["board_member"] == [fire.pk]
    assert set(offers["manager"]) == set(offers["chair"]) >= {council.pk, fire.pk}
    refused = sign_in("link_officer").post(page, new)
    assert refused.status_code == 422 and not Adoption.objects.exists()
    with pytest.raises(NotAllowed, match="your own agency"):
        ask(linked[2], fire, by=people.viewer("link_officer"))
    assert sign_in("manager").post(page, new).status_code == 302
    assert Adoption.objects.get().asked_by == fire


def test_what_is_refused_leaves_no_priority_behind(people, sign_in):
    from safercity.partnership.governance.queries import list_subjects

    agency = people.agencies["fire"].pk
    new = {"key": new_id(), "title": "Safety on the water", "asked_by": agency, "reason": "Asked"}
    address, manager = reverse("oversight:new-adoption"), sign_in("manager")
    page = manager.post(address, {**new, "day": day_ago(-1).isoformat()})
    assert "has not come yet" in page.content.decode() and not list_subjects().exists()
    assert manager.post(address, {**new, "day": day_ago(0).isoformat()}).status_code == 302
    assert [subject.title for subject in list_subjects()] == ["Safety on the water"]


@pytest.mark.parametrize("ends", ["declined", "withdrawn"])
def test_what_is_asked_for_in_vain_leaves_no_gap_and_is_not_on_offer(linked, people, sign_in, ends):
    from safercity.partnership.governance.queries import list_subjects
    from safercity.partnership.oversight import actions

    board, officer = linked[0], people.viewer("link_officer")
    adoption = ask("Safety on the water", people.agencies["council"], by=officer)
    bodies, gap = reverse("governance:bodies"), "No body answers for Safety on the water"
    page = sign_in("manager").get(bodies).content.decode()
    assert "an adoption asks for it" in page and gap not in page
    if ends == "declined":
        said = actions.Said(decide(board, subject=adoption.subject), "No room")
        actions.decline_adoption(
            adoption, said, version=adoption.version, by=people.viewer("chair")
        )
    else:
        actions.withdraw_adoption(adoption, "Settled", version=adoption.version, by=officer)
    assert "Safety on the water" not in sign_in("manager").get(bodies).content.decode()
    offer = sign_in("manager").get(reverse("oversight:new-adoption")).content.decode()
    assert "Safety on the water</option>" not in offer
    assert sign_in("manager").get(address("adoption", adoption)).status_code == 200
    again = ask("safety on the water", people.agencies["council"], by=officer)
    assert again.subject == adoption.subject and again.subject in list_subjects()


def test_what_a_body_answers_for_stays_when_the_board_declines(linked, people):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.queries import list_subjects
    from safercity.partnership.oversight import actions

    _board, other, first = linked
    officer = people.viewer("link_officer")
    adoption = ask("Safety on the water", people.agencies["council"], by=officer)
    governance.share_subject(governance.NewResponsibility(adoption.subject, other), by=SYSTEM)
    named = ask(first, people.agencies["council"], by=officer)
    for one in (adoption, named):
        actions.withdraw_adoption(one, "Settled", version=one.version, by=officer)
        assert one.subject in list_subjects()


def test_what_was_declined_while_a_body_answered_is_a_gap_once_that_gives_it_up(linked, people):
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.models import Responsibility
    from safercity.partnership.governance.queries import find_marks, get_structure

    _board, other, _first = linked
    officer = people.viewer("link_officer")
    asked = ["On the water", "On the road", "Asked again"]
    for title in asked:
        one = ask(title, people.agencies["council"], by=officer)
        new = governance.NewResponsibility(one.subject, other, from_day=day_ago(-9))
        row = governance.share_subject(new, by=SYSTEM)
        if title != "On the road":
            Responsibility.objects.filter(pk=row.pk).update(from_day=day_ago(9))
            row.refresh_from_db()
        _withdraw(one, by=officer)
        governance.end_row(row, day_ago(0), by=SYSTEM)
    _withdraw(ask(one.subject, people.agencies["council"], by=officer), by=officer)
    gaps = {mark.text for mark in find_marks(get_structure()) if mark.what == "no_body"}
    assert gaps == {f"No body answers for {title}." for title in asked}
    assert not any(subject.is_asked_for for subject in get_structure().subjects)


def _withdraw(adoption, *, by):
    from safercity.partnership.oversight import actions

    actions.withdraw_adoption(adoption, "Settled", version=adoption.version, by=by)


def test_what_was_declined_before_while_a_body_answered_is_asked_for_no_more(people):
    from safercity.partnership.governance.queries import get_structure
    from safercity.partnership.oversight.models import Adoption

    manager, agency = people.viewer("manager"), people.agencies["council"]
    old, _asked = (ask(title, agency, by=manager) for title in ("Declined", "Still asked for"))
    Adoption.objects.filter(pk=old.pk).update(state="declined")  # as it was left until then
    name = "safercity.partnership.oversight.migrations.0006_declined_but_answered"
    import_module(name).settle_declined(apps, None)
    asked = [subject.title for subject in get_structure().subjects if subject.is_asked_for]
    assert asked == ["Still asked for"]


def test_what_was_asked_for_in_vain_before_goes_too(people):
    from safercity.partnership.governance.queries import list_subjects
    from safercity.partnership.oversight import actions
    from safercity.partnership.oversight.models import Adoption

    manager, agency = people.viewer("manager"), people.agencies["council"]
    old, _asked = (ask(title, agency, by=manager) for title in ("In vain", "Still asked for"))
    Adoption.objects.filter(pk=old.pk).update(state="declined")  # as it was left until then
    actions.add_asked_subject("Of no adoption", by=manager)
    import_module("safercity.partnership.oversight.migrations.0005_one_person").end_asked_in_vain(
        apps, None
    )
    assert {row.title for row in list_subjects()} == {"Still asked for", "Of no adoption"}
