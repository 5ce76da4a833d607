"""The calendar as content: the dates that gov.uk lists, and every fault of a file told at once."""

from __future__ import annotations

import pytest

from safercity.evidence.errors import ContentError
from safercity.evidence.seasons import SeriesUnusable, list_dates
from safercity.evidence.seasons.dates import days_between, days_by_effect, find_easter
from safercity.evidence.taxonomy.calendar import load_calendar

# gov.uk/bank-holidays, England and Wales.
BANK_HOLIDAYS = {
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
EASTERS = "1818-03-22 1943-04-25 1954-04-18 1981-04-19 2000-04-23 2008-03-23 2011-04-24 2049-04-18"


def starts(effect: str, first: str, last: str) -> list[str]:
    told = list_dates(load_calendar(), first=first, last=last)
    return [one.first for one in told if one.effect == effect]


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_bank_holidays_are_those_of_gov_uk(year):
    told = starts("bank-holidays", f"{year}-01-01", f"{year}-12-31")
    assert told == [f"{year}-{day}" for day in BANK_HOLIDAYS[year].split()]


@pytest.mark.parametrize("day", EASTERS.split())
def test_easter(day):
    assert find_easter(int(day[:4])).isoformat() == day


def test_clocks_change_on_the_last_sundays():
    assert starts("clocks-forward", "2024-01-01", "2025-12-31") == ["2024-03-31", "2025-03-30"]
    assert starts("clocks-back", "2024-01-01", "2025-12-31") == ["2024-10-27", "2025-10-26"]


def test_pay_day_is_the_last_friday_of_every_month():
    told = starts("pay-day", "2025-01-01", "2025-12-31")
    assert len(told) == 12
    assert told[:3] == ["2025-01-31", "2025-02-28", "2025-03-28"]


def test_school_holidays_are_a_stand_in_and_home_fixtures_are_empty():
    effects = load_calendar().effects
    assert effects["school-holidays"].to_be_replaced
    assert effects["home-fixtures"].rules == ()
    assert starts("school-holidays", "2025-07-01", "2025-08-31") == ["2025-07-23"]


def test_what_began_before_is_listed_too():
    told = list_dates(load_calendar(), first="2025-01-01", last="2025-01-01")
    assert {(one.effect, one.first) for one in told} == {
        ("school-holidays", "2024-12-21"),
        ("new-year", "2024-12-31"),
        ("bank-holidays", "2025-01-01"),
    }


def test_christmas_takes_its_days_from_the_others():
    days = days_by_effect(load_calendar(), first="2024-12-01", last="2024-12-31")
    assert days["christmas"] == {"2024-12-24", "2024-12-25", "2024-12-26"}
    assert not days["bank-holidays"]
    assert days["school-holidays"] == set(days_between("2024-12-21", "2024-12-30")) - set(
        days["christmas"]
    )


def test_a_partnership_keeps_its_own_list(tmp_path):
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "fixtures.yaml").write_text(
        "format: 1\nversion: 1\nforked_from: 1\neffects:\n"
        '  - id: home-fixtures\n    title: {en: "Home fixtures"}\n    rules:\n'
        '      - title: {en: "Stoke City at home"}\n        dates: ["2025-08-09", "2025-08-23"]\n'
    )
    calendar = load_calendar(tmp_path)
    told = list_dates(calendar, first="2025-08-10", last="2025-08-31")
    fixtures = [one for one in told if one.effect == "home-fixtures"]
    assert [(one.first, one.title) for one in fixtures] == [("2025-08-23", "Stoke City at home")]


FAULTS = [
    ("day: '13-01'", "13-01"),
    ("day: '02-30'", "02-30"),
    ("dates: ['2025-02-29']", "2025-02-29"),
    ("spans: [{first: '2025-08-02', last: '2025-08-01'}]", "ends before it begins"),
    ("weekday: {weekday: friday, month: 13, which: -1}", "13"),
    ("weekday: {weekday: friday, month: 1, which: 5}", "which"),
    ("weekday: {weekday: payday, month: 1, which: 1}", "weekday"),
    ("{}", "nothing"),
    ("day: '12-25', easter: 1", "day and easter"),
    ("day: '12-25', after: -1", "zero or more"),
    ("days: '12-25'", "days"),
]


@pytest.mark.parametrize(("rule", "said"), FAULTS)
def test_faults_of_a_file_are_told(tmp_path, rule, said):
    (tmp_path / "calendar").mkdir()
    inside = "" if rule == "{}" else f", {rule}"
    (tmp_path / "calendar" / "own.yaml").write_text(
        "format: 1\nversion: 1\neffects:\n"
        f"  - {{id: own, title: {{en: Own}}, rules: [{{title: {{en: Own}}{inside}}}]}}\n"
    )
    with pytest.raises(ContentError, match=said):
        load_calendar(tmp_path)


def test_an_effect_stands_once_and_instead_of_one_there_is(tmp_path):
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "own.yaml").write_text(
        "format: 1\nversion: 1\neffects:\n"
        "  - {id: pay-day, title: {en: Mine}, rules: [], instead_of: [nothing]}\n"
    )
    with pytest.raises(ContentError) as caught:
        load_calendar(tmp_path)
    assert "stands in another file too" in str(caught.value)
    assert "'nothing' is no effect" in str(caught.value)


def test_days_out_of_order_or_none():
    with pytest.raises(SeriesUnusable, match="out of order"):
        list_dates(load_calendar(), first="2025-02-01", last="2025-01-01")
    with pytest.raises(SeriesUnusable, match="2025-02-30"):
        list_dates(load_calendar(), first="2025-02-30", last="2025-03-01")
