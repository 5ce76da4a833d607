"""What several rooms share: months, quarters, and texts that no spreadsheet runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safercity.evidence.types import make_inert, quarter_label, quarter_months, undo_inert

FORMULAS = ["=1+1", "+44", "-A1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_gains_an_apostrophe(text):
    assert make_inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "High Street", "'Yates", "O'Hara", "3-5 Mill Lane"])
def test_other_texts_stay_as_they_are(text):
    assert make_inert(text) == undo_inert(text) == text


@given(st.text().map(lambda text: text.replace("\x00", "")))
def test_a_text_that_a_person_hands_back_is_the_same_text(text):
    assert undo_inert(make_inert(text)) == text or text.startswith("'")


def test_a_quarter_knows_its_months():
    assert quarter_months(quarter_label("2024-05")) == ("2024-04", "2024-05", "2024-06")
