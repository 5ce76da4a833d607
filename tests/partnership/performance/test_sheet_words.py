"""A definition sheet takes periods in the words that the site writes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from safercity.partnership.common.in_words import say_period
from safercity.partnership.performance import queries
from safercity.partnership.performance.queries import spoken
from safercity.partnership.performance.queries.spoken import read_spoken
from tests.partnership.performance.made import make_measure, periods

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_form_takes_words_and_shows_a_plain_figure(people, sign_in):
    measure = make_measure(people, target=Decimal("2.0000"), target_by="2099-12")
    first, last = periods(measure, 2)
    client = sign_in("manager")
    address = reverse("performance:change", kwargs={"code": measure.code})
    form = client.get(address).context["form"]
    assert form["target"].value() == "2"
    given = {field.name: field.value() for field in form if field.value() is not None}
    given |= {"baseline_first": say_period(first), "baseline_last": say_period(last),
              "target_by": "December 2098", "steps": "March 2098: 3"}  # fmt: skip
    given.pop("is_small", None)
    assert client.post(address, given).status_code == 302
    told = queries.get_measure(measure.code)
    assert (told.baseline_first, told.baseline_last, told.target_by) == (first, last, "2098-12")
    assert told.steps == [["2098-03", 3.0]]
    wrong = client.post(address, given | {"version": told.version, "target_by": "one fine day"})
    assert list(wrong.context["form"].errors) == ["target_by"]


@pytest.mark.parametrize(
    ("frequency", "example"),
    [("month", "September 2026"), ("quarter", "July to September 2026"), ("year", "2026")],
)
def test_what_is_wrong_is_said_with_a_period_of_the_measures_own_kind(
    people, sign_in, *, frequency, example
):
    measure = make_measure(people, frequency=frequency)
    client = sign_in("manager")
    address = reverse("performance:change", kwargs={"code": measure.code})
    form = client.get(address).context["form"]
    assert f"such as {example}: 240." in form["steps"].help_text
    given = {field.name: field.value() for field in form if field.value() is not None}
    given.pop("is_small", None)
    wrong = client.post(address, given | {"start": "soon", "steps": ""}).context["form"]
    assert wrong.errors["start"] == [f"Write the period as {example}."]
    wrong = client.post(address, given | {"steps": "soon"}).context["form"]
    assert wrong.errors["steps"][0].endswith(f"such as {example}: 240.")
    assert read_spoken(example, frequency)


@pytest.mark.parametrize("language", ["en-gb", "cy"])
@pytest.mark.parametrize("frequency", ["month", "quarter", "term", "year"])
def test_what_the_site_writes_is_read_again(people, *, language, frequency):
    label = periods(make_measure(people, frequency=frequency), 1)[0]
    with translation.override(language):
        assert read_spoken(say_period(label), frequency) == label


def test_a_new_years_periods_are_read_by_a_process_that_ran_before_it(monkeypatch):
    for year in (2090, 2110, 2111):
        monkeypatch.setattr(spoken.timezone, "localdate", lambda year=year: date(year, 1, 1))
        with translation.override("cy"):
            assert read_spoken(say_period(f"{year + 9}-05"), "month") == f"{year + 9}-05"
            assert read_spoken(say_period(f"{year + 10}-05"), "month") is None


def test_a_sheet_of_many_steps_writes_the_periods_once(monkeypatch):
    written = []

    def write(label, *, is_short):
        written.append(label)
        return say_period(label, is_short=is_short)

    monkeypatch.setattr(spoken, "say_period", write)
    spoken._speak.cache_clear()
    assert [read_spoken(f"no {n}", "month") for n in range(30)] == [None] * 30
    assert len(written) == 2 * (spoken.BACK + spoken.AHEAD)
