"""Messages become sentences: numbers, months, names and plurals as the design's words ask."""

from __future__ import annotations

import pytest

from safercity.evidence.findings import Statement, Table, say, say_all
from safercity.evidence.findings.tables import Column


@pytest.mark.parametrize(
    ("template", "value", "told"),
    [
        ("{x:count}", 1006, "1,006"),
        ("{x:count}", -3, "−3"),
        ("{x:share}", 0.062, "6.2%"),
        ("{x:share}", 0.4, "40%"),
        ("{x:share}", 0.0001, "Under 0.1%"),
        ("{x:figure}", 1.43, "1.43"),
        ("{x:figure}", 0.5, "0.5"),
        ("{x:figure}", 1240.2, "1,240"),
        ("{x:figure}", 37.04, "37"),
        ("{x:figure}", 0.00123, "0.00123"),
        ("{x:figure}", float("nan"), "Not known"),
        ("{x:figure}", None, "Not known"),
        ("{x:month}", "2024-01", "January 2024"),
        ("{x:day}", "2024-01-09", "9 January 2024"),
        ("{x:words}", 3, "Three"),
        ("{x:words}", 40, "40"),
        ("{x:list}", ("police", "fire", "health"), "The police, fire and health"),
        ("{x:title}", "police", "The police"),
        ("{x:plural place places}", 1, "Place"),
        ("{x:plural place places}", 2, "Places"),
    ],
)
def test_a_value_is_written_as_its_field_asks(template, value, told):
    messages = {"m": template}
    assert say(Statement("m", {"x": value}), messages, titles={"police": "the police"}) == told


def test_several_statements_are_one_paragraph():
    messages = {"a": "{n:words} {n:plural place places}.", "b": "so it is."}
    assert say_all([Statement("a", {"n": 2}), Statement("b")], messages) == "Two places. So it is."


def test_a_message_without_its_value_is_our_mistake():
    with pytest.raises(KeyError):
        say(Statement("m", {}), {"m": "{x:count}"})


def test_a_table_refuses_a_row_of_another_width():
    with pytest.raises(ValueError, match="2 values for 1 columns"):
        Table("t", (Column("a", "A"),), ((1, 2),))
