"""Two versions of a strategy in words: what came, went, moved, was reworded or turned round."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.documents.strategy import (
    KeyAction,
    compare_strategies,
    load_strategy,
    write_strategy,
)
from safercity.documents.strategy.facets import name_part
from safercity.documents.strategy.words import MESSAGES
from safercity.evidence.findings import say

STRATEGY = load_strategy("stoke-on-trent-2024-27")
WRITTEN = write_strategy(STRATEGY)


def with_priority(number, **fields):
    priorities = list(STRATEGY.priorities)
    priorities[number - 1] = replace(priorities[number - 1], **fields)
    return replace(STRATEGY, priorities=tuple(priorities))


def with_first_action(**fields):
    first, *rest = STRATEGY.priorities[0].actions
    return with_priority(1, actions=(replace(first, **fields), *rest))


def only(old, new):
    [change] = compare_strategies(old, new).changes
    assert change.sentence == say(change.statement, MESSAGES)
    return change


def test_nothing_differs_between_a_strategy_and_itself():
    found = compare_strategies(STRATEGY, replace(STRATEGY, version=2, forked_from=1))
    assert found.changes == ()
    assert found.sentences == ("Nothing differs between the two.",)


def test_what_came_and_what_went():
    about = {"en": "Each spring."}
    new = KeyAction("1.10", "train", {"en": "Train the wardens"}, about)
    longer = with_priority(1, actions=(*STRATEGY.priorities[0].actions, new))
    came, went = only(STRATEGY, longer), only(longer, STRATEGY)
    assert came.sentence == "New key action 1.10: “Train the wardens”."
    assert went.sentence == "Key action 1.10 is taken out: “Train the wardens”."
    assert (came.kind, came.after, went.kind, went.before) == (
        "added", "Train the wardens", "removed", "Train the wardens",
    )  # fmt: skip


def test_what_is_added_is_told_whole_and_what_went_in_the_order_of_its_numbers():
    held = STRATEGY.priorities[0].actions
    new = KeyAction("1.10", "train", {"en": "Train the wardens"}, {"en": "Each spring."})
    longer = with_priority(1, actions=(held[0], new, *held[1:]))
    [came] = [one for one in compare_strategies(STRATEGY, longer).changes if one.kind == "added"]
    assert came.about == "Each spring."
    found = compare_strategies(longer, with_priority(1, actions=held[:1]))
    gone = [one.id for one in found.changes if one.kind == "removed"]
    assert gone == [f"1.{number}" for number in range(2, 11)]


def test_a_yes_or_no_that_turned_is_said_in_a_sentence():
    first, *rest = STRATEGY.supporting
    joint = replace(STRATEGY, supporting=(replace(first, joint=not first.joint), *rest))
    for old, new in ((STRATEGY, joint), (joint, STRATEGY)):
        change = only(old, new)
        assert change.is_switch and " no " not in change.sentence
        told = ("does not answer for it any more", "now answers for it as well")
        assert told[change.after == "yes"] in change.sentence


def test_a_rewording_shows_both_texts():
    change = only(STRATEGY, with_first_action(title={"en": "Look at the money."}))
    assert (change.kind, change.id, change.field) == ("reworded", "1.1", "title")
    assert change.before == STRATEGY.actions[0].title["en"]
    assert change.after == "Look at the money."
    assert change.sentence.endswith("now reads “Look at the money”.")


def test_words_that_are_added_or_dropped_are_told_by_language():
    title = {**STRATEGY.actions[0].title, "cy": "Adolygu"}
    change = only(STRATEGY, with_first_action(title=title))
    assert (change.kind, change.field, change.after) == ("field_added", "title (cy)", "Adolygu")
    change = only(STRATEGY, with_first_action(about=None))
    assert (change.kind, change.field) == ("field_removed", "about")


def test_a_direction_that_turned_is_told_as_one():
    outcomes = list(STRATEGY.priorities[3].outcomes)
    outcomes[0] = replace(outcomes[0], direction="count")
    change = only(STRATEGY, with_priority(4, outcomes=tuple(outcomes)))
    assert (change.kind, change.before, change.after) == ("direction", "down", "none stated")


def test_other_fields_are_told_by_name_and_not_by_id():
    change = only(STRATEGY, with_first_action(names=("police", "prevent-board")))
    assert change.kind == "changed"
    assert change.after == "Staffordshire Police, Prevent Board"
    change = only(STRATEGY, with_priority(2, lead=STRATEGY.priorities[0].lead))
    assert (change.kind, change.before) == ("entry_added", None)
    assert change.after == "Stoke-on-Trent City Council – Community Safety"


def with_relations(relates):
    held = next(each for each in STRATEGY.documents if each.id == PLAN.id)
    documents = [
        replace(held, relates=relates) if each is held else each for each in STRATEGY.documents
    ]
    return replace(STRATEGY, documents=tuple(documents))


PLAN = next(each for each in STRATEGY.documents if {"S2", "S3"} <= {one.to for one in each.relates})


def test_of_a_list_of_entries_only_the_difference_is_told_and_a_flag_in_words():
    first, second = PLAN.relates
    shorter = with_relations((first,))
    gone, came = only(STRATEGY, shorter), only(shorter, STRATEGY)
    assert (gone.kind, came.kind) == ("entry_removed", "entry_added")
    lost = "County Lines – Its partnership answers for it (ours)"
    assert gone.sentence.endswith(f"it no longer bears on “{lost}”.")
    assert came.sentence.endswith(f"it now bears on “{lost}”.")
    other = only(STRATEGY, with_relations((first, replace(second, inferred=False))))
    assert (other.kind, other.before, other.after) == ("changed", lost, lost.replace(" (ours)", ""))
    turned = only(STRATEGY, with_relations((second, first)))
    assert turned.kind == "changed" and turned.after.startswith(f"{lost}; ")


def test_a_part_is_named_as_people_say_it_and_not_by_its_slug():
    places = replace(STRATEGY.place_based, about={"en": "Street by street."})
    change = only(STRATEGY, replace(STRATEGY, place_based=places))
    assert change.code == "" and change.sentence.startswith(
        "Place-based working, “Making Great Places”: its explanation “"
    )
    asked = replace(STRATEGY.consultation, note=None)
    assert only(STRATEGY, replace(STRATEGY, consultation=asked)).sentence.startswith(
        "Consultation: its note is no longer told. It was “"
    )
    groups = STRATEGY.risk_groups
    first = replace(groups[0], why={"en": "Harm"})
    said = only(STRATEGY, replace(STRATEGY, risk_groups=(first, *groups[1:]))).sentence
    assert said.startswith(f"Risk group, “{groups[0].title['en']}”: ") and groups[0].id not in said
    assert only(STRATEGY, with_first_action(about={"en": "X"})).code == "1.1"
    assert name_part(STRATEGY, "1.3").startswith("1.3 Review the seasonality")
    assert (
        name_part(STRATEGY, "approval-cabinet") == "Step of approval: Cabinet of the City Council"
    )


def test_what_moved_under_another_priority():
    first, second, *rest = STRATEGY.priorities
    moved = first.actions[3]
    new = replace(
        STRATEGY,
        priorities=(
            replace(first, actions=tuple(a for a in first.actions if a is not moved)),
            replace(second, actions=(*second.actions, moved)),
            *rest,
        ),
    )
    change = only(STRATEGY, new)
    assert (change.kind, change.id) == ("moved", "1.4")
    assert change.before.startswith("1 (Anti-Social") and change.after.startswith("2 (Serious")


def test_what_has_another_number_under_the_same_title():
    change = only(STRATEGY, with_first_action(id="1.99"))
    assert (change.kind, change.before, change.after) == ("renumbered", "1.1", "1.99")


def test_another_order_is_told_once():
    change = only(STRATEGY, with_priority(3, outcomes=STRATEGY.priorities[2].outcomes[::-1]))
    assert (change.kind, change.before, change.after) == (
        "reordered", "O3.1, O3.2, O3.3", "O3.3, O3.2, O3.1",
    )  # fmt: skip


def test_the_vision_and_the_period_are_the_strategys_own():
    new = replace(STRATEGY, period=replace(STRATEGY.period, last_year=2028))
    change = only(STRATEGY, new)
    assert (change.id, change.field, change.after) == ("", "period: last year", "2028")
    assert change.sentence == "The strategy: its last year was 2027 and is 2028."


@settings(max_examples=30, deadline=None)
@given(
    dropped=st.sets(st.integers(0, 8), max_size=4),
    reworded=st.sets(st.integers(0, 8), max_size=4),
    turned=st.booleans(),
)
def test_the_other_way_round_tells_the_same_places(dropped, reworded, turned):
    actions = [
        replace(action, title={"en": "Otherwise"}) if at in reworded else action
        for at, action in enumerate(STRATEGY.priorities[2].actions)
        if at not in dropped
    ]
    new = with_priority(3, actions=tuple(actions[::-1] if turned else actions))
    forth, back = compare_strategies(STRATEGY, new), compare_strategies(new, STRATEGY)
    assert bool(forth.changes) == (write_strategy(new) != WRITTEN)
    assert {c.id for c in forth.changes} == {c.id for c in back.changes}
    assert forth.count().get("removed", 0) == back.count().get("added", 0) == len(dropped)


@pytest.mark.parametrize("kind", ["reworded", "changed"])
def test_a_made_up_strategy_differs_in_names_and_not_in_structure(kind):
    found = compare_strategies(STRATEGY, load_strategy("demonstration"))
    assert found.count()[kind] > 10
    assert set(found.count()) <= {"reworded", "changed", "field_removed", "removed"}
    assert {c.what for c in found.changes if c.kind == "removed"} == {"source", "difference"}
