"""Months, periods and numbers in the reader's language; in English as documents write them."""

from __future__ import annotations

import pytest
from django.utils import translation

from safercity.documents import measures, words
from safercity.partnership.common import in_words

MONTHS = ["2025-01", "2025-05", "2025-09", "2025-12", "not a month"]
RUNS = [[], ["2025-03"], ["2025-01", "2025-02", "2025-03", "2025-09"], ["2024-12", "2025-01"]]
PERIODS = ["2026-09", "2026-Q1", "2026-Q3", "2026-Q4", "2026-T1", "2026-T3", "2026"]


def test_in_english_they_are_the_words_of_documents():
    for label in MONTHS:
        assert in_words.write_month(label) == words.write_month(label)
        assert in_words.write_month(label, short=True) == words.write_month(label, short=True)
    for labels in RUNS:
        assert in_words.write_months(labels) == words.write_months(labels)
    for label in PERIODS:
        for is_short in (False, True):
            told = measures.say_period(label, is_short=is_short)
            assert in_words.say_period(label, is_short=is_short) == told
    for label in ("2025-Q1", "2025-Q4", "no quarter"):
        assert in_words.write_quarter(label) == words.write_quarter(label)
        assert in_words.write_quarter(label, short=True) == words.write_quarter(label, short=True)
    assert in_words.write_month_end("2024-02") == words.write_month_end("2024-02")
    for n in (0, 1, 12, 47, 100, 1006):
        assert in_words.open_with(n) == words.open_with(n)
    for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"]):
        assert in_words.join_words(parts) == words.join_words(parts)
    for share in (None, 0.062, 0.5):
        assert in_words.write_share(share) == words.write_share(share)
    assert in_words.write_rank_range(1, 3) == "1 to 3" and in_words.write_rank_range(2, 2) == "2"


@pytest.mark.parametrize(
    ("write", "label", "said"),
    [
        (in_words.write_month, "2026-09", "Medi 2026"),
        (in_words.say_period, "2026-12", "Rhagfyr 2026"),
        (in_words.write_month_end, "2026-05", "31 Mai 2026"),
    ],
)
def test_in_welsh_months_are_welsh(write, label, said):
    with translation.override("cy"):
        assert write(label) == said


def test_in_welsh_a_sentence_opens_with_digits():
    with translation.override("cy"):
        assert in_words.open_with(12) == "12"


def test_words_of_content_are_those_of_the_reader_or_english():
    with translation.override("cy"):
        assert in_words.say({"en": "Draft", "cy": "Drafft"}) == "Drafft"
        assert in_words.say({"en": "Draft"}) == "Draft" and in_words.say(None) == ""
    with translation.override("en-gb"):
        assert in_words.say({"en": "Draft", "cy": "Drafft"}) == "Draft"


def test_a_field_is_named_as_people_say_it():
    assert [in_words.name_field(name) for name in ("place_name", "lsoa", "job_id")] == [
        "Place name", "LSOA", "Job ID"
    ]  # fmt: skip
