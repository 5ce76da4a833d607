"""The delivery plan: owners and days, spreadsheets in with a ledger and out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from safercity.documents.strategy.plan_sheet import PlanAction, write_plan
from safercity.partnership.commitments.actions import set_priority_lead
from safercity.partnership.commitments.chasing import Days, escalate_late
from safercity.partnership.commitments.queries import Commitment
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people.actions import add_post
from safercity.partnership.people.queries import Agency
from safercity.partnership.strategy import actions
from tests.partnership.strategy.made import TEXT, take_whole_route

DAYS = Days(before=(0,), every_late=7, lead=7, manager=14, board=28)
GOOD = PlanAction(
    "1.3",
    "Agree spring dates",
    "Brackenford City Council",
    owner_post="Officer post",
    due=date(2026, 5, 1),
)
ROWS = (
    GOOD,
    PlanAction(
        "1.4",
        "Walk the night route",
        "Brackenford City Council",
        owner_post="Nobody's post",
        due=date(2026, 5, 1),
    ),
    PlanAction(
        "1.5",
        "Second intake",
        "An agency of dreams",
        owner_post="Officer post",
        due=date(2026, 5, 1),
    ),
    PlanAction("1.6", "No day yet", "Brackenford City Council", owner_post="Officer post"),
)


@pytest.fixture
def version(people):
    return actions.import_version(TEXT, by=people.viewer("manager"))


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_plan(ROWS))
    return path


def test_rows_are_made_or_held_and_add_up(version, people, sheet):
    ledger = actions.import_plan(version, sheet, by=people.viewer("manager"))
    assert (ledger.rows, ledger.made, len(ledger.held)) == (4, 1, 3)
    reasons = {why.reason for row in ledger.held for why in row.why}
    assert reasons == {"unknown_post", "unknown_agency", "no_day"}
    made = Commitment.objects.get()
    assert (made.what, made.due, made.owner) == (GOOD.what, GOOD.due, people.posts["officer"])


def test_the_page_brings_a_plan_in_and_shows_it(version, sign_in, sheet):
    manager = sign_in("manager")
    given = SimpleUploadedFile("plan.xlsx", sheet.read_bytes())
    answer = manager.post("/plan/import/", {"file": given}).content.decode()
    assert "1 of 4 rows are in the plan, 3 wait" in answer and "An agency of dreams" in answer
    for view in ("table", "board", "timeline"):
        page = sign_in("elsewhere").get(f"/plan/?view={view}").content.decode()
        assert "36 of 37 key actions without an owner" in page
    Commitment.objects.update(confidence="medium")
    assert "Agree spring dates" in (sent := manager.get("/plan/?format=csv").content.decode())
    assert "Confidence" in sent and ",Medium," in sent
    assert "Medium</td>" in manager.get("/plan/").content.decode()


def test_a_picture_that_calls_itself_a_workbook_is_refused(version, sign_in):
    given = SimpleUploadedFile("plan.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    answer = sign_in("manager").post("/plan/import/", {"file": given})
    assert answer.status_code != 302 and not Commitment.objects.exists()
    assert "workbook" in answer.content.decode() or "spreadsheet" in answer.content.decode()


def test_a_plan_that_went_out_comes_back_and_nothing_is_made_twice(version, people, sign_in, sheet):
    manager = sign_in("manager")
    actions.import_plan(version, sheet, by=people.viewer("manager"))
    out = manager.get("/plan/?format=xlsx").content
    answer = manager.post("/plan/import/", {"file": SimpleUploadedFile("plan.xlsx", out)})
    assert "0 of 1 rows are new in the plan; there before: 1; waiting: 0" in answer.content.decode()
    assert "Columns that nobody knows" not in answer.content.decode()
    assert Commitment.objects.count() == 1


def test_a_spreadsheets_states_and_words_come_with_its_rows(version, people, tmp_path):
    told = {"state": "done", "evidence": "Minutes of May", "progress": "Held in the town hall."}
    rows = (
        replace(GOOD, **told),
        replace(GOOD, key_action="1.4", state="late"),
        replace(GOOD, key_action="1.5", state="done"),
        replace(GOOD, key_action="1.6", state="late", progress="Mr John Smith is off sick."),
        replace(GOOD, key_action="1.7", what="Ask John Smith to chair the group"),
        replace(GOOD, key_action="1.8", place="John Smith's house"),
        replace(GOOD, key_action="1.9", funding="John Smith pays"),
    )
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_plan(rows))
    manager = people.viewer("manager")
    ledger = actions.import_plan(version, path, by=manager)
    assert set(Commitment.objects.values_list("state", flat=True)) == {"done", "slipping"}
    assert ledger.made == 2
    reasons = [why.reason for row in ledger.held for why in row.why]
    assert sorted(reasons) == ["names_a_person"] * 4 + ["no_evidence"]
    done = Commitment.objects.get(state="done")
    assert done.evidence == "Minutes of May" and done.updates.get().text == told["progress"]


def test_a_form_sent_twice_makes_one(version, people, sign_in):
    client = sign_in("manager")
    page = client.get("/plan/actions/1.3/undertake/")
    form = {
        "key": str(page.context["form"].initial.get("key") or page.context["form"]["key"].value()),
        "what": "Agree spring dates",
        "owner": str(people.posts["officer"].pk),
        "due": (timezone.localdate() + timedelta(30)).strftime("%d/%m/%Y"),
    }
    for _time in range(2):
        assert client.post("/plan/actions/1.3/undertake/", form).status_code == 302
    assert Commitment.objects.count() == 1
    address = f"/actions/{Commitment.objects.get().pk}/subject/"
    assert client.get(address)["Location"] == "/strategy/1/#p-1.3"
    assert sign_in("elsewhere").get(address).status_code == 302


def test_few_queries(version, people, sign_in, django_assert_max_num_queries):
    client = sign_in("analyst")
    for address in ("/strategy/", "/plan/", "/strategy/versions/", "/strategy/links/"):
        client.get(address)
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200


def test_a_manager_says_who_leads_a_priority_and_late_work_goes_there(version, people, sign_in):
    new = actions.Undertaking(
        "1.3", "Agree spring dates", people.posts["elsewhere"].pk, date(2026, 5, 1)
    )
    actions.undertake(version, new, by=people.viewer("manager"))
    manager = sign_in("manager")
    assert "Nobody is named to lead it." in manager.get("/plan/").content.decode()
    sent = {"post": str(people.posts["officer"].pk)}
    answer = manager.post("/plan/priorities/1/lead/", sent, follow=True).content.decode()
    assert "Led by Officer post" in answer and "Saved." in answer
    manager.post("/plan/priorities/1/lead/", {"post": str(people.posts["elsewhere"].pk)})
    manager.post("/plan/priorities/1/lead/", sent)
    form = manager.get("/plan/priorities/1/lead/")
    council, fire = (
        "Officer post, Brackenford City Council",
        "Elsewhere post, Wexmoor Fire and Rescue Service",
    )
    told = re.findall(r"post: [^<]+", form.content.decode())
    assert told == [
        f"post: {fire} → {council}",
        f"post: {council} → {fire}",
        f"post: – → {council}",
    ]
    assert "Robin manager" in form.content.decode()
    assert escalate_late(date(2026, 5, 9), DAYS) == 1
    told = sign_in("officer").get("/notifications/").content.decode()
    assert "Late, and brought to you as lead of the priority" in told
    assert manager.get("/plan/priorities/S9/lead/").status_code == 404
    assert sign_in("officer").post("/plan/priorities/1/lead/", sent).status_code == 403


def test_a_lead_that_nobody_holds_is_none(version, people):
    new = actions.Undertaking("1.3", "Dates", people.posts["elsewhere"].pk, date(2026, 5, 1))
    made = actions.undertake(version, new, by=people.viewer("manager"))
    vacant = add_post(people.agencies["council"], "Vacant post", role=Role.OFFICER, by=SYSTEM)
    set_priority_lead("1", "Anti-Social Behaviour", post=vacant.pk, by=people.viewer("manager"))
    escalate_late(date(2026, 5, 9), DAYS)
    made.refresh_from_db()
    assert made.escalated_to == "manager"


def test_publishing_lets_actions_name_its_priorities(version, people, sign_in):
    take_whole_route(version, by=people.viewer("manager"))
    page = sign_in("manager").get("/actions/new/").content.decode()
    for title in ("Modern Slavery", "County Lines"):
        assert f" {title}</option>" in page


def test_what_a_viewer_may_not_see_is_not_told_as_absent(version, people, sign_in):
    manager = people.viewer("manager")
    for code, who in (("1.3", "elsewhere"), ("1.4", "officer")):
        new = actions.Undertaking(code, f"Work {code}", people.posts[who].pk, date(2026, 5, 1))
        actions.undertake(version, new, by=manager)
    take_whole_route(version, by=manager)
    Agency.objects.filter(pk=people.agencies["fire"].pk).update(is_guest=True)
    client = sign_in("elsewhere")
    for view in ("table", "board", "timeline"):
        page = client.get(f"/plan/?view={view}").content.decode()
        assert "<h1>Of the plan’s actions that you may see: none verified yet" in page
        assert "Work 1.4" not in page and "without an owner" not in page
        assert "no owner yet" not in page.lower()
        assert view == "board" or "nothing that you may see" in page.lower()
    assert (
        "35 of 37 key actions without an owner" in sign_in("manager").get("/plan/").content.decode()
    )
    Commitment.objects.filter(owner=people.posts["officer"]).update(only_parties=True)
    Agency.objects.filter(pk=people.agencies["fire"].pk).update(is_guest=False)
    member = sign_in("elsewhere").get("/plan/").content.decode()
    assert "without an owner" not in member and "Nothing that you may see." in member
