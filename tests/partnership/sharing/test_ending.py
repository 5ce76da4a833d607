"""Ending an agreement and leaving it: by whom, after what is said of it, and with a reason."""

from __future__ import annotations

import pytest
from django.urls import reverse

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people.actions import add_post, take_post
from safercity.partnership.sharing import actions, queries, rules
from safercity.partnership.sharing.models import AccessRequest, Agreement
from safercity.partnership.sharing.queries.agreements import find_agreements
from safercity.partnership.sharing.queries.falling import list_falling
from tests.partnership.agreements_made import make_agreement

SOURCES = ["force-crimes", "housing-asb"]


@pytest.fixture
def agreed(people):
    """Of the council (which leads it) and the police, on a source of each, in force, alone."""
    Agreement.objects.update(state="ended")
    return make_agreement(people, "crimes", sources=SOURCES, parties=("council", "police"))


def address(name, agreement, **more):
    return reverse(f"sharing:{name}", kwargs={"key": agreement.pk, **more})


def is_held(reference="crimes"):
    return reference in {one.reference for one in queries.list_in_force()}


def test_one_press_ends_nothing(people, agreed, sign_in):
    told = {"to": "ended", "version": str(agreed.version)}
    answer = sign_in("manager").post(address("move", agreed), told)
    assert answer.status_code == 302 and answer.url == address("end", agreed) and is_held()
    with pytest.raises(NotYet, match="a page of its own"):
        actions.move_agreement(
            agreed, to="ended", version=agreed.version, by=people.viewer("manager")
        )


def test_the_page_says_what_falls_away_for_whom_and_asks_why(people, agreed, sign_in):
    client = sign_in("manager")
    page = client.get(address("end", agreed)).content.decode()
    assert "no way back" in page and "Two agencies lose sight" in page
    assert "with 7 accounts" in page  # five of the council, two of the police
    version = str(agreed.version)
    without = client.post(address("end", agreed), {"version": version, "reason": ""})
    assert without.status_code == 422 and is_held()
    told = {"version": version, "reason": "The work is over."}
    assert client.post(address("end", agreed), told).status_code == 302 and not is_held()
    for name in ("agreement", "past"):
        page = client.get(address(name, agreed)).content.decode()
        assert "Ended for every party" in page and "The work is over." in page
    assert "The work is over." not in str(list_history(agreed)[0]), "the audit keeps no free text"


def test_what_another_agreement_shows_does_not_fall_away(people, agreed):
    manager = people.viewer("manager")
    before = {one.agency: one.sources for one in list_falling(agreed, manager)}
    assert before == {
        "Brackenford City Council": ("force-crimes",), "Wexmoor Police": ("housing-asb",)
    }  # fmt: skip
    make_agreement(people, "more", sources=["force-crimes"], parties=("council", "police"))
    [police] = list_falling(agreed, manager)
    assert police.agency == "Wexmoor Police"


def test_only_who_leads_ends_it_and_no_one_leaves_for_another(people, agreed):
    council, police = people.agencies["council"].pk, people.agencies["police"].pk
    for who in ("analyst", "chair", "officer", "elsewhere", "auditor"):
        with pytest.raises(NotAllowed, match="Only Brackenford City Council decides this"):
            rules.end_agreement(people.viewer(who), agreed)
    assert rules.end_agreement.allowed(people.viewer("administrator"), agreed)
    for who in ("manager", "administrator", "elsewhere"):
        assert not rules.leave_agreement.allowed(people.viewer(who), agreed, agency=police)
    with pytest.raises(NotYet, match="does not leave it"):
        rules.leave_agreement(people.viewer("manager"), agreed, agency=council)


@pytest.mark.parametrize("is_in_review", [False, True])
def test_a_party_that_leaves_takes_its_records_along_at_once(people, agreed, sign_in, is_in_review):
    police = people.agencies["police"]
    if is_in_review:
        agreed = actions.move_agreement(
            agreed, to="in_review", version=agreed.version, by=people.viewer("manager")
        )
    page = sign_in("chair").get(address("agreement", agreed)).content.decode()
    where = address("leave", agreed, agency=police.pk)
    assert where in page and address("end", agreed) not in page
    told = {"version": str(agreed.version), "reason": "Reorganised."}
    assert sign_in("chair").post(where, told).status_code == 302
    [held] = [one for one in queries.list_in_force() if one.reference == "crimes"]
    assert not held.binds([str(police.pk)]) and held.binds([str(people.agencies["council"].pk)])
    assert not held.covers("force-crimes") and held.covers("housing-asb")
    now = queries.get_agreement(agreed.pk)
    assert [one.source for one in now.data_sets.all()] == ["housing-asb"]
    page = sign_in("manager").get(address("past", agreed)).content.decode()
    assert "Wexmoor Police left" in page and "Reorganised." in page
    assert not AccessRequest.objects.exists() and now.version == agreed.version + 1


def test_a_guest_is_told_of_no_agreement_but_its_own(people, sign_in):
    fire = people.agencies["fire"]
    type(fire).objects.filter(pk=fire.pk).update(is_guest=True)
    every = ("council", "police", "fire")
    own = make_agreement(people, "own", sources=SOURCES, parties=every)
    guest = people.viewer("elsewhere")
    before = list_falling(own, guest, leaving=fire.pk)
    make_agreement(people, "more", sources=SOURCES, parties=("council", "police"))
    assert list_falling(own, guest, leaving=fire.pk) == before
    where = address("leave", own, agency=fire.pk)
    told = {"version": str(own.version), "reason": "We closed."}
    assert sign_in("elsewhere").post(where, told, follow=True).status_code == 200
    assert sign_in("elsewhere").get(address("agreement", own)).status_code == 404


def test_what_is_agreed_loses_the_records_of_who_leaves_whoever_is_written_in(people, agreed):
    police, fire = people.agencies["police"], people.agencies["fire"]
    type(fire).objects.filter(pk=fire.pk).update(layers=police.layers)
    manager = people.viewer("manager")
    told = {"to": "in_review", "version": agreed.version}
    agreed = actions.move_agreement(agreed, **told, by=manager)
    how = {"role": "controller", "version": agreed.version, "by": manager}
    agreed = actions.set_party(agreed, fire, **how)
    chair = people.viewer("chair")
    [council, *_] = list_falling(agreed, chair, leaving=police.pk)
    assert council.sources == ("force-crimes",)
    told = {"reason": "Reorganised.", "version": agreed.version}
    actions.leave_agreement(agreed, police.pk, **told, by=chair)
    [held] = [one for one in queries.list_in_force() if one.reference == "crimes"]
    assert not held.covers("force-crimes"), "of those who agreed to it the police alone sent it"


def test_fields_of_single_records_fall_away_and_open_records_never_do(people):
    Agreement.objects.update(state="ended")
    fields = actions.NewDataSet("force-crimes", fields=("from_date",))
    parties = ("council", "police")
    agreed = make_agreement(people, "crimes", sources=[fields, "police-uk"], parties=parties)
    make_agreement(people, "counts", sources=["force-crimes"], parties=parties)
    [council] = list_falling(agreed, people.viewer("manager"))
    assert council.agency == "Brackenford City Council" and council.sources == ("force-crimes",)
    assert not council.products


def test_a_guest_is_not_told_how_many_accounts_others_have(people, sign_in):
    Agreement.objects.update(state="ended")
    fire = people.agencies["fire"]
    type(fire).objects.filter(pk=fire.pk).update(is_guest=True)
    own = make_agreement(
        people, "own", sources=[*SOURCES, "fire-incidents"], parties=("council", "police", "fire")
    )
    told = list_falling(own, people.viewer("elsewhere"))
    assert {one.agency: one.accounts is None for one in told} == {
        "Brackenford City Council": True, "Wexmoor Police": True, fire.name: False
    }  # fmt: skip
    page = sign_in("elsewhere").get(address("leave", own, agency=fire.pk)).content.decode()
    assert "as far as your agency may know" in page and ">None<" not in page


@pytest.mark.parametrize("is_guest", [False, True])
def test_who_is_bound_sees_it_and_may_leave_though_the_text_in_review_leaves_it_out(
    people, sign_in, is_guest
):
    fire = people.agencies["fire"]
    type(fire).objects.filter(pk=fire.pk).update(is_guest=is_guest)
    sources, parties = [*SOURCES, "fire-incidents"], ("council", "police", "fire")
    own = make_agreement(people, "own", sources=sources, parties=parties)
    manager = people.viewer("manager")
    own = actions.move_agreement(own, to="in_review", version=own.version, by=manager)
    own = actions.set_party(own, fire, role="", version=own.version, by=manager)
    client, where = sign_in("elsewhere"), address("leave", own, agency=fire.pk)
    page = client.get(address("agreement", own)).content.decode()
    assert where in page and f"until a new text is agreed: {fire.name}" in page
    assert own.title in client.get(reverse("sharing:agreements")).content.decode()
    assert find_agreements(people.viewer("elsewhere"), [own.pk])
    assert fire.name in client.get(where).content.decode()
    told = {"version": str(own.version), "reason": "We closed."}
    assert client.post(where, told).status_code == 302
    [held] = [one for one in queries.list_in_force() if one.reference == "own"]
    assert not held.binds([str(fire.pk)]) and not held.covers("fire-incidents")
    drafted = {one.source for one in queries.get_agreement(own.pk).data_sets.all()}
    assert drafted == set(SOURCES), "nor is it in the text that is being written"
    assert client.get(address("agreement", own)).status_code == (404 if is_guest else 200)
    assert bool(find_agreements(people.viewer("elsewhere"), [own.pk])) != is_guest


def test_a_guest_that_a_new_text_leaves_out_is_bound_no_more(people):
    fire = people.agencies["fire"]
    type(fire).objects.filter(pk=fire.pk).update(is_guest=True)
    own = make_agreement(people, "own", sources=SOURCES, parties=("council", "police", "fire"))
    manager = people.viewer("manager")
    own = actions.move_agreement(own, to="in_review", version=own.version, by=manager)
    own = actions.set_party(own, fire, role="", version=own.version, by=manager)
    guest = people.viewer("elsewhere")
    assert own in queries.list_agreements_for(guest)
    own = actions.move_agreement(own, to="agreed", version=own.version, by=SYSTEM)
    assert own not in queries.list_agreements_for(guest)
    assert not rules.see_agreement.allowed(guest, own)


@pytest.mark.parametrize("is_guest", [False, True])
def test_what_is_said_of_coming_back_is_true(people, sign_in, is_guest):
    fire = people.agencies["fire"]
    type(fire).objects.filter(pk=fire.pk).update(is_guest=is_guest)
    own = make_agreement(people, "own", sources=SOURCES, parties=("council", "police", "fire"))
    page = sign_in("elsewhere").get(address("leave", own, agency=fire.pk)).content.decode()
    assert ("It can ask to join again" in page) != is_guest
    assert ("no longer see this agreement" in page) == is_guest


def test_where_nobody_holds_the_managers_post_who_answers_for_the_agency_decides(people, agreed):
    police, boss = people.agencies["police"], Role.MANAGER
    post = add_post(police, "Partnership manager", role=boss, by=SYSTEM)
    chair = people.viewer("chair")
    rules.leave_agreement(chair, agreed, agency=police.pk)
    take_post(people.users["postless"], post, by=SYSTEM)
    with pytest.raises(NotAllowed, match="Only Wexmoor Police decides this"):
        rules.leave_agreement(chair, agreed, agency=police.pk)
