"""Changing a strategy's value: parts set, added, taken out; what does not fit is said whole."""

from __future__ import annotations

import pytest

from safercity.documents.strategy import StrategyFaulty, compare_strategies, load_strategy
from safercity.documents.strategy.changing import add_part, change_part, remove_part
from safercity.evidence.errors import UnknownName


@pytest.fixture(scope="module")
def strategy():
    return load_strategy("demonstration")


def test_a_key_set_and_taken_out(strategy):
    changed = change_part(strategy, "1.1", changes={"title": {"en": "Other words"}, "about": None})
    action = changed.by_id["1.1"]
    assert (action.title, action.about) == ({"en": "Other words"}, None)
    assert strategy.by_id["1.1"].about, "the old value is left as it was"


def test_a_part_added_and_taken_out_again(strategy):
    new = {"id": "1.99", "kind": "review", "title": {"en": "One more"}}
    more = add_part(strategy, "1", to="actions", part=new)
    assert len(more.actions) == len(strategy.actions) + 1
    assert not compare_strategies(strategy, remove_part(more, "1.99")).changes


def test_what_others_name_cannot_go_unseen(strategy):
    with pytest.raises(StrategyFaulty) as faulty:
        remove_part(strategy, "csp-board")
    assert all("csp-board" in str(fault) for fault in faulty.value.faults)


def test_an_unknown_part_and_an_unknown_key(strategy):
    with pytest.raises(UnknownName):
        change_part(strategy, "9.9", changes={})
    with pytest.raises(StrategyFaulty):
        change_part(strategy, "1.1", changes={"owner": "nobody"})
