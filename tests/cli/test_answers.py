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
    assert {"edition", "themes", "rises", "year"} == set(told)
    weeks = [row["weeks"] for row in told["rises"]]
    assert weeks == sorted(weeks) != []
    fires = json.loads(command("-w", city, "season", "--theme", "deliberate_fire", "--json").out)
    assert set(fires["season"]) == set(fires["forecast"]) == VALUES
    assert "November" in fires["season"]["text"]
    said = command("-w", city, "season", "--theme", "deliberate_fire")
    assert fires["forecast"]["text"] in said.out and "Expected" in said.out
    wrong = command("-w", city, "season", "--theme", "weather")
    assert wrong.code != 0 and "weather" in wrong.err


def test_profiles_tell_the_last_assessment_and_where_risks_meet(command, city):
    said = command("-w", city, "profile")
    assert said.code == 0 and "in the last assessment, from" in said.out
    one = command("-w", city, "profile", "--theme", "robbery")
    assert one.code == 0 and "in the last assessment" not in one.out


def test_before_spending_a_place_says_what_could_be_seen(command, city):
    places = json.loads(command("-w", city, "places", "--json").out)["places"]
    name = places[0]["name"]
    said = command("-w", city, "effect", "--place", name)
    assert said.code == 0 and "would be seen in 80% of cases" in said.out
    told = json.loads(command("-w", city, "effect", "--place", name, "--json").out)
    assert told["title"] == name and set(told["now"]) == VALUES
    wrong = command("-w", city, "effect", "--place", "Nowhere")
    assert wrong.code != 0 and name in wrong.err


def test_an_indicator_that_cannot_be_read_says_what_is_lacking(command, city):
    told = command("-w", city, "indicator", "acquisitive-crime")
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


def test_effect_of_what_was_done_in_a_place_and_in_a_ward(command, city):
    listed = json.loads(command("-w", city, "places", "--json").out)["places"]
    place, ward = listed[0]["name"], listed[0]["ward"]
    values = json.loads(
        command("-w", city, "effect", "--place", place, "--from", "2025-06", "--json").out
    )
    assert set(values) == VALUES and place in values["text"]
    by_id = command("-w", city, "effect", "--place", listed[0]["id"], "--from", "2025-06", "--json")
    assert json.loads(by_id.out) == values
    asked = ["effect", "--place", ward, "--from", "2025-06", "--theme", "asb", "--cost", "1000"]
    said = command("-w", city, *asked, "--incident-cost", "500")
    assert said.code == 0 and "£" in said.out and "What it compares" in said.out


@pytest.fixture
def ward(command, city):
    return json.loads(command("-w", city, "places", "--json").out)["places"][0]["ward_code"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--place", "Nowhere", "--from", "2025-06"], "'Nowhere'"),
        (["--from", "June"], "'June' is not a month"),
        (["--from", "2035-06"], "2035-06"),
        (["--from", "2025-06", "--theme", "weather"], "weather"),
        (["--from", "2025-06", "--compare", "Nowhere"], "'Nowhere'"),
        (["--from", "2025-06", "--to", "2024-01"], "ends in 2024-01"),
    ],
)
def test_effects_that_cannot_be_asked(command, city, ward, asked, told):
    place = [] if "--place" in asked else ["--place", ward]
    wrong = command("-w", city, "effect", *place, *asked)
    assert wrong.code != 0 and told in wrong.err


def test_places_and_wards_are_not_compared(command, city, ward):
    place = json.loads(command("-w", city, "places", "--json").out)["places"][0]["name"]
    wrong = command("-w", city, "effect", "--place", ward, "--from", "2025-06", "--compare", place)
    assert wrong.code != 0 and "cannot be compared" in wrong.err
