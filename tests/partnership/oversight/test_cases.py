"""Duties that come with each case: any number of cases in a year, each known by its number."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.oversight import actions, queries
from safercity.partnership.oversight.models import Doing
from safercity.partnership.oversight.quarters import name_year, year_of
from tests.partnership.access.test_tokens import bearer, make_token

pytestmark = pytest.mark.django_db
DUTY = "death-reviews"


def list_cases(year, *, today):
    rows = queries.list_year(year, today=today)
    return [(row.case, row.state) for row in rows if row.duty.id == DUTY]


def enter(client, period, **fields):
    address = reverse("oversight:prove", kwargs={"duty": DUTY, "period": period})
    return client.post(address, {"key": str(new_id()), **fields})


def test_each_case_is_due_done_and_proven_by_itself(people, sign_in):
    client, today = sign_in("manager"), timezone.localdate()
    year = year_of(today)
    slug = name_year(year, sign="-")
    late, soon = today - timedelta(days=1), today + timedelta(days=5)
    assert enter(client, f"{slug}-1", due=late).status_code == 302
    assert enter(client, f"{slug}-2", due=soon).status_code == 302
    assert enter(client, f"{slug}-3", done_on=today, evidence="Report, part 2").status_code == 302
    assert enter(client, f"{slug}-4").status_code == 422, "neither a day due nor a day done"
    assert enter(client, f"{slug}-5", done_on=today).status_code == 404, "the fourth comes first"
    assert enter(client, slug, done_on=today).status_code == 404, "a case has a number"
    assert sorted(list_cases(year, today=today)) == [
        (1, "late"),
        (2, "due"),
        (3, "proven"),
        (4, "by_case"),
    ]
    work = client.get(reverse("home:my-work")).content.decode()
    assert ", case 1" in work and ", case 2" in work and ", case 3" not in work
    board = sign_in("chair").get(reverse("oversight:pack")).content.decode()
    assert ", case 1" in board and ", case 2" not in board
    page = client.get(reverse("oversight:year", kwargs={"year": year}))
    assert "Another case" in page.content.decode()
    told = client.get(reverse("oversight:year", kwargs={"year": year}) + "?format=csv")
    body = b"".join(told.streaming_content) if told.streaming else told.content
    assert f"{slug}-3" in body.decode() and "Report, part 2" in body.decode()
    assert enter(client, f"{slug}-1", version=1, due=late, done_on=today).status_code == 302
    assert (1, "done") in list_cases(year, today=today)


def test_programs_read_no_number_of_a_case_that_nobody_entered(people, sign_in):
    today = timezone.localdate()
    year = year_of(today)
    assert enter(sign_in("manager"), f"{name_year(year, sign='-')}-1", due=today).status_code == 302
    _token, secret = make_token(people)
    told = sign_in(None).get(f"/api/v1/duties/{year}?limit=500", **bearer(secret)).json()["items"]
    cases = {(row["case"], row["state"]) for row in told if row["id"] == DUTY}
    assert cases == {(1, "due"), (None, "by_case")}


def test_two_who_enter_the_same_number_do_not_overwrite_each_other(people, sign_in):
    today = timezone.localdate()
    period = name_year(year_of(today), sign="-") + "-1"
    assert enter(sign_in("manager"), period, due=today).status_code == 302
    assert enter(sign_in("analyst"), period, done_on=today).status_code == 409


def test_a_case_that_waits_is_not_forgotten_with_its_year(people):
    from safercity.partnership.oversight.queries.calendar import DEFAULT, list_near

    today = timezone.localdate()
    year = year_of(today) - 3
    day = today - timedelta(days=900)
    new = actions.NewDoing(DUTY, f"{name_year(year, sign='-')}-1", None, due=day)
    told = [actions.prove_duty(new, by=SYSTEM)]
    near = list_near(today=today, jurisdiction=DEFAULT, told=told)
    assert (DUTY, 1) in [(row.duty.id, row.case) for row in near]


def test_what_was_kept_as_the_one_of_a_year_becomes_the_first():
    day = timezone.localdate()
    for duty, period in [(DUTY, "2024-25"), ("scrutiny", "2024-25"), (DUTY, "2023-24")]:
        Doing.objects.create(duty=duty, period=period, done_on=day)
    migration = import_module("safercity.partnership.oversight.migrations.0002_cases")
    migration.number_cases(apps, None)
    assert set(Doing.objects.values_list("duty", "period")) == {
        (DUTY, "2024-25-1"),
        (DUTY, "2023-24-1"),
        ("scrutiny", "2024-25"),
    }
