"""Planted gaps, overlaps and orphans are found, and nothing else is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from safercity.partnership.governance.marks import MarkKind, find_marks
from safercity.partnership.governance.models import How, Share, SubjectKind, Tier
from tests.partnership.governance.made import body, line, link, name_id, seat, sound, subject

BOARD = body("Board", is_board=True, seats=(seat("council"),))


def found(structure) -> set[str]:
    return {mark.what for mark in find_marks(structure)}


def test_a_sound_structure_has_no_marks():
    assert find_marks(sound()) == []


def test_a_body_without_a_chair_and_one_whose_chair_is_vacant():
    bodies = (BOARD, body("Group", chair=""))
    assert found(sound(bodies=bodies)) == {"no_chair"}
    assert found(sound(bodies=(BOARD, body("Group", chair_is_filled=False)))) == {"vacant_chair"}


def test_an_agency_that_must_sit_is_missing_or_its_seat_is_empty():
    assert found(sound(must_sit=("council", "fire"))) == {"must_sit"}
    empty = replace(BOARD, seats=(*BOARD.seats, seat("fire", "", is_statutory=True)))
    structure = sound(bodies=(empty, body("Group")), must_sit=("council", "fire"))
    assert found(structure) == {"empty_seat"}


def test_a_quorum_that_cannot_be_reached():
    board = replace(BOARD, quorum=2)
    assert found(sound(bodies=(board, body("Group")))) == {"no_quorum"}
    more = replace(board, seats=(*board.seats, seat("fire")))
    assert found(sound(bodies=(more, body("Group")))) == set()


def test_a_priority_that_nobody_answers_for():
    structure = sound(subjects=(subject("1", "Board"), subject("2")))
    (mark,) = find_marks(structure)
    assert (mark.kind, mark.what, mark.body) == (MarkKind.GAP, "no_body", None)
    assert "Subject 2" in mark.text


def test_two_bodies_for_one_subject_unless_they_share_it():
    alone = sound(subjects=(subject("1", "Board", "Group"),))
    assert [mark.kind for mark in find_marks(alone)] == [MarkKind.OVERLAP] * 2
    assert {mark.body for mark in find_marks(alone)} == {name_id("Board"), name_id("Group")}
    assert find_marks(sound(subjects=(subject("1", "Board", "Group", share=Share.JOINT),))) == []


def test_a_body_that_reports_nowhere_also_in_a_ring():
    assert found(sound(lines=())) == {"nowhere"}
    ring = sound(bodies=(BOARD, body("A"), body("B")), lines=(line("A", "B"), line("B", "A")))
    assert [mark.body for mark in find_marks(ring)] == [name_id("A"), name_id("B")]
    assert {mark.kind for mark in find_marks(ring)} == {MarkKind.NOWHERE}


def test_a_line_to_a_body_that_has_ended_names_its_successor():
    old = body("Old", has_ended=True, successor=name_id("Board"))
    structure = sound(bodies=(BOARD, body("Group"), old), lines=(line("Group", "Old"),))
    marks = {mark.what: mark for mark in find_marks(structure)}
    assert set(marks) == {"ended_line", "nowhere"}
    assert "Its successor is Board" in marks["ended_line"].text


def test_a_link_officer_is_wanted_where_a_body_assures_and_must_sit_on_both():
    lines = (line("Group", "Board", How.ASSURES),)
    assert found(sound(lines=lines)) == {"no_link"}
    links = (link("Group", "Board", "police"),)
    (mark,) = find_marks(sound(lines=lines, links=links))
    assert mark.what == "link_lacks"
    assert "no seat on Group" in mark.text and "no seat on Board" in mark.text
    sits = seat("police")
    board = replace(BOARD, seats=(*BOARD.seats, sits))
    both = (board, body("Group", seats=(sits,)))
    assert find_marks(sound(bodies=both, lines=lines, links=links)) == []


def test_a_supporting_priority_wants_a_link_officer_without_an_assuring_line():
    supporting = subject("S1", "Group", kind=SubjectKind.SUPPORTING)
    assert found(sound(subjects=(supporting,))) == {"no_link"}


def test_no_board_at_all():
    assert "no_board" in found(sound(bodies=(body("Group"),), lines=(), subjects=()))


NAMES = [f"Body {n}" for n in range(8)]


@st.composite
def structures(draw):
    """Bodies of any tier with lines and subjects drawn freely, and how the marks must count."""
    tiers = draw(st.lists(st.sampled_from(list(Tier)), min_size=1, max_size=8))
    chairs = draw(st.lists(st.booleans(), min_size=8, max_size=8))
    bodies = tuple(
        body(name, tier, chair="Post" if has else "")
        for name, tier, has in zip(NAMES, tiers, chairs, strict=False)
    )
    ends = st.integers(0, len(bodies) - 1)
    pairs = draw(st.sets(st.tuples(ends, ends), max_size=14))
    lines = tuple(line(NAMES[a], NAMES[b]) for a, b in sorted(pairs) if a != b)
    holders = draw(st.lists(st.sets(ends, max_size=3), max_size=4))
    subjects = tuple(
        subject(str(n), *(NAMES[h] for h in sorted(held))) for n, held in enumerate(holders)
    )
    return sound(bodies=bodies, lines=lines, subjects=subjects, must_sit=()), pairs, holders


def reaches_a_top(start: int, structure, pairs) -> bool:
    """The obvious way: walk every line from here."""
    seen, waiting = set(), [start]
    while waiting:
        at = waiting.pop()
        if structure.bodies[at].is_top:
            return True
        seen.add(at)
        waiting += [b for a, b in pairs if a == at and a != b and b not in seen]
    return False


@given(structures())
def test_marks_count_what_was_planted(drawn):
    structure, pairs, holders = drawn
    marks = find_marks(structure)
    counted = Counter(mark.what for mark in marks)
    chairless = {each.id for each in structure.bodies if not each.chair}
    assert {mark.body for mark in marks if mark.what == "no_chair"} == chairless
    assert counted["no_body"] == sum(1 for held in holders if not held)
    assert counted["two_bodies"] == sum(len(held) for held in holders if len(held) > 1)
    nowhere = {
        each.id for n, each in enumerate(structure.bodies) if not reaches_a_top(n, structure, pairs)
    }
    assert {mark.body for mark in marks if mark.what == "nowhere"} == nowhere
