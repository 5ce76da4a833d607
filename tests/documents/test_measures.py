"""Definition sheets, and periods as people write them."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from safercity.documents.measures import (
    Asked,
    due_on,
    label_of,
    list_periods,
    load_definitions,
    number_of,
    period_of,
    read_period,
    read_returns,
    say_period,
)
from safercity.documents.strategy import load_strategy
from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.taxonomy.files import ContentError
from safercity.evidence.taxonomy.indicators import load_indicators

AMBIGUOUS = {"O3.1", "O3.2", "O4.1", "O4.2"}


@pytest.fixture(scope="module")
def definitions():
    return load_definitions()


def test_every_outcome_of_the_strategy_has_one_definition_sheet(definitions):
    strategy = load_strategy("stoke-on-trent-2024-27")
    told = [one.serves for one in definitions if one.role == "outcome"]
    assert told == [outcome.id for outcome in strategy.outcomes]
    assert len(told) == 18


def test_the_sheets_agree_with_the_strategy(definitions):
    by_id = {one.id: one for one in load_strategy("stoke-on-trent-2024-27").outcomes}
    for one in definitions:
        if one.role == "outcome":
            outcome = by_id[one.serves]
            assert one.scope == outcome.scope, one.code
            assert (one.direction == "ambiguous") == outcome.ambiguous, one.code
            if outcome.direction != "count" and not outcome.ambiguous:
                assert one.direction == outcome.direction, one.code
    assert {
        o.serves for o in definitions if o.role == "outcome" and o.direction == "ambiguous"
    } == (AMBIGUOUS)


# The kind of agency whose post answers for what each agency of the records sends.
KINDS = {
    "police": "police", "asb_team": "council", "environment": "council", "children": "council",
    "health": "health", "treatment": "commissioned", "youth_justice": "youth_justice",
}  # fmt: skip


def test_who_answers_for_a_sheet_is_whose_records_its_indicator_asks(definitions):
    indicators, shapes = load_indicators(), load_shapes()
    for one in definitions:
        if one.layer:
            assert KINDS[one.layer] == one.agency, one.code
        if not one.indicator:
            continue
        asked = indicators[one.indicator].numerator.ask
        owners = {KINDS[shapes[name].agency] for name in (*asked.sources, *asked.instead)}
        assert owners == {one.agency}, one.code
        assert indicators[one.indicator].frequency == one.frequency, one.code


def test_every_outcome_of_high_demand_areas_is_told_of_the_frozen_ones(definitions):
    told = {one.serves: one for one in definitions if one.scope == "high_demand"}
    assert set(told) == {"O1.4", "O1.5", "O2.5", "O2.6"}
    assert all(one.source == "frozen" and one.city for one in told.values())
    assert (told["O2.5"].indicator, told["O2.6"].indicator) == (
        "public-place-violence", "vawg-public")  # fmt: skip


def test_nothing_is_asked_to_be_returned_that_an_indicator_of_the_records_tells(definitions):
    told = {one.id for one in load_indicators().values() if one.numerator.ask}
    returned = {one.code for one in definitions if one.source == "return"}
    assert not told & returned


def test_supporting_priorities_and_feeling_safe_are_measured(definitions):
    supporting = {one.serves for one in definitions if one.role == "supporting"}
    assert supporting == {"S1", "S2", "S3", "S4", "S5", "S6"}
    assert [one.data for one in definitions if one.role == "perception"] == ["share", "share"]


def test_a_faulty_sheet_is_refused_with_every_fault(tmp_path):
    entry = {
        "code": "Bad code", "serves": "O1.1", "role": "outcome", "title": {"en": "T"},
        "numerator": {"en": "N"}, "source": "evidence", "indicator": "no-such", "agency": "police",
        "unit": {"en": "a month"}, "frequency": "month", "direction": "ambiguous", "caveats": [],
    }  # fmt: skip
    folder = tmp_path / "performance"
    folder.mkdir()
    (folder / "own.yaml").write_text(
        yaml.safe_dump({"format": 1, "version": 1, "measures": [entry]})
    )
    with pytest.raises(ContentError) as caught:
        load_definitions(tmp_path)
    for words in ("small letters", "no-such", "is read with another one"):
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        (["2026-12", "2025-12", "2027-03"], "do not follow each other"),
        (["2025", "2027-03"], "not all of a month"),
        (["soon", "2027-03"], "no period"),
    ],
)
def test_a_target_of_a_sheet_keeps_its_steps_in_order(tmp_path, *, periods, words):
    entry = {
        "code": "own", "serves": "O1.1", "role": "outcome", "title": {"en": "T"},
        "numerator": {"en": "N"}, "source": "return", "agency": "police", "unit": {"en": "a month"},
        "frequency": "month", "direction": "down", "caveats": [],
        "target": {"value": 5, "by": periods[-1],
                   "steps": [{"by": each, "value": 9} for each in periods[:-1]]},
    }  # fmt: skip
    (tmp_path / "performance").mkdir()
    told = yaml.safe_dump({"format": 1, "version": 1, "measures": [entry]})
    (tmp_path / "performance" / "own.yaml").write_text(told)
    with pytest.raises(ContentError, match=words):
        load_definitions(tmp_path)


@pytest.mark.parametrize(
    ("text", "frequency", "label"),
    [
        ("2026-09", "month", "2026-09"),
        ("Sept 2026", "month", "2026-09"),
        ("september-26", "month", "2026-09"),
        (date(2026, 9, 30), "month", "2026-09"),
        (46_295.0, "month", "2026-09"),
        ("2026/27 Q1", "quarter", "2026-Q2"),
        ("Q4 2025/26", "quarter", "2026-Q1"),
        ("q3 2026", "quarter", "2026-Q3"),
        ("2026/28 Q1", "quarter", None),
        ("2026-27 Q1", "quarter", "2026-Q2"),
        ("Q4 2025–26", "quarter", "2026-Q1"),
        ("April to June 2026", "quarter", "2026-Q2"),
        ("oct – dec 2026", "quarter", "2026-Q4"),
        ("May to July 2026", "quarter", None),
        ("April to June 2026", "month", None),
        ("Autumn term 2026", "term", "2026-T3"),
        (2026.0, "year", "2026"),
        ("2026-13", "month", None),
        ("soon", "term", None),
    ],
)
def test_periods_are_read_as_people_write_them(text, frequency, label):
    assert read_period(text, frequency) == label


@pytest.mark.parametrize("frequency", ["month", "quarter", "term", "year"])
def test_a_period_and_its_number_are_the_same(frequency):
    for number in range(number_of(period_of(date(2023, 1, 1), frequency)), 1 + number_of(
            period_of(date(2027, 12, 31), frequency))):  # fmt: skip
        label = label_of(number, frequency)
        assert number_of(label) == number
        for is_short in (False, True):
            assert read_period(say_period(label, is_short=is_short), frequency) == label


def test_periods_that_are_over_and_when_they_are_due():
    assert list_periods("2026-T1", date(2026, 11, 26)) == ["2026-T1", "2026-T2"]
    assert list_periods("2026-11", date(2026, 11, 30)) == []
    assert list_periods("2026-11", date(2026, 12, 1)) == ["2026-11"]
    assert due_on("2026-Q3", 20) == date(2026, 10, 20)


def test_rows_of_a_file_add_up(tmp_path):
    known = {"safe": Asked("safe", "Feels safe", "quarter", "share", "2026-Q3")}
    file = tmp_path / "r.csv"
    file.write_text(
        "Survey of the city\n\nMeasure,Period,Figure,Out of\n"
        "safe,2026-Q1,430,800\nsafe,2026-Q1,431,800\nFeels safe,Q2 2026,900,800\n"
        "safe,2026-Q3,,\nsafe,2026-Q2,not collected,\n\n"
    )
    sheet = read_returns(file, known=known)
    assert [(row.period, row.figure) for row in sheet.accepted] == [
        ("2026-Q1", 430), ("2026-Q2", None)]  # fmt: skip
    assert (sheet.rows, sheet.empty, len(sheet.held)) == (5, 1, 2)
    assert (
        sheet.held[0].why[0].what
        == "period: January to March 2026 is the same period as row 4 tells"
    )
    assert "more than the 800" in sheet.held[1].why[0].what
