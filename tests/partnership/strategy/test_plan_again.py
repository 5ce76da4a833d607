"""A plan's spreadsheet sent again: what its rows say otherwise is taken over, or told with why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from safercity.documents.strategy.plan_sheet import PlanAction, write_plan
from safercity.partnership.commitments.actions import Step, change_state
from safercity.partnership.commitments.queries import Commitment
from safercity.partnership.strategy import actions
from tests.partnership.strategy.made import TEXT

ROW = PlanAction(
    "1.3",
    "Agree spring dates",
    "Brackenford City Council",
    owner_post="Officer post",
    due=date(2026, 5, 1),
)


@pytest.fixture
def bring(people, tmp_path):
    """Bring rows in as a spreadsheet, as the manager."""
    version = actions.import_version(TEXT, by=people.viewer("manager"))
    path = tmp_path / "plan.xlsx"

    def write_and_bring(*rows):
        path.write_bytes(write_plan(rows))
        return actions.import_plan(version, path, by=people.viewer("manager"))

    return write_and_bring


def list_reasons(ledger):
    return [why.reason for row in ledger.held for why in row.why]


def list_left(ledger):
    return [why.reason for row in ledger.told for why in row.left]


def test_an_unknown_partner_holds_its_row(bring, people):
    fire = people.agencies["fire"].name
    ledger = bring(replace(ROW, partners=(fire, "Moonbase Agency")))
    assert (ledger.made, list_reasons(ledger)) == (0, ["unknown_partner"])
    assert "Moonbase Agency" in ledger.held[0].why[0].what
    assert bring(replace(ROW, partners=(fire,))).made == 1
    assert [one.name for one in Commitment.objects.get().partners.all()] == [fire]


def test_what_no_field_can_hold_is_held(bring):
    ledger = bring(replace(ROW, place="x" * 81), replace(ROW, key_action="1.4", what="y" * 301))
    assert (ledger.made, list_reasons(ledger)) == (0, ["too_long", "too_long"])


def test_what_differs_is_taken_over_and_shown(bring, people, sign_in):
    bring(ROW)
    fire = people.agencies["fire"].name
    new = replace(
        ROW,
        due=date(2026, 6, 1),
        state="done",
        confidence="high",
        place="Town hall",
        funding="Safer Streets",
        partners=(fire,),
        evidence="Minutes of May",
        progress="Held in the town hall.",
        measure="Two dates",
        start=date(2026, 4, 1),
    )
    sent = SimpleUploadedFile("plan.xlsx", write_plan([new]))
    page = sign_in("manager").post("/plan/import/", {"file": sent}).content.decode()
    for words in (
        "One row changed what is in the plan",
        "Due: 1 May 2026 → 1 Jun 2026",
        "Place: – → Town hall",
        "State: Not started → Done by owner",
        "Progress: – → Held in the town hall.",
        "Confidence: Not said → High",
        f"Partners: – → {fire}",
        "Delivery plan: Start, Delivery plan: Measure",
    ):
        assert words in page, words
    row = Commitment.objects.get()
    assert (row.state, row.due, row.place) == ("done", new.due, "Town hall")
    assert (row.funding, row.confidence, row.evidence) == ("Safer Streets", "high", new.evidence)
    again = bring(new)
    assert (again.made, again.known, again.changed, again.told) == (0, 1, 0, ())
    assert bring(ROW).told[0].changed == () and row.updates.count() == 1


def test_an_empty_cell_says_nothing(bring):
    bring(replace(ROW, state="at_risk", place="Town hall", progress="Begun.", confidence="low"))
    again = bring(ROW)
    assert (again.known, again.changed, again.told) == (1, 0, ())


def test_what_the_rules_refuse_is_left_with_the_reason(bring, people):
    bring(ROW)
    assert list_left(bring(replace(ROW, state="done"))) == ["refused"]
    named = bring(replace(ROW, state="late", place="Hall", progress="Mr John Smith is off sick."))
    assert [str(one) for one in named.told[0].changed] == ["Place: – → Hall"]
    assert list_left(named) == ["refused"]
    row = Commitment.objects.get()
    assert (row.state, row.place) == ("not_started", "Hall")
    done = bring(replace(ROW, state="verified", evidence="Minutes"))
    assert list_left(done) == ["verified_elsewhere"]
    row.refresh_from_db()
    change_state(row, Step("verified"), by=people.viewer("elsewhere"))
    late = bring(replace(ROW, state="under_way", due=date(2026, 7, 1), evidence="Photographs"))
    assert list_left(late) == ["settled", "refused", "evidence"] and not late.changed
    row.refresh_from_db()
    assert (row.state, row.due) == ("verified", ROW.due)


def test_a_row_that_may_be_another_action_waits(bring):
    june, july = (replace(ROW, due=date(2026, month, 1)) for month in (6, 7))
    ledger = bring(ROW, june, replace(ROW, state="late"))
    assert (ledger.made, list_reasons(ledger)) == (2, ["told_twice"])
    assert list_reasons(bring(july, ROW)) == ["several_in_plan"]
    other = replace(ROW, key_action="1.4")
    bring(other)
    assert list_reasons(bring(replace(other, due=july.due), other)) == ["told_twice"]
    elsewhere = replace(other, owner_agency="", owner_post="Elsewhere post")
    assert list_reasons(bring(elsewhere)) == ["in_plan"]
