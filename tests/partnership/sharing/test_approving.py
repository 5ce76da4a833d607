"""A text asks for approval: on My work and by a message, of those who speak for a controller."""

from __future__ import annotations

import re

import pytest

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.config.collecting import load_jobs
from safercity.partnership.jobs.actions import run_due
from safercity.partnership.sharing import actions, queries
from safercity.partnership.sharing.panels import list_panels
from tests.partnership.agreements_made import make_agreement, write_values
from tests.partnership.people_made import add_charity

TO_APPROVE = "Sharing agreements to approve"
TOLD = "waits for your agency’s approval"


def begin(people, *parties, **values):
    """A draft of these agencies without a data set."""
    given = [(one, "controller") for one in (people.agencies["council"], *parties)]
    council = people.agencies["council"]
    new = actions.NewAgreement("text", council, write_values(**values), given)
    return actions.draft_agreement(new, by=people.viewer("manager"))


def cover(people, draft, source="force-crimes", **how):
    now = queries.get_agreement(draft.pk)
    new = actions.NewDataSet(source, **how)
    return actions.set_data_set(now, new, version=now.version, by=people.viewer("manager"))


def list_asked(people, *who):
    """Those of these people whom My work asks to approve something."""
    return {one for one in who if TO_APPROVE in {p.title for p in list_panels(people.viewer(one))}}


EVERY = ("manager", "administrator", "officer", "analyst", "chair", "auditor", "elsewhere")


def test_my_work_asks_who_speaks_for_a_controller_until_it_approved(people):
    draft = begin(people, people.agencies["police"])
    assert not list_asked(people, *EVERY), "nothing to read yet"
    draft = cover(people, draft)
    assert list_asked(people, *EVERY) == {"manager", "administrator", "analyst", "chair"}
    actions.approve_agreement(draft, by=people.viewer("chair"))
    assert list_asked(people, *EVERY) == {"manager", "administrator"}
    cover(people, draft, threshold=10)
    assert list_asked(people, *EVERY) == {"manager", "administrator", "analyst", "chair"}


@pytest.mark.parametrize("part", ["gateways", "bases", "uses", "assessment"])
def test_a_text_with_an_empty_part_asks_nobody(people, part):
    draft = begin(people, people.agencies["police"], **{part: "" if part == "assessment" else []})
    cover(people, draft)
    assert not list_asked(people, *EVERY)


def test_a_processor_is_asked_where_its_own_records_are_covered(people):
    draft = begin(people, people.agencies["police"])
    draft.parties.filter(agency=people.agencies["police"]).update(role="processor")
    cover(people, draft, "housing-asb")
    assert "analyst" not in list_asked(people, *EVERY)
    cover(people, draft)
    assert "analyst" in list_asked(people, *EVERY)


def test_a_charity_is_asked_for_its_own_text_alone(people, sign_in):
    charity = add_charity(people)
    cover(people, begin(people, people.agencies["police"]))
    assert not list_asked(people, "guest")
    page = sign_in("guest").get("/my-work/").content.decode()
    assert "Read and approve" not in page
    now = queries.get_agreement(queries.list_agreements().get(reference="text").pk)
    how = {"role": "controller", "version": now.version, "by": people.viewer("manager")}
    actions.set_party(now, charity, **how)
    assert list_asked(people, "guest")
    page = sign_in("guest").get("/my-work/").content.decode()
    assert f"Approve “{now.title}”" in page and "Read and approve" in page


def count_told(sign_in, who):
    return sign_in(who).get("/notifications/").content.decode().count(TOLD)


def test_it_is_told_once_and_again_after_an_approval_fell(people, sign_in):
    load_jobs()
    draft = begin(people, people.agencies["police"])
    run_due()
    assert count_told(sign_in, "analyst") == 0
    for fewest in (5, 6):
        draft = cover(people, draft, threshold=fewest)
        run_due()
        assert count_told(sign_in, "analyst") == 1
    assert count_told(sign_in, "manager") == 0, "who wrote it knows"
    assert count_told(sign_in, "administrator") == 1
    assert count_told(sign_in, "officer") == count_told(sign_in, "elsewhere") == 0
    actions.approve_agreement(draft, by=people.viewer("analyst"))
    cover(people, draft, threshold=7)
    run_due()
    assert count_told(sign_in, "analyst") == 2


def test_in_review_it_is_told_anew(people, sign_in):
    load_jobs()
    agreed = make_agreement(people, "c", sources=["force-crimes"], parties=("council", "police"))
    actions.move_agreement(agreed, to="in_review", version=agreed.version, by=SYSTEM)
    run_due()
    assert count_told(sign_in, "chair") == 1 and list_asked(people, "chair")


def approve(client, address):
    """Press the button of the page as it is now."""
    page = client.get(address).content.decode()
    form = re.search(rf'action="{address}approve/".*?</form>', page, re.DOTALL)
    sent = dict(re.findall(r'name="(version)" value="(\d+)"', form[0]))
    return client.post(f"{address}approve/", sent, follow=True)


def test_a_text_that_was_changed_since_it_was_read_is_not_approved(people, sign_in):
    draft = cover(people, begin(people, people.agencies["police"]))
    client, address = sign_in("analyst"), f"/sharing/{draft.pk}/"
    read = draft.version
    cover(people, draft, threshold=20)
    answer = client.post(f"{address}approve/", {"version": read})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "The text was changed since you opened it" in page and f'href="{address}"' in page
    assert client.post(f"{address}approve/").status_code == 409, "nor one that nobody names"
    assert not queries.list_approvals(queries.get_agreement(draft.pk))
    approve(client, address)
    assert len(queries.list_approvals(queries.get_agreement(draft.pk))) == 1


def test_an_approval_is_answered_and_its_button_goes(people, sign_in):
    draft = cover(people, begin(people, people.agencies["police"]))
    client, address = sign_in("analyst"), f"/sharing/{draft.pk}/"
    assert "Approve for" in client.get(address).content.decode()
    page = approve(client, address).content.decode()
    assert "Your approval is kept" in page and "not approved yet by Brackenford" in page
    assert "Approve for" not in page
    assert "Approve for" not in sign_in("chair").get(address).content.decode()
    page = approve(sign_in("manager"), address).content.decode()
    assert "Nothing is lacking: the text can be agreed." in page
