"""Ways around an agency's word over its own records: left out, or called a processor."""

from __future__ import annotations

import pytest

from safercity.partnership.common.rules import NotAllowed, NotVisible, NotYet
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people.actions import (
    NewAgency,
    add_agency,
    add_person,
    add_post,
    take_post,
)
from safercity.partnership.people.queries import get_viewer
from safercity.partnership.sharing import actions, queries, rules
from tests.partnership.agreements_made import write_values

POLICES = "force-crimes"


def draft(people, **parties: str):
    """An agreement on police records between these agencies."""
    new = actions.NewAgreement(
        "around",
        people.agencies["council"],
        write_values(),
        [(people.agencies[slug], role) for slug, role in parties.items()],
        [actions.NewDataSet(POLICES)],
    )
    return actions.draft_agreement(new, by=people.viewer("manager"))


def approve_and_agree(people, agreement, *who: str):
    for each in who:
        actions.approve_agreement(agreement, by=people.viewer(each))
    approved = queries.get_agreement(agreement.pk)
    return actions.move_agreement(
        approved, to="agreed", version=approved.version, by=people.viewer("manager")
    )


def test_records_are_not_shared_without_their_agency(people):
    around = draft(people, council="controller", fire="controller")
    with pytest.raises(NotYet, match="Wexmoor Police, whose records it covers, is no party"):
        approve_and_agree(people, around, "manager", "elsewhere")


def test_nor_by_calling_it_a_processor(people):
    around = draft(people, council="controller", fire="controller", police="processor")
    with pytest.raises(NotYet, match="not approved yet by Wexmoor Police"):
        approve_and_agree(people, around, "manager", "elsewhere")
    agreed = approve_and_agree(people, around, "analyst")
    assert agreed.state == "agreed", "its own word lets them go"


def test_the_page_says_who_has_to_approve(people, sign_in):
    around = draft(people, council="controller", police="processor", fire="processor")
    page = sign_in("manager").get(f"/sharing/{around.pk}/").content.decode()
    assert page.count("not needed") == 1, "the fire service's alone: it only processes"


def test_a_source_that_nobody_here_sends_needs_nobody_more(people):
    new = actions.NewAgreement(
        "health",
        people.agencies["council"],
        write_values(),
        [(people.agencies[slug], "controller") for slug in ("council", "police")],
        [actions.NewDataSet("ambulance-calls")],
    )
    made = actions.draft_agreement(new, by=people.viewer("manager"))
    assert approve_and_agree(people, made, "manager", "analyst").state == "agreed"


@pytest.fixture
def guest(people):
    """A manager's post in a guest agency."""
    agency = add_agency(NewAgency("charity", "Lantern Trust"), by=SYSTEM)
    post = add_post(agency, "Manager", role=Role.MANAGER, by=SYSTEM)
    type(agency).objects.filter(pk=agency.pk).update(is_guest=True)  # as no action does
    user = add_person("guest@example.org", "Sam Guest", by=SYSTEM)
    take_post(user, post, by=SYSTEM)
    return get_viewer(user)


def test_a_guests_manager_keeps_no_register(people, guest):
    around = draft(people, council="controller", police="controller")
    with pytest.raises(NotAllowed, match="Guests"):
        actions.set_party(
            around, people.agencies["fire"], role="controller", version=around.version, by=guest
        )


def test_what_a_guest_may_not_see_is_not_there_to_approve_or_decide(people, guest):
    around = draft(people, council="controller", police="controller")
    new = actions.NewRequest(people.agencies["fire"].pk, "controller", "Home visits")
    asked = actions.ask_access(around, new, by=people.viewer("elsewhere"))
    with pytest.raises(NotVisible):
        rules.approve_agreement(guest, around)
    with pytest.raises(NotVisible):
        rules.decide_access(guest, asked)
