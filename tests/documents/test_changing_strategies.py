"""Changing a strategy's value: parts set, added, taken out; what does not fit is said whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safercity.documents.strategy import StrategyFaulty, compare_strategies, load_strategy
from safercity.documents.strategy.changing import add_part, change_part, change_whole
from safercity.documents.strategy.numbering import find_next_id
from safercity.documents.strategy.removing import list_naming, remove_part
from safercity.documents.strategy.walking import walk_pointers
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


def test_what_stands_once_is_changed_and_begun(strategy):
    other = {"words": {"en": "Safer streets"}, "by_reducing": None}
    assert change_whole(strategy, "vision", changes=other).vision.by_reducing == ()
    without = replace(strategy, consultation=None)
    asked = {"id": "consultation", "first_month": "2026-01", "last_month": "2026-02"}
    begun = change_whole(without, "consultation", changes=asked)
    assert begun.consultation.last_month == "2026-02"


def test_what_names_a_removed_part_is_told_and_falls_silent(strategy):
    named = {path[:2] for path, _kinds, to in walk_pointers(strategy) if to in ("1", "1.3")}
    assert named, "nothing names priority 1: the test would prove nothing"
    naming = list_naming(strategy, "1")
    later = remove_part(strategy, "1")
    gone = {"1", *(a.id for p in strategy.priorities[:1] for a in (*p.actions, *p.outcomes))}
    assert not gone & set(later.by_id)
    assert "police-crime-plan" in naming
    assert [each.to for each in later.by_id["police-crime-plan"].relates] == ["2"]
    reviews = [each for each in strategy.reviews if each.action in gone]
    assert reviews, "no review stands in an action of priority 1"
    assert all(later.by_id[each.id].action is None for each in reviews)


def test_numbers_go_on_and_are_not_given_twice(strategy):
    def find(to, holder="", title="Any", taken=()):
        return find_next_id(strategy, to, holder=holder, title=title, taken=taken)

    assert [find("priorities"), find("supporting")] == ["5", "S7"]
    assert find("actions", "2") == "2.11", "2.10 is the last, and not 2.1"
    assert find("outcomes", "1", taken={"O1.6", "1.99"}) == "O1.7"
    assert find("risk_groups", title="Isolated: older") == "isolated-older-2"
    assert find("documents", title="…") == "part"
