from datetime import date

import pytest

from safercity.documents import words
from safercity.documents.edition_view import APART, LISTED
from safercity.evidence.places.classes import LISTING, MULTI_AGENCY


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "Zero"), (1, "One"), (12, "Twelve"), (20, "Twenty"), (45, "Forty-five"), (1006, "1,006")],
)
def test_a_number_opening_a_sentence(count, written):
    assert words.open_with(count) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (None, "not known"), (0, "0%"), (0.0003, "under 0.1%"), (0.062, "6.2%"), (0.03, "3%"),
        (0.1949, "19%"), (1, "100%"), (-0.12, "−12%"),
    ],
)  # fmt: skip
def test_shares(share, written):
    assert words.write_share(share) == written


@pytest.mark.parametrize(
    ("months", "written"),
    [
        ([], "none"),
        (["2025-01"], "Jan 2025"),
        (["2025-02", "2025-01", "2025-03"], "Jan to Mar 2025"),
        (["2024-12", "2025-01", "2025-05"], "Dec 2024 to Jan 2025, May 2025"),
    ],
)
def test_runs_of_months(months, written):
    assert words.write_months(months) == written


@pytest.mark.parametrize(
    ("rank", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th"), (23, "23rd")],
)
def test_ordinals(rank, written):
    assert words.write_ordinal(rank) == written


def test_dates_and_lists():
    assert words.write_month_end("2024-02") == "29 February 2024"
    assert words.write_date(date(2026, 11, 23)) == "23 November 2026"
    assert words.join_words(["a", "b", "c"]) == "a, b and c"
    assert words.join_words([]) == ""
    assert words.lower_first("A&E records") == "A&E records"
    assert words.lower_first("Hate crime") == "hate crime"


def test_papers_list_the_kinds_that_the_method_lists():
    assert set(LISTED) == set(MULTI_AGENCY)
    assert set(LISTED) | set(APART) == set(LISTING)
