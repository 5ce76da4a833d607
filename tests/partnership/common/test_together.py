"""What many rooms ask is one statement; each question gets its own answers, alone or together."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safercity.partnership.commitments import queries as commitments
from safercity.partnership.common.asking import keep_answers
from safercity.partnership.common.subjects import find_subjects
from safercity.partnership.common.together import (
    ASKED,
    Question,
    ask_together,
    read_together,
)
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.governance import actions as governance
from safercity.partnership.notes import queries as notes
from safercity.partnership.oversight import actions as oversight
from safercity.partnership.people.models import Agency, Post
from tests.partnership.access.governance import make_body
from tests.partnership.commitments.made import day, make, walk
from tests.partnership.notes.made import comment

ROLES = ("manager", "officer", "chair", "link_officer", "auditor", "elsewhere")


@pytest.fixture
def full(people):
    make(people, due=day(-3))
    walk(make(people, kind="key_action"), "done")
    make(people, owner="elsewhere", only_parties=True)
    comment(people, make(people), "@Manager post, @Elsewhere post, please look.")
    return people


def test_together_is_what_each_is_alone(full):
    for who in ROLES:
        viewer = full.viewer(who)
        alone = {name: read_together({name: ask(viewer)})[name] for name, ask in ASKED.items()}
        told = commitments.read_tally(viewer)
        with keep_answers(), CaptureQueriesContext(connection) as asked:
            ask_together(viewer)
            tally, unread = commitments.read_tally(viewer), notes.ask_unread(viewer)
        assert len(asked) == 1, who
        assert tally == told
        assert unread == alone[f"{notes.__name__}.ask_unread"]
        assert (tally.by_state["done"], tally.late) == (1, 1)
        seen = tally.by_state.total()
        assert seen == (4 if who in ("manager", "chair", "elsewhere") else 3), who
        assert bool(unread) == (who in ("manager", "elsewhere"))


def test_what_is_built_of_a_day_asks_nothing_and_answers_anew(full):
    viewer = full.viewer("officer")
    with CaptureQueriesContext(connection) as asked:
        for ask in ASKED.values():
            ask(viewer)
    assert not asked.captured_queries, "a statement is kept for a day: it may not hold answers"
    for n in (3, 4):
        with keep_answers():
            ask_together(viewer)
            assert commitments.read_tally(viewer).by_state.total() == n
        make(full)


def test_answers_of_one_viewer_are_nobody_elses(full):
    with keep_answers():
        ask_together(full.viewer("manager"))
        assert notes.ask_unread(full.viewer("manager"))
        assert not notes.ask_unread(full.viewer("officer"))


def test_columns_keep_their_kinds_whatever_stands_beside_them(people):
    agency = Agency.objects.get(slug="fire")
    found = read_together({
        "posts": Question(Post.objects.filter(agency=agency), key="id", of="agency", title="title"),
        "nothing": None,
        "none": Question(Post.objects.none(), key="id"),
        "agencies": Question(Agency.objects.filter(pk=agency.pk), title="name", more="slug"),
    })  # fmt: skip
    assert found["nothing"] == found["none"] == []
    assert [one.title for one in found["posts"]] == ["Board member post", "Elsewhere post"]
    assert {one.of for one in found["posts"]} == {agency.pk}
    [one] = found["agencies"]
    assert (one.title, one.more, one.key, one.day, one.number) == (
        agency.name, "fire", None, None, None,
    )  # fmt: skip


def test_objects_of_many_kinds_are_named_in_one_statement_and_once_a_page(people):
    action, hidden = make(people), make(people, what="Hidden", only_parties=True)
    new = governance.NewDecision(make_body(people), day(-1), "Go on", "It works")
    decision = governance.record_decision(new, by=SYSTEM)
    review = oversight.add_review("Seasonality", by=SYSTEM)
    wanted = [
        ("commitments.commitment", action.pk),
        ("commitments.commitment", hidden.pk),
        ("governance.decision", decision.pk),
        ("oversight.review", review.pk),
        ("no.such", review.pk),
    ]
    viewer = people.viewer("elsewhere")
    with keep_answers(), CaptureQueriesContext(connection) as asked:
        found = find_subjects(viewer, wanted)
        assert find_subjects(viewer, wanted[1:3]).keys() == {wanted[2]}
    assert len(asked) == 1
    assert {pair: one.title for pair, one in found.items()} == {
        wanted[0]: "Fit lights", wanted[2]: "Go on", wanted[3]: "Seasonality",
    }  # fmt: skip
    assert found[wanted[2]].address == f"/decisions/{decision.pk}/"
