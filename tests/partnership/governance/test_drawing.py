"""The map: every body and mark is on it, no line crosses a box, the same input the same map."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from safercity.documents.strategy import load_strategy
from safercity.partnership.governance.marks import find_marks
from safercity.partnership.governance.models import How, Tier
from safercity.partnership.governance.presenters.bodies import grow_tree, present_bodies
from safercity.partnership.governance.presenters.downloads import BODY_COLUMNS, list_body_rows
from safercity.partnership.governance.presenters.drawing import draw_bodies
from tests.partnership.governance.made import body, line, name_id, sound, subject
from tests.partnership.governance.test_marks import structures


def drawn(structure):
    return draw_bodies(structure, find_marks(structure))


def list_segments(path: str):
    """The straight pieces of a path of M, H and V."""
    x, y = (int(n) for n in re.match(r"M(\d+) (\d+)", path).groups())
    for step, number in re.findall(r"([HV])(-?\d+)", path):
        to = (int(number), y) if step == "H" else (x, int(number))
        yield (x, y), to
        x, y = to


def crosses(segment, box) -> bool:
    """Whether a piece runs through the inside of a box; its edge may be touched."""
    (x1, y1), (x2, y2) = segment
    left, right = box.x + 1, box.x + box.width - 1
    top, foot = box.y + 1, box.y + box.height - 1
    return min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < foot and max(y1, y2) > top


@given(structures())
def test_no_line_runs_through_a_box_and_boxes_stand_apart(drawn_structure):
    structure, _pairs, _holders = drawn_structure
    map_ = drawn(structure)
    assert len(map_.boxes) == len(structure.bodies)
    assert len(map_.lines) == len(structure.lines)
    for path, _kind in map_.lines:
        for segment in list_segments(path):
            assert not [box for box in map_.boxes if crosses(segment, box)], path
    for n, one in enumerate(map_.boxes):
        assert 0 <= one.x and one.x + one.width <= map_.width
        assert one.y + one.height <= map_.height
        for other in map_.boxes[n + 1 :]:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y


@given(structures())
def test_the_list_has_every_body_once(drawn_structure):
    structure, _pairs, _holders = drawn_structure
    tree, nowhere = grow_tree(structure, find_marks(structure))
    names, waiting = [], [*tree, *nowhere]
    while waiting:
        branch = waiting.pop()
        names.append(branch.body.name)
        waiting += branch.below
    assert sorted(names) == sorted(each.name for each in structure.bodies)


@given(structures(), st.integers(0, 99))
def test_the_order_of_lines_does_not_move_a_box(drawn_structure, seed):
    structure, _pairs, _holders = drawn_structure
    lines = list(structure.lines)
    random.Random(seed).shuffle(lines)
    again = replace(structure, lines=tuple(lines))
    assert drawn(again).boxes == drawn(structure).boxes


def say_everywhere(structure) -> set[str]:
    """What is marked, once list, nested list, picture and file are seen to say the same of it."""
    marks = find_marks(structure)
    page = present_bodies(structure, marks)
    said = {mark.text for mark in page.marks}
    branches, waiting = [], [*page.tree, *page.nowhere]
    while waiting:
        branches.append(waiting.pop())
        waiting += branches[-1].below
    assert said == {m.text for m in (*page.loose, *(m for b in branches for m in b.marks))}
    rows = [dict(zip(BODY_COLUMNS, row, strict=True)) for row in list_body_rows(structure, marks)]
    assert sorted(said) == sorted({t for row in rows for t in row["marks"].split("; ") if t})
    for each in structure.current:
        box = next(b for b in page.drawing.boxes if b.words[0].text == each.name)
        assert sum(1 for words in box.words if words.mark) == sum(m.body == each.id for m in marks)
    return said


@given(structures())
def test_picture_list_and_file_say_the_same(drawn_structure):
    say_everywhere(drawn_structure[0])


def test_what_no_body_has_is_in_picture_list_and_file():
    structure = sound(bodies=(body("Group", Tier.DECISION),), lines=(), subjects=(subject("1"),))
    nobody = {"No body answers for Subject 1."}
    assert say_everywhere(structure) == {
        *nobody,
        "No body is marked as the partnership's own Board.",
    }


def test_of_a_body_that_ended_nothing_is_answered_for():
    old = body("Old", has_ended=True, successor=name_id("Heir"))
    lines = (line("Group", "Board"), line("Group", "Old"))
    bodies = (*sound().bodies, old)
    structure = sound(bodies=bodies, lines=lines, subjects=(subject("1", "Old"),))
    ended = "Group answers to Old, which has ended before its successor begins."
    assert say_everywhere(structure) == {"No body answers for Subject 1.", ended}
    assert present_bodies(structure, find_marks(structure)).answering[0].bodies == ()


def test_what_is_marked_stands_in_the_box_with_its_shape():
    map_ = drawn(sound(lines=()))
    group = next(box for box in map_.boxes if box.words[0].text == "Group")
    assert group.kinds == "nowhere"
    assert [(words.text, words.mark) for words in group.words] == [
        ("Group", ""),
        ("reports nowhere", "nowhere"),
    ]


def test_assurance_is_drawn_as_another_line_than_reporting():
    lines = (line("Group", "Board"), line("Group", "Board", How.ASSURES))
    assert sorted(kind for _path, kind in drawn(sound(lines=lines)).lines) == [
        "assures",
        "reports",
    ]


def test_long_names_stay_inside_their_boxes():
    titles = [each.title["en"] for each in load_strategy("stoke-on-trent-2024-27").bodies]
    bodies = tuple(body(title, Tier.TACTICAL) for title in titles)
    for box in drawn(sound(bodies=bodies, lines=(), subjects=())).boxes:
        assert max(words.y for words in box.words) < box.y + box.height
        assert max(len(words.text) for words in box.words) <= 24


def test_many_bodies_with_many_lines_keep_their_lanes():
    chance = random.Random(7)
    names = [f"Group {n}" for n in range(60)]
    bodies = tuple(body(name, chance.choice(list(Tier))) for name in names)
    pairs = {(a, b) for a in range(60) for b in chance.sample(range(60), 4) if a != b}
    lines = tuple(line(names[a], names[b]) for a, b in sorted(pairs))
    map_ = drawn(sound(bodies=bodies, lines=lines, subjects=()))
    assert len(map_.lines) == len(pairs) > 200
    for path, _kind in map_.lines:
        for segment in list_segments(path):
            assert all(0 <= x <= map_.width and 0 <= y <= map_.height for x, y in segment)
            assert not [box for box in map_.boxes if crosses(segment, box)]


def test_nothing_is_drawn_of_nothing():
    assert drawn(sound(bodies=(), lines=(), subjects=())).boxes == ()
