"""The plan by place: named when it is undertaken, and narrowed to what is done there."""

from __future__ import annotations

from datetime import date

import pytest

from safercity.documents.strategy.plan_sheet import PlanAction, write_plan
from safercity.partnership.commitments.queries import Commitment
from safercity.partnership.common.ids import new_id
from safercity.partnership.sharing.models import AgreedText
from safercity.partnership.sharing.queries import terms
from safercity.partnership.strategy import actions
from tests.partnership.sample_edition import PLACES
from tests.partnership.strategy.made import TEXT

NAME = PLACES[4][0]


@pytest.fixture
def version(people):
    return actions.import_version(TEXT, by=people.viewer("manager"))


def test_an_action_is_undertaken_at_a_place_and_the_plan_is_narrowed_to_it(
    version, people, sign_in, django_assert_max_num_queries
):
    client = sign_in("manager")
    for code, place in (("1.3", NAME), ("1.4", "")):
        sent = {
            "key": str(new_id()),
            "what": f"Work for {code}",
            "owner": str(people.posts["officer"].pk),
            "due": date(2027, 5, 1).isoformat(),
            "place": place,
        }
        assert client.post(f"/plan/actions/{code}/undertake/", sent).status_code == 302
    identity = Commitment.objects.get(what="Work for 1.3").known_place
    assert identity
    whole = client.get("/plan/").content.decode()
    assert "Work for 1.4" in whole and f"<option>{NAME}</option>" in whole
    with django_assert_max_num_queries(10):
        page = client.get(f"/plan/?place={NAME}").content.decode()
    assert f"<h1>1 action of the plan is at {NAME}</h1>" in page
    assert "Work for 1.3" in page and "Work for 1.4" not in page and "No owner yet" not in page
    by_identity = client.get(f"/plan/?place={identity}").content.decode()
    assert f"<h1>1 action of the plan is at {NAME}</h1>" in by_identity, "as the list of actions"
    file = client.get(f"/plan/?format=csv&place={NAME}").content.decode()
    assert "Work for 1.3" in file and "Work for 1.4" not in file
    assert "Work for 1.4" not in client.get(f"/plan/?view=board&place={NAME}").content.decode()


def test_a_spreadsheet_of_who_may_not_see_a_place_leaves_it_as_it_is(
    version, people, sign_in, tmp_path
):
    sign_in("manager")
    path, manager = tmp_path / "plan.xlsx", people.viewer("manager")
    row = PlanAction("1.3", "Agree spring dates", "Brackenford City Council",
                     owner_post="Officer post", due=date(2026, 5, 1), place=NAME)  # fmt: skip
    path.write_bytes(write_plan([row]))
    assert actions.import_plan(version, path, by=manager).made == 1
    known = Commitment.objects.get().known_place
    AgreedText.objects.all().delete()
    terms._KEPT.clear()
    ledger = actions.import_plan(version, path, by=manager)
    assert known and Commitment.objects.get().known_place == known
    assert (ledger.known, ledger.changed) == (1, 0)
    assert [why.reason for told in ledger.told for why in told.left] == ["place"]
