"""Commands that answer one question: what people read, what programs read, and wrong input."""

import json

import pytest

pytestmark = pytest.mark.slow
VALUES = {"statements", "limits", "text", "settings", "table", "chart"}


@pytest.fixture
def city(demonstration):
    return demonstration.folder / "workspace"


def test_indicator_as_people_and_as_programs_read_it(command, city):
    told = command("-w", city, "indicator", "serious-violence")
    assert told.code == 0 and "Serious violence" in told.out and "Read with it:" in told.err
    values = json.loads(command("-w", city, "indicator", "serious-violence", "--json").out)
    assert set(values) == VALUES and values["text"] in told.out
    assert all(one["text"] for one in values["limits"])


def test_the_year_ahead_of_every_theme_and_of_one(command, city):
    told = json.loads(command("-w", city, "season", "--json").out)
    assert {"edition", "themes", "rises"} == set(told)
    weeks = [row["weeks"] for row in told["rises"]]
    assert weeks == sorted(weeks) != []
    fires = json.loads(command("-w", city, "season", "--theme", "deliberate_fire", "--json").out)
    assert set(fires["season"]) == set(fires["forecast"]) == VALUES
    assert "November" in fires["season"]["text"]
    said = command("-w", city, "season", "--theme", "deliberate_fire")
    assert fires["forecast"]["text"] in said.out and "Expected" in said.out
    wrong = command("-w", city, "season", "--theme", "weather")
    assert wrong.code != 0 and "weather" in wrong.err


def test_an_indicator_that_cannot_be_read_says_what_is_lacking(command, city):
    told = command("-w", city, "indicator", "asb-told-to-police")
    assert told.code == 0 and "police-uk" in told.err
    wrong = command("-w", city, "indicator", "weather")
    assert wrong.code != 0 and "serious-violence" in wrong.err


def test_priorities_of_the_edition(command, city, demonstration):
    told = json.loads(command("-w", city, "priorities", "--json").out)
    assert told["edition"] == demonstration.printed["edition"]
    assert set(told["priorities"]) >= VALUES and set(told["horizon"]) >= VALUES
    said = command("-w", city, "priorities")
    assert told["priorities"]["text"] in said.out and "Rank" in said.out


def test_a_day_that_is_none(command, city):
    wrong = command("-w", city, "watch", "--as-of", "yesterday")
    assert wrong.code != 0 and "'yesterday' is not a day" in wrong.err


def test_watch_before_the_records(command, city):
    wrong = command("-w", city, "watch", "--as-of", "2001-01-01")
    assert wrong.code != 0 and "2001-01" in wrong.err
