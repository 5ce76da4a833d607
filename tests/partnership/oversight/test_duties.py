"""The statutory calendar: content, a year's page, due, done and proven; the chair's page."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from safercity.evidence.errors import ContentError
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.oversight.content import find_day, load_assuring, load_duties
from safercity.partnership.oversight.forms.proving import TIERS
from safercity.partnership.oversight.quarters import name_year, year_of

TIER_NAMES = {name for name, _title in TIERS}


@pytest.mark.parametrize("nation", ["england", "wales"])
def test_every_duty_names_its_law_and_its_tiers_and_says_what_is_not_sure(nation):
    duties = load_duties(nation, None)
    assert {"assessment", "plan", "scrutiny", "public-meeting", "asb-case-reviews"} <= set(duties)
    for duty in duties.values():
        assert duty.source.act and duty.source.section and duty.proof["en"] and duty.who["en"]
        assert duty.tiers and set(duty.tiers) <= TIER_NAMES
        assert duty.note or not duty.check
        assert not duty.by_law or (duty.by, duty.every) == ("03-31", "year"), "a year of 1 April"
    unsure = {"england": {"death-reviews"}, "wales": {"safeguarding-reviews"}}
    assert {key for key, duty in duties.items() if duty.check} == unsure[nation]


def test_every_tier_has_its_own_calendar():
    sizes = {}
    for tier in TIER_NAMES:
        nation = "wales" if tier == "principal_area" else "england"
        sizes[tier] = [d.id for d in load_duties(nation, None).values() if tier in d.tiers]
    assert "county-agreement" in sizes["county"] and "plan" not in sizes["county"]
    assert "youth-justice-plan" not in sizes["district"]
    assert all(len(ids) >= 5 for ids in sizes.values())


def test_a_workspaces_own_file_with_faults_is_refused_with_all_of_them(tmp_path):
    (tmp_path / "statutory").mkdir()
    (tmp_path / "statutory" / "wales.yaml").write_text(
        "format: 1\nversion: 1\nforked_from: 1\nnation: wales\nduties:\n"
        "  - {id: a, title: {en: A}, tiers: [principal_area], source: {act: X, section: '1'},"
        " every: months, by: '02-30', check: true}\n"
        "  - {id: b, title: {en: B}, tiers: [principal_area], source: {act: X, section: '1'},"
        " every: sometimes}\n",
        encoding="utf-8",
    )
    with pytest.raises(ContentError) as caught:
        load_duties("wales", tmp_path)
    for said in ("needs months:", "02-30 is no day", "needs a note:", "every"):
        assert said in str(caught.value)


def test_levels_go_from_full_to_none():
    assert list(load_assuring(None).levels) == ["full", "reasonable", "limited", "none"]


def test_the_day_of_a_duty_lies_in_its_financial_year():
    assert find_day("06-30", 2026) == date(2026, 6, 30)
    assert find_day("03-31", 2026) == date(2027, 3, 31)
    assert find_day("02-29", 2026) == date(2027, 2, 28)


@pytest.mark.django_db
def test_due_late_done_and_proven(people, sign_in):
    from safercity.partnership.oversight import queries

    client = sign_in("analyst")
    year = year_of(timezone.localdate())
    period = name_year(year, sign="-")

    def state(today):
        rows = queries.list_year(year, today=today)
        return next(row.state for row in rows if row.duty.id == "scrutiny")

    assert state(date(year + 1, 3, 31)) == "due"
    assert state(date(year + 1, 4, 1)) == "late"
    address = reverse("oversight:prove", kwargs={"duty": "scrutiny", "period": period})
    data = {"key": str(new_id()), "done_on": timezone.localdate()}
    assert client.post(address, data).status_code == 302
    assert state(date(year + 1, 4, 1)) == "done"
    data |= {"key": str(new_id()), "version": 1, "evidence": "Minutes, item 6"}
    assert client.post(address, data).status_code == 302
    assert state(date(year + 1, 4, 1)) == "proven"
    page = client.get(reverse("oversight:year", kwargs={"year": year})).content.decode()
    assert "Minutes, item 6" in page and "Analyst post" in page
    assert "Duty corrected" in page and "Duty done" in page, "its history"
    stale = client.post(address, {**data, "evidence": "Other"})
    assert stale.status_code == 409


@pytest.mark.django_db
def test_what_was_done_after_its_day_says_how_late(people, sign_in):
    from safercity.partnership.oversight import actions

    today = timezone.localdate()
    year = year_of(today) - 1
    late = (today - date(year + 1, 3, 31)).days
    new = actions.NewDoing("scrutiny", name_year(year, sign="-"), today, "Minutes, item 6")
    actions.prove_duty(new, by=SYSTEM)
    client, address = sign_in("analyst"), reverse("oversight:year", kwargs={"year": year})
    page = client.get(address).content.decode()
    assert "1 done late" in page and "none late" not in page
    assert f"{late} day{'s' * (late > 1)} late" in page
    rows = csv.DictReader(StringIO(client.get(f"{address}?format=csv").content.decode("utf-8-sig")))
    told = {row["done_on"]: row["days_late"] for row in rows}
    assert told[today.isoformat()] == str(late) and told[""] == ""


@pytest.mark.django_db
def test_what_is_not_asked_is_not_found_and_tomorrow_is_not_yet(people, sign_in):
    client = sign_in("manager")
    for duty, period in [("throne", "2026-27"), ("scrutiny", "2026-99"), ("scrutiny", "x")]:
        address = reverse("oversight:prove", kwargs={"duty": duty, "period": period})
        assert client.get(address).status_code == 404
    assert client.get(reverse("oversight:year", kwargs={"year": 1066})).status_code == 404
    address = reverse("oversight:prove", kwargs={"duty": "scrutiny", "period": "2026-27"})
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = client.post(address, {"key": str(new_id()), "done_on": tomorrow}).content.decode()
    assert "has not come yet" in page


@pytest.mark.django_db
def test_a_strategy_of_three_years_is_asked_again_in_the_third(people):
    from safercity.partnership.oversight import actions, queries

    new = actions.NewDoing("strategy", "2023-24", date(2024, 3, 20), "Adopted")
    actions.prove_duty(new, by=SYSTEM)
    asked = [
        year
        for year in range(2023, 2029)
        for row in queries.list_year(year, today=date(2024, 4, 1))
        if row.duty.id == "strategy"
    ]
    assert asked == [2023, 2026, 2027, 2028]  # due again by March 2027


@pytest.mark.django_db
def test_wales_has_its_own_law(people, sign_in):
    client = sign_in("manager")
    client.post(reverse("oversight:jurisdiction"), {"tier": "principal_area"})
    page = client.get(reverse("oversight:year", kwargs={"year": 2026})).content.decode()
    assert "(Wales) Regulations 2007" in page and "SI 2007/1830" not in page
    assert "The council and the Local Health Board together" in page


@pytest.mark.django_db
def test_the_chair_sees_what_needs_the_board(linked, people, sign_in):
    from safercity.partnership.oversight import actions

    agency = people.agencies["council"]
    actions.ask_adoption(actions.NewAdoption(linked[2], "It grows", agency), by=SYSTEM)
    review = actions.add_review("Seasonality", by=SYSTEM)
    changes = {"due": timezone.localdate() - timedelta(days=1)}
    actions.change_review(review, changes, version=1, by=SYSTEM)
    page = sign_in("chair").get(reverse("oversight:pack")).content.decode()
    assert "need the Board" in page
    assert "Adopt Alcohol jointly?" in page and "Review: Seasonality" in page
    assert "Other board has no chair." in page
    assert "0 of 1 supporting priorities are assured today, 1 not given." in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["pack", "assurance", "adoptions", "reviews", "year", "subject"])
def test_pages_ask_few_questions(linked, people, sign_in, django_assert_max_num_queries, name):
    more = {"year": {"year": 2026}, "subject": {"key": linked[2].pk}}.get(name, {})
    client = sign_in("manager")
    address = reverse(f"oversight:{name}", kwargs=more)
    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200


OWN = """
format: 1
version: 1
forked_from: 1
nation: england
duties:
  - {id: counts, title: {en: Counts}, tiers: [unitary], source: {act: X, section: "1"},
     every: quarter}
  - {id: old, title: {en: Old}, tiers: [unitary], source: {act: X, section: "1"},
     every: year, by: "06-30", valid_to: 2026-05-01, successor: new}
  - {id: new, title: {en: New}, tiers: [unitary], source: {act: X, section: "2"},
     every: year, by: "06-30", valid_from: 2026-05-01}
"""


@pytest.mark.django_db
def test_a_partnerships_own_calendar_with_quarters_and_a_law_that_changed(
    people, settings, tmp_path
):
    from safercity.partnership.oversight import queries

    (tmp_path / "content" / "statutory").mkdir(parents=True)
    (tmp_path / "content" / "statutory" / "england.yaml").write_text(OWN, encoding="utf-8")
    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=tmp_path)
    rows = queries.list_year(2026, today=date(2026, 12, 31))
    assert [(row.period, row.due, row.state) for row in rows if row.duty.id == "counts"] == [
        ("2026-27-q1", date(2026, 9, 30), "late"),
        ("2026-27-q2", date(2026, 12, 31), "due"),
        ("2026-27-q3", date(2027, 3, 31), "due"),
        ("2026-27-q4", date(2027, 6, 30), "due"),
    ]
    in_force = {
        year: {row.duty.id for row in queries.list_year(year, today=date(2026, 12, 31))}
        for year in (2025, 2026, 2027)
    }
    assert in_force == {
        2025: {"counts", "old"},
        2026: {"counts", "new"},
        2027: {"counts", "new"},
    }
