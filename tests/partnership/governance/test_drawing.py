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
from safercity.partnership.governance.presenters.bodies import grow_tree
from safercity.partnership.governance.presenters.drawing import draw_bodies
from tests.partnership.governance.made import body, line, sound
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


def test_nothing_is_drawn_of_nothing():
    assert drawn(sound(bodies=(), lines=(), subjects=())).boxes == ()
