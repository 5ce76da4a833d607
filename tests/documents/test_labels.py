"""Labels of tables in words: quarters, months and days, alone and within sentences."""

from __future__ import annotations

import pytest

from safercity.documents.words import write_label, write_labels, write_quarter


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2024-Q3", "July to September 2024"),
        ("2025-Q1", "January to March 2025"),
        ("2024-03", "March 2024"),
        ("2024-02-29", "29 February 2024"),
        ("2023-02-29", "2023-02-29"),
        ("2024-Q5", "2024-Q5"),
        ("2024-13", "2024-13"),
        ("2026-27-q1", "2026-27-q1"),
        ("DPIA 2026-04", "DPIA 2026-04"),
        ("", ""),
    ],
)
def test_a_label_alone(label, words):
    assert write_label(label) == words


def test_a_narrow_head_is_short():
    assert write_quarter("2024-Q3", short=True) == "2024 Q3"
    assert write_quarter("the third", short=True) == "the third"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("48 figures from 2022-10 to 2026-09, with limits.",
         "48 figures from October 2022 to September 2026, with limits."),
        ("Hot, most lately since 2022-Q4. First since 2024-01-05.",
         "Hot, most lately since October to December 2022. First since 5 January 2024."),
        ("In the year 2026-27 and cases 2022-10.csv, 12024-10, x2024-10.",
         "In the year 2026-27 and cases 2022-10.csv, 12024-10, x2024-10."),
    ],
)  # fmt: skip
def test_labels_within_a_sentence(text, words):
    assert write_labels(text) == words
