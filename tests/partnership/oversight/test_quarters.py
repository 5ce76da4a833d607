"""Quarters of the financial year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safercity.partnership.oversight.quarters import Quarter, parse_quarter, quarter_of, year_of


@given(st.dates(date(1998, 1, 1), date(2200, 1, 1)))
def test_every_day_lies_in_its_quarter_and_quarters_follow_each_other(day):
    quarter = quarter_of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter.next.first == quarter.last + timedelta(days=1)
    assert quarter.next.before == quarter == parse_quarter(quarter.slug)
    assert quarter.year == year_of(day)


def test_april_begins_the_year():
    assert str(quarter_of(date(2026, 4, 1))) == "April to June 2026"
    assert str(quarter_of(date(2027, 3, 31))) == "January to March 2027"
    assert Quarter(2099, 4).slug == "2099-00-q4"


@pytest.mark.parametrize("slug", ["", "2026-27", "2026-28-q1", "2026-27-q5", "9999-00-q1", "x"])
def test_what_is_no_quarter(slug):
    assert parse_quarter(slug) is None
