"""A delivery plan as a spreadsheet: no row is lost, days are read as people write them here."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safercity.documents.strategy import load_strategy
from safercity.documents.strategy.plan_sheet import (
    PlanAction,
    PlanNotWritten,
    PlanSheet,
    read_plan,
    write_plan,
)
from safercity.documents.strategy.plan_sheet.days import NO_DAY, NoSuchDay, read_day
from safercity.documents.strategy.plan_sheet.values import STATES
from safercity.evidence.errors import LedgerUnbalanced, UnreadableFile, WrongShape

STRATEGY = load_strategy("demonstration")
HEAD = ("Key action", "Action", "Lead agency", "Due date", "RAG status")
IDS = [action.id for action in STRATEGY.actions]


@pytest.fixture
def read(tmp_path):
    """Write rows as a sheet below their heading, and read them as a plan."""

    def write_and_read(*rows, head=HEAD, above=0, merge=()):
        path = tmp_path / "plan.xlsx"
        with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
            sheet = book.add_worksheet("Plan")
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            for line in range(above):
                sheet.write_string(line, 0, "Delivery plan, a title above")
            for down, row in enumerate([head, *rows], start=above):
                for at, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(down, at, value, day)
                    elif value is not None:
                        sheet.write(down, at, value)
            for cells, text in merge:
                sheet.merge_range(cells, text)
        return read_plan(path, strategy=STRATEGY)

    return write_and_read


def only_reason(found):
    [row] = found.held
    [why] = row.why
    assert why.what and why.advice
    return why.reason


def test_a_plain_row_is_an_action(read):
    [row] = read(("1.3", "Try the calendar", "Council", "31/03/2026", "Green")).accepted
    assert (row.sheet, row.line) == ("Plan", 2)
    assert row.action == PlanAction(
        "1.3", "Try the calendar", "Council", due=date(2026, 3, 31), state="under_way"
    )


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("1.3", "1.3"),
        ("KA 1.3", "1.3"),
        ("KA1.3:", "1.3"),
        ("Action 1.3", "1.3"),
        ("1.3 Review the seasonality framework", "1.3"),
        ("2.10", "2.10"),
        (STRATEGY.by_id["3.5"].title["en"], "3.5"),
    ],
)
def test_key_actions_are_known_by_number_or_title(read, given_text, wanted):
    found = read((given_text, "Something", "Council", None, None))
    assert [action.key_action for action in found.actions] == [wanted]


def test_a_number_that_may_have_lost_its_zero_is_held(read):
    """2.10 typed as a number is shown, and kept, as 2.1."""
    assert only_reason(read((2.1, "Commission it", "Council", None, None))) == "unclear_key_action"
    title = STRATEGY.by_id["2.10"].title["en"]
    assert read((2.1, title, "Council", None, None)).actions[0].key_action == "2.10"
    assert read((1.3, "Plan for it", "Council", None, None)).actions[0].key_action == "1.3"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("9.9", "Do it", "Council", None, None), "unknown_key_action"),
        (("1.33", "Do it", "Council", None, None), "unknown_key_action"),
        ((None, "Do it", "Council", None, None), "no_key_action"),
        (("1.3, 1.8", "Do it", "Council", None, None), "several_key_actions"),
        (("1.3", None, "Council", None, None), "no_action"),
        (("1.3", "Do it", "Council", "31/02/2026", None), "impossible_day"),
        (("1.3", "Do it", "Council", "12/31/2026", None), "impossible_day"),
        (("1.3", "Do it", "Council", "soon", None), "unreadable_day"),
        (("1.3", "Do it", "Council", "01/01/0026", None), "unreadable_day"),
        (("1.3", "Do it", "Council", 12.0, None), "unreadable_day"),
        (("1.3", "Do it", "Council", None, "purple"), "unknown_state"),
    ],
)
def test_what_cannot_be_read_is_held_with_its_reason(read, row, reason):
    found = read(row)
    assert only_reason(found) == reason
    assert found.held[0].cells["Lead agency"] == "Council"
    assert found.rows == 1 and not found.accepted


def test_a_row_tells_all_its_reasons(read):
    found = read(("9.9", None, "Council", "soon", "purple"))
    assert list(found.reasons) == [
        "unknown_key_action", "no_action", "unreadable_day", "unknown_state",
    ]  # fmt: skip


def test_due_before_start_is_held(read):
    head = ("Key action", "Action", "Start", "Due")
    found = read(("1.1", "Do it", date(2026, 5, 1), date(2026, 4, 1)), head=head)
    assert only_reason(found) == "due_before_start"


def test_the_same_row_again_is_held_and_a_like_one_is_not(read):
    row = ("1.3", "Do it", "Council", "31/03/2026", "Green")
    found = read(row, row, (*row[:4], "Amber"))
    assert [one.line for one in found.accepted] == [2, 4]
    assert "Plan, row 2" in found.held[0].why[0].what


def test_headings_have_several_names_and_stand_below_titles(read):
    head = ("Ref", "What will be done", "Responsible organisation", "By when", "Progress update")
    found = read(("2.4", "Ask them", "Youth service", "Q1 2026/27", "begun"), head=head, above=3)
    [row] = found.accepted
    assert (row.line, row.action.key_action, row.action.ref) == (5, "2.4", "2.4")
    assert (row.action.due, row.action.progress) == (date(2026, 6, 30), "begun")


def test_a_merged_key_action_counts_for_every_row_it_covers(read):
    rows = [("", "First", "A", None, None), ("", "Second", "B", None, None), ("", "Third", "C")]
    found = read(*rows, merge=[("A2:A3", "1.5")])
    assert [(a.key_action, a.what) for a in found.actions] == [("1.5", "First"), ("1.5", "Second")]
    assert found.held[0].why[0].reason == "no_key_action"


def test_columns_nobody_knows_are_named_and_their_cells_kept(read):
    found = read(("1.3", "Do it", "Council", "Blue folder"), head=(*HEAD[:3], "Colour of folder"))
    assert found.unread == ("Plan: Colour of folder",)
    assert found.accepted[0].others == {"Colour of folder": "Blue folder"}


def test_empty_rows_are_none_and_hidden_sheets_are_not_read(tmp_path):
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        plan, notes, old = (book.add_worksheet(name) for name in ("Plan", "Notes", "Old"))
        for at, row in enumerate([HEAD, ("1.1", "Do it"), (), ("", " "), ("1.2", "And it")]):
            plan.write_row(at, 0, row)
        notes.write_string(0, 0, "Only words")
        old.write_row(0, 0, HEAD)
        old.write_row(1, 0, ("1.1", "Old"))
        old.hide()
    found = read_plan(path, strategy=STRATEGY)
    assert (found.rows, found.passed_over) == (2, ("Notes",))
    assert [row.line for row in found.accepted] == [2, 5]


def test_a_ledger_that_does_not_add_up_cannot_be_made():
    with pytest.raises(LedgerUnbalanced):
        PlanSheet("plan.xlsx", 1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("31/12/2025", (2025, 12, 31), (2025, 12, 31)),
        ("1.4.25", (2025, 4, 1), (2025, 4, 1)),
        ("01-04-2025", (2025, 4, 1), (2025, 4, 1)),
        ("2025-04-01", (2025, 4, 1), (2025, 4, 1)),
        ("31st December 2025", (2025, 12, 31), (2025, 12, 31)),
        ("Wed 3 Sept 2025", (2025, 9, 3), (2025, 9, 3)),
        ("Feb 2028", (2028, 2, 1), (2028, 2, 29)),
        ("March-26", (2026, 3, 1), (2026, 3, 31)),
        ("Q4 2025/26", (2026, 1, 1), (2026, 3, 31)),
        ("2025-26 Q3", (2025, 10, 1), (2025, 12, 31)),
        ("2025/26", (2025, 4, 1), (2026, 3, 31)),
        ("FY2025/2026", (2025, 4, 1), (2026, 3, 31)),
        (45748, (2025, 4, 1), (2025, 4, 1)),
        (datetime(2025, 4, 1, 12), (2025, 4, 1), (2025, 4, 1)),
    ],
)
def test_days_as_people_write_them(text, first, last):
    assert read_day(text, is_end=False) == date(*first)
    assert read_day(text, is_end=True) == date(*last)


@pytest.mark.parametrize("text", ["2025/27", "30 Feb 2025", "13/13/2025", "Q1 2025/30"])
def test_days_that_do_not_exist(text):
    with pytest.raises(NoSuchDay):
        read_day(text, is_end=True)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"Key action,Action\n1.1,Do it\n"])
def test_what_is_no_workbook_is_refused(tmp_path, data):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as refused:
        read_plan(path, strategy=STRATEGY)
    assert refused.value.advice


def test_a_sheet_that_is_no_plan_is_refused_with_what_was_looked_at(read):
    with pytest.raises(WrongShape, match="looked at: Plan"):
        read(("a", "b"), head=("One", "Two"))


def test_a_stray_cell_far_away_is_refused_before_it_takes_all_memory(tmp_path):
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_string(1_048_575, 16_383, "far")
    with pytest.raises(UnreadableFile, match="far larger"):
        read_plan(path, strategy=STRATEGY)


def test_a_bomb_is_refused(tmp_path):
    path = tmp_path / "plan.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 110_000_000)
    with pytest.raises(UnreadableFile, match="far larger"):
        read_plan(path, strategy=STRATEGY)


TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), include_characters="\n"),
    max_size=40,
).map(str.strip)
DAY = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))


@st.composite
def actions(draw):
    start, due = draw(DAY), draw(DAY)
    if start and due and due < start:
        start, due = due, start
    partner = TEXT.map(lambda text: text.replace(";", "").replace("\n", " ").strip())
    return PlanAction(
        key_action=draw(st.sampled_from(IDS)),
        what=draw(TEXT.filter(bool)),
        **{name: draw(TEXT) for name in ("owner_agency", "ref", "owner_post", "measure", "place",
                                         "funding", "evidence", "progress")},
        partners=tuple(draw(st.lists(partner.filter(bool), max_size=3))),
        start=start,
        due=due,
        due_words="" if due else draw(st.sampled_from(["", "Ongoing", *NO_DAY])),
        state=draw(st.none() | st.sampled_from(STATES)),
        confidence=draw(st.sampled_from(["", "high", "medium", "low"])),
    )  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plan=st.lists(actions(), max_size=6, unique=True))
def test_what_is_written_is_read_back(tmp_path, plan):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_plan(plan))
    found = read_plan(path, strategy=STRATEGY)
    assert not found.held
    assert found.actions == tuple(plan)
    assert not found.unread


def test_the_same_plan_gives_the_same_bytes():
    plan = [PlanAction("1.1", "=SUM(A1)", "Council", due=date(2026, 3, 31))]
    assert write_plan(plan) == write_plan(plan)


def test_text_stays_text(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_plan([PlanAction("2.10", "=1+1", "@Council")]))
    sheet = zipfile.ZipFile(io.BytesIO(path.read_bytes())).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert read_plan(path, strategy=STRATEGY).actions[0].what == "=1+1"


def test_what_no_cell_can_hold_is_refused_all_at_once():
    action = PlanAction("1.1", "x" * 40_000, partners=("a; b",))
    with pytest.raises(PlanNotWritten) as refused:
        write_plan([action, replace(action, what="fine")])
    assert str(refused.value).count("action ") == 3
