"""What a threshold hides is not found by taking the shown parts from a shown total."""

from __future__ import annotations

import json
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safercity.evidence.assess.edition import open_edition
from safercity.partnership.sharing.queries import visible
from safercity.partnership.sharing.queries.subtraction import hold_back, hold_back_parts
from tests.partnership.sample_edition import add_table

COUNTS = st.lists(st.none() | st.integers(0, 12) | st.integers(0, 200), min_size=1, max_size=9)


@pytest.mark.one_database
@given(COUNTS, st.integers(3, 11), st.integers(0, 9))
def test_no_hidden_part_is_what_the_others_leave_of_the_total(counts, below, elsewhere):
    """`elsewhere`: records of the whole that lie in no part: nobody is told how many."""
    total = sum(count or 0 for count in counts) + elsewhere
    parts, whole = hold_back(counts, total, below=below)
    hidden = [_most(told) for told in parts if isinstance(told, str)]
    for told, count in zip([*parts, whole], [*counts, total], strict=True):
        assert told == count or 0 < count < _most(told) + 1, "what is written is true"
        assert isinstance(told, str) or not told or told >= below
    if hidden and not isinstance(whole, str):
        left = total - sum(told or 0 for told in parts if not isinstance(told, str))
        assert left >= below, "nor is what it leaves for all of them small"
        for most in hidden:
            others = sum(hidden) - most + (left if elsewhere else 0)
            least = max(1, left - others)
            assert least < min(most, left - (len(hidden) - 1)), "each may be this or that"


def _most(told: str) -> int:
    return int(told.removeprefix("<")) - 1


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("counts", "parts", "whole"),
    [
        ([20, 3, 9, None, 0], [20, "<15", "<15", None, 0], 32),
        ([20, 3, 4, 9], [20, "<5", "<5", 9], 36),
        ([20, 4, 4, 9], [20, "<20", "<20", "<20"], 37),
        ([20, 9], [20, 9], 29),
        ([3, 0], ["<5", 0], "<5"),
        ([4, 4], ["<10", "<10"], "<10"),
    ],
    ids=["next smallest", "two small", "both at most", "none", "a small whole", "nothing is left"],
)
def test_the_next_smallest_is_hidden_where_it_must(counts, parts, whole):
    told = hold_back(counts, sum(one or 0 for one in counts), below=5)
    assert told == (parts, whole)


def test_wards_are_not_taken_from_the_whole_area(people, edition, tmp_path):
    folder = shutil.copytree(edition, tmp_path / "with-counts")
    areas = {"city": [60, 61, 62], "E1": [40, 40, 40], "E2": [18, 15, 16], "E3": [2, 6, 0]}
    row = {"agency": "police", "of": "police", "kind": "theme", "name": "asb", "first": "2025-07"}
    rows = [row | {"area": area, "records": told} for area, told in areas.items()]
    add_table(folder, "counts", {"areas": [], "residents": [], "rows": rows})
    before = json.dumps(rows)

    def read(who):
        seen = visible(open_edition(folder), people.viewer(who), purpose="performance")
        return {one["area"]: one["records"] for one in seen.table("counts")["rows"]}

    assert read("elsewhere") == areas | {
        "E2": ["<25", 15, 16],
        "E3": ["<25", 6, 0],
    }
    assert json.dumps(rows) == before


@pytest.mark.one_database
def test_a_part_of_a_make_up_that_is_held_back_keeps_its_name_alone():
    columns = [("type", "id"), ("title", "text"), ("count", "count"), ("share", "share")]
    rows = [["a", "Noise", 83, 0.83], ["b", "Begging", 14, 0.14], ["c", "Drones", 3, 0.03]]
    said = [
        {"id": "x", "text": f"{row[1]} is {row[3]:.0%} of them.", "values": {"type": row[0]}}
        for row in rows
    ]
    finding = {
        "statements": said,
        "limits": [],
        "text": " ".join(one["text"] for one in said),
        "table": {
            "name": "make_up",
            "columns": [{"name": name, "kind": kind} for name, kind in columns],
            "rows": rows,
        },
        "chart": {"data": {"values": [{"type": row[1], "share": row[3]} for row in rows]}},
    }
    told = hold_back_parts(finding, below=5)
    assert told["table"]["rows"] == [
        rows[0],
        ["b", "Begging", "<20", None],
        ["c", "Drones", "<20", None],
    ]
    assert told["text"] == "Noise is 83% of them." and told["statements"] == said[:1]
    assert [row["type"] for row in told["chart"]["data"]["values"]] == ["Noise"]
    assert hold_back_parts(finding, below=3) == finding, "nothing is small"
    other = finding | {"table": finding["table"] | {"name": "news"}}
    assert hold_back_parts(other, below=5) == other, "its rows are no parts of a whole"


@pytest.mark.one_database
def test_neither_title_order_verdict_nor_second_sum_tells_what_is_held_back():
    """Sorted by size the last would be the small one; what all cause together is a second equation
    beside their number; the title of a chart is all of the text."""
    rows = [["A", 20, "inside"], ["B", 9, "inside"], ["Z", 8, "inside"], ["M", 4, "far_below"]]
    told = hold_back_parts(
        make_funnel(
            rows,
            ("41 records of 4 kinds.", {"count": 41, "types": 4}),
            ("M is 10% of them.", {"type": "M", "share": 0.1}),
            ("They cause 90 days.", {"table": "Harm", "total": 90}),
        ),
        below=5,
    )
    assert told["table"]["rows"] == [*rows[:2], ["M", "<15", None], ["Z", "<15", None]]
    assert told["text"] == told["chart"]["title"]["text"] == "41 records of 4 kinds."
    assert [one["text"] for one in told["statements"]] == ["41 records of 4 kinds."]


@pytest.mark.one_database
def test_a_whole_that_has_one_solution_is_in_no_sentence():
    ones = [[name, 1, "inside"] for name in "ABCDE"]
    told = hold_back_parts(make_funnel(ones, ("5 records.", {"count": 5})), below=5)
    assert not told["statements"] and not told["text"]


def make_funnel(rows, *said):
    columns = (("area", "text"), ("count", "count"), ("verdict", "id"))
    text = " ".join(words for words, _values in said)
    return {
        "statements": [{"id": "x", "text": words, "values": values} for words, values in said],
        "limits": [],
        "text": text,
        "table": {
            "name": "funnel",
            "columns": [{"name": name, "kind": kind} for name, kind in columns],
            "rows": rows,
        },
        "chart": {"title": {"text": text}, "data": {"values": [{"name": row[0]} for row in rows]}},
    }
