"""The shipped strategies are whole, in our own words, and name nobody."""

from __future__ import annotations

import re
from datetime import date

import pytest

from safercity.documents.strategy import (
    count_strategy,
    list_strategies,
    load_strategy,
    open_strategy,
    read_strategy,
    write_strategy,
)
from safercity.documents.strategy.writing import gather_values
from safercity.evidence.simulate.layout import CITY_CODE
from safercity.evidence.simulate.names import CITY, FIRE_SERVICE, FORCE
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.taxonomy.indicators import load_indicators
from tests.house.tree import ROOT

STOKE, MADE_UP = "stoke-on-trent-2024-27", "demonstration"
STRATEGY = load_strategy(STOKE)
WANTED = {
    "strategic_priorities": 4,
    "supporting_priorities": 6,
    "key_actions": 37,
    "outcomes": 18,
    "linked_strategies": 11,
    "risk_groups": 6,
    "board_organisation_kinds": 8,
    "accountable_bodies": 4,
}
SEEDS = ROOT.parent / "shared" / "seeds"
RUN_OF_WORDS = 8  # as many in a row are somebody's sentence
REAL = re.compile(r"stoke|stafford|knife angel|swan\b|changing futures|against hate", re.IGNORECASE)


def texts_of(value):
    """Every text within plain values, one by one."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [text for each in inner for text in texts_of(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", list_strategies())
def test_both_have_the_parts_that_the_strategy_has(name):
    counted = count_strategy(load_strategy(name))
    assert {key: counted[key] for key in WANTED} == WANTED


@pytest.mark.parametrize("name", list_strategies())
def test_actions_and_outcomes_fall_to_the_priorities_as_in_the_strategy(name):
    priorities = load_strategy(name).priorities
    assert [len(each.actions) for each in priorities] == [9, 10, 9, 9]
    assert [len(each.outcomes) for each in priorities] == [5, 6, 3, 4]
    for each in priorities:
        numbers = [f"{each.id}.{n}" for n in range(1, len(each.actions) + 1)]
        assert [action.id for action in each.actions] == numbers


def test_outcomes_have_the_strategys_own_scope_and_direction():
    told = {each.id: (each.scope, each.direction) for each in STRATEGY.outcomes}
    high = {name for name, (scope, _) in told.items() if scope == "high_demand"}
    assert high == {"O1.4", "O1.5", "O2.5", "O2.6"}
    assert {name for name, (_, way) in told.items() if way == "up"} == {"O2.4", "O3.1", "O4.2"}
    assert {name for name, (_, way) in told.items() if way == "count"} == {
        "O3.2", "O3.3", "O4.3", "O4.4",
    }  # fmt: skip


def test_ambiguous_outcomes_are_those_that_a_rise_cannot_judge():
    found = {each.id for each in STRATEGY.outcomes if each.ambiguous}
    assert found == {"O3.1", "O3.2", "O4.1", "O4.2"}


def test_indicators_and_agencies_named_are_shipped():
    indicators, agencies = load_indicators(), load_taxonomy().agencies
    named = {each.indicator for each in STRATEGY.outcomes} - {None}
    named |= {each.companion_indicator for each in STRATEGY.outcomes} - {None}
    assert named <= set(indicators)
    assert {each.agency for each in STRATEGY.organisations} - {None} <= set(agencies)


def test_lead_agencies_and_units():
    leads = [
        [(lead.organisation, *lead.units) for lead in each.lead] for each in STRATEGY.priorities
    ]
    safety = "council/community-safety"
    assert leads == [
        [("police",), ("council", safety)],
        [("police",)],
        [("police",), ("council", "council/childrens-services", safety)],
        [("police",), ("council", safety)],
    ]


def test_supporting_priorities_answer_to_four_boards():
    answers = {each.title["en"]: each.accountable for each in STRATEGY.supporting}
    assert answers == {
        "Alcohol-Related Harm": "drug-alcohol-board",
        "Contextual Safeguarding": "safeguarding-children-partnership",
        "County Lines": "safeguarding-children-partnership",
        "Domestic Abuse": "domestic-abuse-board",
        "Drug-Related Crime and Harm": "drug-alcohol-board",
        "Safeguarding Vulnerable Persons – Mental Health": "health-wellbeing-board",
    }
    for body in STRATEGY.accountable_bodies:
        assert [line.how for line in body.lines if line.to == STRATEGY.board] == ["assures"]


def test_every_other_body_the_strategy_names_is_there():
    names = {body.id for body in STRATEGY.bodies}
    assert names >= {
        "serious-violence-board", "violence-reduction-alliance", "violence-reduction-unit",
        "modern-slavery-group", "prevent-board", "headteachers-prevent-board", "channel-panel",
        "early-help-board", "local-partnership-meetings", "tactical-meetings",
        "place-based-meetings", "health-wellbeing-board", "cabinet", "full-council",
    }  # fmt: skip


def test_days_of_approval_are_the_weekdays_of_the_news_item():
    days = [(each.body, each.day, each.state) for each in STRATEGY.approvals]
    assert days == [
        ("cabinet", date(2023, 11, 7), "expected"),
        ("full-council", date(2023, 12, 7), "expected"),
    ]
    assert [f"{each.day:%A}" for each in STRATEGY.approvals] == ["Tuesday", "Thursday"]


def test_money_and_figures():
    streets = STRATEGY.by_id["fund-safer-streets"]
    assert (streets.pounds, streets.rounds) == (2_800_000, 5)
    assert STRATEGY.consultation.responses_over == 750
    assert len(STRATEGY.consultation.asked) == 6
    assert [len(fund.posts) for fund in STRATEGY.funding] == [0, 3, 0]


def test_where_the_sources_differ_both_are_kept():
    told = {each.id: each for each in STRATEGY.differences}
    residents = told["responses-or-residents"]
    assert [saying.source for saying in residents.says] == ["strategy", "news"]
    assert residents.holds == "strategy"
    assert "name-of-priority-4" in told
    assert len(told) == 9 and all(len(each.says) == 2 for each in told.values())


@pytest.mark.parametrize("name", list_strategies())
def test_the_shipped_text_is_the_written_one(name):
    found = open_strategy(name)
    if found.strategy.adapted_from is None:
        assert write_strategy(found.strategy) == found.path.read_text(encoding="utf-8")
    written = write_strategy(found.strategy)
    assert write_strategy(read_strategy(written)) == written


def test_the_made_up_one_says_so_and_names_nothing_real():
    found = open_strategy(MADE_UP)
    strategy = found.strategy
    assert strategy.made_up and "made up" in strategy.title["en"]
    assert strategy.areas == (CITY_CODE,)
    said = [text for text in texts_of(gather_values(strategy)) if text != STOKE]
    assert len(said) > 500 and not [text for text in said if REAL.search(text)]
    assert not found.notes  # every name it renames is still said by the strategy below it
    assert strategy.name("police") == FORCE and strategy.name("fire") == FIRE_SERVICE
    assert CITY in strategy.name("council")


def test_the_made_up_one_keeps_the_structure():
    ids = list(STRATEGY.by_id)
    dropped = {each.id for each in STRATEGY.differences} | {"news"}
    assert list(load_strategy(MADE_UP).by_id) == [each for each in ids if each not in dropped]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="NOT CHECKED: the texts lie beside the project")
def test_no_sentence_is_the_sources_own():
    source = [words_of(path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt")]
    theirs = {run for words in source for run in runs_of(words)}
    names = {run for each in STRATEGY.by_id.values() for run in runs_of(words_of(title_of(each)))}
    ours = [run for text in texts_of(gather_values(STRATEGY)) for run in runs_of(words_of(text))]
    assert not [" ".join(run) for run in ours if run in theirs and run not in names]


def title_of(value):
    """A proper name is a fact and may be long; key actions and outcomes are in our own words."""
    proper = type(value).__name__ in ("Priority", "LinkedDocument", "Body", "Organisation")
    return value.title["en"] if proper else ""


def words_of(text):
    return re.findall(r"[\w'’-]+", text.lower())


def runs_of(words):
    return [tuple(words[at : at + RUN_OF_WORDS]) for at in range(len(words) - RUN_OF_WORDS + 1)]
