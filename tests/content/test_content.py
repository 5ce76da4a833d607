"""The content holds together: files name only what exists, and claim only what they can tell."""

from __future__ import annotations

import re

import pytest

from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.taxonomy import Clause, load_taxonomy

TAXONOMY = load_taxonomy()
SHAPES = load_shapes()
LEVELS = ("open", "restricted", "personal")
AGENCIES_OF_THE_ISSUE = {
    "police", "asb_team", "environment", "housing", "children", "adults", "fire", "health",
    "probation", "youth_justice", "treatment", "early_help", "licensing", "council",
}  # fmt: skip
# What identifies a person. A shape may not ask for it, under any name.
PERSON = re.compile(
    r"(sur|fore|first|last|full|victim|suspect|patient|tenant|caller|client|child)[ _]?name|"
    r"birth|\bdob\b|nhs|national insurance|\bnino\b|phone|e-?mail|ethnic|"
    r"(home|victim|tenant|patient) address|\buprn\b",
    re.IGNORECASE,
)


def categories_of(shape: Shape) -> set[str]:
    found = shape.category
    if found is None:
        return set()
    return {
        *found.map.values(),
        *found.wide.values(),
        *([found.constant] if found.constant else []),
    }


def can_tell(shape: Shape, clause: Clause) -> bool:
    """Whether the shape's categories and flags could ever satisfy the clause."""
    mask = sum(TAXONOMY.flags[flag].mask for flag in shape.flags)
    known = clause.categories is None or bool(clause.categories & categories_of(shape))
    return known and clause.flags_mask & mask == clause.flags_mask


@pytest.mark.parametrize("shape", SHAPES.values(), ids=list(SHAPES))
class TestShape:
    def test_names_only_what_exists(self, shape):
        assert categories_of(shape) <= set(TAXONOMY.categories)
        assert set(shape.flags) <= set(TAXONOMY.flags)
        assert shape.agency in TAXONOMY.agencies
        assert shape.title["en"] and shape.title["cy"]

    def test_is_as_sensitive_as_its_most_sensitive_column(self, shape):
        kept = {*shape.uses(), *shape.stored(), *shape.shown()}
        highest = max(LEVELS.index(shape.columns[name].sensitivity) for name in kept)
        assert shape.sensitivity == "restricted" or highest == 0

    def test_asks_for_no_person(self, shape):
        headers = [h for column in shape.columns.values() for h in column.headers]
        assert [h for h in headers if PERSON.search(h)] == []

    def test_stores_no_personal_column(self, shape):
        assert all(shape.columns[name].sensitivity != "personal" for name in shape.stored())

    def test_has_a_file_of_answers(self, shape):
        assert shape.id in TAXONOMY.sources

    def test_activity_sources_bear_no_demand(self, shape):
        if shape.layer == "activity":
            assert all(TAXONOMY.layer(c) != "demand" for c in categories_of(shape))


def test_every_answer_is_of_a_shipped_source():
    assert set(TAXONOMY.sources) == set(SHAPES)


@pytest.mark.parametrize("theme", TAXONOMY.themes)
def test_every_theme_has_an_answer_with_a_reason_for_every_source(theme):
    for source in SHAPES:
        answer = TAXONOMY.derivable(theme, source)
        assert len(answer.why["en"]) > 5


@pytest.mark.parametrize("source", SHAPES)
def test_a_theme_is_claimed_only_where_the_shape_can_tell_it(source):
    shape = SHAPES[source]
    for theme in TAXONOMY.themes:
        answer = TAXONOMY.derivable(theme, source).answer
        able = any(can_tell(shape, clause) for clause in TAXONOMY.clauses(theme))
        if answer != "not_available":
            assert able, f"{source} claims {theme}, but has no category and flag for it"
            assert TAXONOMY.clauses(theme, source)
        elif able and shape.record != "reference":
            told = theme in TAXONOMY.answers[source]
            assert told, f"{source} could tell {theme}: say why it is not available"


@pytest.mark.parametrize(
    "theme",
    [
        "asb_youth",
        "knife_enabled",
        "hate_crime",
        "domestic_abuse",
        "violence_public_place",
        "vawg_public",
        "serious_violence",
        "alcohol",
        "modern_slavery",
    ],
)
def test_police_uk_never_stands_in_for_what_it_lacks(theme):
    assert TAXONOMY.derivable(theme, "police-uk").answer == "not_available"
    assert TAXONOMY.clauses(theme, "police-uk") == ()


def test_possession_and_searches_are_activity():
    for category in ("drugs", "possession_of_weapons", "stop_and_search", "drug_possession",
                     "knife_possession", "warden_patrol"):  # fmt: skip
        assert TAXONOMY.layer(category) == "activity"


def test_the_three_exclusions_are_in_no_theme():
    for theme in TAXONOMY.themes:
        for clause in TAXONOMY.clauses(theme):
            shut_out = {"river_pollution", "poaching", "illegal_fishing"}
            assert clause.categories is None or not clause.categories & shut_out


def test_agencies_are_those_of_the_issue_with_a_strip_of_eight():
    assert set(TAXONOMY.agencies) == AGENCIES_OF_THE_ISSUE
    strip = sorted((a.strip, a.letters) for a in TAXONOMY.agencies.values() if a.strip)
    assert [letters for _, letters in strip] == ["Po", "As", "En", "Ho", "Ch", "Ad", "Fr", "He"]
    assert len({a.letters for a in TAXONOMY.agencies.values()}) == len(TAXONOMY.agencies)


def test_every_category_is_sent_by_some_source_or_holds_one_that_is():
    sent = set().union(*(categories_of(shape) for shape in SHAPES.values()))
    unsent = [c for c in TAXONOMY.categories if c not in sent]
    assert unsent == []


def test_weights_say_their_source_and_what_is_missing():
    for table in TAXONOMY.weight_tables.values():
        assert table.source and table.year and table.unit
        assert not set(table.weights) & {*table.to_be_supplied, *table.not_weighted}
        assert all(figure > 0 for figure in table.weights.values())
        assert "violence_and_sexual_offences" in table.not_weighted


def test_weights_read_in_a_stored_source():
    """South Wales Echo, 2 August 2019, on Home Office Research Report 99."""
    costs = TAXONOMY.weights("home-office-unit-costs")
    assert (costs.of("rape"), costs.of("robbery_personal"), costs.of("arson")) == (
        39360,
        11320,
        8420,
    )
    assert costs.of("homicide") is None


def test_breaks_are_dated_and_sourced():
    for found in TAXONOMY.breaks:
        assert re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", found.month)
        assert found.source and found.title["en"]
        assert found.to is None or found.to >= found.month


def test_where_two_sources_tell_of_the_same_events_one_ranks_higher():
    ranked = [(s.agency, s.events, s.events_rank) for s in SHAPES.values() if s.events]
    assert len(set(ranked)) == len(ranked)
