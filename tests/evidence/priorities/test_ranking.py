"""Scores, ranks, how firm they are, and what is not known."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.evidence.errors import Interrupted
from safercity.evidence.findings import Finding
from safercity.evidence.findings.finding import as_values
from safercity.evidence.matrix import LabelsDiffer
from safercity.evidence.priorities import (
    Candidates,
    PriorityRules,
    Sampling,
    ScoresRefused,
    rank_priorities,
)
from safercity.evidence.priorities.scales import bring_to_scale, rank_from_top, weigh
from safercity.evidence.priorities.words import MESSAGES
from safercity.evidence.runs import Run
from safercity.evidence.taxonomy.priorities import Scale, load_criteria
from tests.evidence.priorities.made import criterion, matrix, rank, three

NAN = float("nan")
FIRM = [[0.9, 0.9, 0.9], [0.5, 0.5, 0.5], [0.1, 0.1, 0.1]]


def by_id(ranking):
    return {one.id: one for one in ranking.candidates}


# ---- scales and scores


def test_a_line_is_cut_at_its_ends_and_may_run_down():
    scale = Scale("linear", -0.3, 0.3)
    assert bring_to_scale(np.array([-1, -0.3, 0, 0.15, 9]), scale).tolist() == [0, 0, 0.5, 0.75, 1]
    assert bring_to_scale(np.array([1.0, 5.0]), Scale("linear", 5, 1)).tolist() == [1, 0]


figures = st.lists(st.one_of(st.integers(0, 5).map(float), st.just(NAN)), min_size=1, max_size=12)


@settings(deadline=None)
@given(figures)
def test_ranks_as_counted_slowly(values):
    found = bring_to_scale(np.array(values), Scale("ranks")).tolist()
    known = [v for v in values if v == v]
    for value, share in zip(values, found, strict=True):
        if value != value:
            assert share != share
            continue
        below = sum(other < value for other in known)
        alike = sum(other == value for other in known)
        assert share == pytest.approx((below + alike / 2) / len(known))


@settings(deadline=None)
@given(figures)
def test_ranks_from_the_top_add_up(values):
    scores = np.nan_to_num(np.array(values))
    assert rank_from_top(scores).sum() == pytest.approx(scores.size * (scores.size + 1) / 2)


def test_a_missing_criterion_is_left_out_and_never_zero():
    scaled, weights = np.array([[0.8, NAN, 0.4], [NAN, NAN, NAN]]), np.array([1.0, 5.0, 3.0])
    assert weigh(scaled, weights)[0] == pytest.approx((0.8 + 3 * 0.4) / 4)
    assert np.isnan(weigh(scaled, weights)[1])


def test_scores_and_bounds_by_hand():
    found = by_id(rank([[0.8, NAN, 0.4], [0.2, 0.2, 0.2]], three(1, 1, 2)))
    assert found["a"].score == pytest.approx((0.8 + 0.8) / 3)
    assert found["a"].least == pytest.approx(1.6 / 4)
    assert found["a"].most == pytest.approx(2.6 / 4)
    assert found["a"].known_share == pytest.approx(0.75)
    assert found["a"].missing == ("level",)
    assert found["a"].groups == {"harm": 0.8, "likelihood": None, "capacity": 0.4}
    assert found["a"].bands == {"harm": "high", "likelihood": "not known", "capacity": "middle"}


# ---- how firm


def test_what_leads_in_everything_is_firm():
    found = rank(FIRM)
    assert found.firmness == "firm"
    assert [one.id for one in found.candidates] == ["a", "b", "c"]
    assert [(one.rank_low, one.rank_high) for one in found.candidates] == [(1, 1), (2, 2), (3, 3)]
    assert found.turns == ()
    assert "No single weight" in found.explain()


def test_what_leads_by_a_hair_is_tentative():
    found = rank([[0.9, 0.1, 0.5], [0.1, 0.88, 0.5]])
    assert found.firmness == "tentative"
    assert by_id(found)["b"].is_top > 0.2


def test_what_is_not_known_widens_the_interval_and_the_word():
    known = rank([[0.8, 0.8, 0.8], [0.5, 0.5, 0.5]])
    unknown = rank([[0.8, NAN, 0.8], [0.5, 0.5, 0.5]])
    assert known.firmness == "firm"
    assert by_id(unknown)["a"].is_top < by_id(known)["a"].is_top


def test_an_interval_about_a_figure_is_carried():
    values = [[0.6, 0.5, 0.5], [0.4, 0.5, 0.5]]
    sure = Candidates(matrix(values))
    unsure = Candidates(matrix(values), matrix([[0.0] * 3] * 2), matrix([[1.0] * 3] * 2))
    tops = [rank_priorities(one, three(), run=Run()).candidates[0].is_top for one in (sure, unsure)]
    assert tops[0] == 1.0
    assert tops[1] < 0.9


def test_equal_candidates_share_rank_and_top():
    found = rank([[0.5] * 3, [0.5] * 3, [0.1] * 3])
    assert [one.rank for one in found.candidates] == [1.5, 1.5, 3]
    assert found.candidates[0].is_top == pytest.approx(0.5)


def test_the_first_k_add_up_to_k():
    rng = np.random.default_rng(2)
    found = rank(rng.random((9, 3)), rules=PriorityRules(Sampling(first=4)))
    assert sum(one.among_first for one in found.candidates) == pytest.approx(4, abs=1e-6)
    assert sum(one.is_top for one in found.candidates) == pytest.approx(1, abs=1e-6)


def test_sampled_weights_are_dirichlet_about_the_stated():
    """With one criterion for each of two candidates the top is the heavier weight: a beta."""
    from scipy.stats import beta

    found = rank([[1, 0, 0.5], [0, 1, 0.5]], three(3, 2, 5),
                 rules=PriorityRules(Sampling(weightings=4000)))  # fmt: skip
    expected = beta.sf(0.5, 40 * 0.3, 40 * 0.2)
    assert by_id(found)["a"].is_top == pytest.approx(expected, abs=4 * (0.25 / 4000) ** 0.5)


def test_the_same_seed_gives_the_same_values_and_another_does_not():
    values = np.random.default_rng(3).random((6, 3))
    again = [as_values(rank(values)) for _ in range(2)]
    assert again[0] == again[1]
    one, other = (
        rank_priorities(Candidates(matrix(values)), three(), run=Run(seed=seed)).candidates
        for seed in (1, 2)
    )
    assert [each.is_top for each in one] != [each.is_top for each in other]


def test_it_can_be_stopped():
    with pytest.raises(Interrupted):
        rank_priorities(Candidates(matrix(FIRM)), three(), run=Run(cancelled=lambda: True))


# ---- what would change it


def test_the_turn_is_where_two_scores_cross():
    found = rank([[0.9, 0.2, 0.5], [0.3, 0.7, 0.5]], three(2, 1, 1))
    turn = next(one for one in found.turns if one.criterion == "level")
    # With level at t and harm to capacity 2 : 1: (1-t)(2/3)(0.6) = t (0.5), t = 0.4444...
    assert turn.needed == pytest.approx(4 / 9, abs=1e-3)
    assert turn.other == "b"
    assert turn.stated == pytest.approx(0.25)
    assert "in place of 25%" in found.explain()


def test_turns_as_found_by_trying_every_weight():
    rng = np.random.default_rng(4)
    for _ in range(20):
        scaled = rng.random((4, 3))
        found = {one.criterion: one for one in rank(scaled, three(3, 2, 1)).turns}
        stated = np.array([3, 2, 1]) / 6
        now = int((scaled * stated).sum(axis=1).argmax())
        for k, name in enumerate(("harm", "level", "capacity")):
            changes = []
            for step in range(1001):
                weights = stated * (1 - step / 1000) / (1 - stated[k])
                weights[k] = step / 1000
                if int((scaled * weights).sum(axis=1).argmax()) != now:
                    changes.append(abs(step / 1000 - stated[k]))
            assert (name in found) == bool(changes)
            if changes:
                assert found[name].moved == pytest.approx(min(changes), abs=1e-9)


# ---- too little


def test_too_little_known_is_not_ranked_and_said():
    found = rank([[0.9, NAN, NAN], *FIRM[1:]])
    assert by_id(found)["a"].rank is None
    assert "Too little is known to rank a" in found.explain()
    assert found.table().records()[-1]["score"] is None


def test_one_candidate_has_nothing_to_be_ranked_against():
    found = rank([[0.5, 0.5, 0.5]])
    assert found.firmness is None
    assert "nothing to rank it against" in found.explain()
    json.dumps(as_values(found))


def test_none_with_enough_known():
    found = rank([[NAN, NAN, 0.5]], three(1, 1, 0.1), rules=PriorityRules(least_known=1.1))
    assert "Of no candidate is enough known" in found.explain()


def test_a_criterion_known_of_nobody_plays_no_part_and_is_named():
    found = rank([[0.9, NAN, 0.1], [0.1, NAN, 0.2]])
    assert found.unasked == ("level",)
    assert found.weights == {"harm": 0.5, "capacity": 0.5}
    assert "level is known of no candidate" in found.explain().lower()


def test_missing_criteria_are_told_by_candidate():
    text = rank([[0.9, NAN, 0.1], *FIRM]).explain()
    assert "Level is not known for a; it is left out" in text


def test_it_is_a_finding_and_has_a_matrix():
    found = rank(FIRM)
    assert isinstance(found, Finding)
    cells = found.matrix().table().records()
    assert cells[0]["likelihood_high"] == "a (capacity high)"
    assert cells[2]["likelihood_low"] == "c (capacity low)"


def test_the_matrix_is_a_finding_that_loses_no_candidate():
    found = rank([*FIRM, [NAN, 0.9, 0.9]])
    told_by = found.matrix()
    assert isinstance(told_by, Finding)
    told = as_values(told_by, messages=MESSAGES, titles={"a": "Arson"})
    counted = sum(row["value"] for row in told["chart"]["data"]["values"])
    assert counted == len(found.candidates) == 4
    assert told["text"].startswith("Of four candidates three have both")
    assert "High in both: Arson." in told["text"] and "not known of d" in told["text"]
    unknown = told_by.table().records()[-1]
    assert unknown["harm"] == "not known" and unknown["likelihood_high"].startswith("d (")
    assert any("near a line" in one["text"] for one in told["limits"])
    none = rank([[NAN, 0.9, 0.9], [NAN, 0.1, 0.5]]).matrix().explain()
    assert none.startswith("Of two candidates none has both harm and likelihood known. Harm or")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: rank([[np.inf, 1, 1]]), "not finite"),
        (lambda: rank([[NAN, NAN, NAN]]), "No figure"),
        (lambda: Candidates(matrix([[1, 1, 1]] * 2, rows=("a", "a"))), "twice"),
        (lambda: Candidates(matrix(FIRM), matrix(FIRM)), "two ends"),
        (lambda: rank_priorities(Candidates(matrix([[1, 1, 1]], ("harm", "level", "luck"))),
                                 three(), run=Run()), "'luck' is not one of the criteria"),
        (lambda: Candidates(matrix(FIRM), matrix(np.ones((3, 3))), matrix(np.ones((3, 3)))),
         "harm of a is 0.9, outside its interval 1 to 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_scored_is_refused(make, told):
    with pytest.raises(ScoresRefused, match=told):
        make()


def test_intervals_with_other_labels_are_refused():
    with pytest.raises(LabelsDiffer, match="3 candidates and intervals of 1"):
        Candidates(matrix(FIRM), matrix([[1, 1, 1]]), matrix([[1, 1, 1]]))


def test_shipped_criteria_rank_in_their_own_units():
    criteria = load_criteria()
    columns = tuple(one.id for one in criteria)
    rows = [
        [900, 5e6, 0.6, 4000, 0.1, 0.1, 0.8, 0.7, 4],
        [100, 1e5, 0.2, 9000, -0.1, 0, 0.4, 0.3, 3],
        [400, 9e5, NAN, 500, 0.05, 0.0, 0.6, 0.5, 2],
    ]
    found = rank_priorities(Candidates(matrix(rows, columns)), criteria, run=Run())
    assert found.candidates[0].id == "a"
    assert "Public concern is not known for c" in found.explain()
    heavier = [replace(one, weight=1000) if one.id == "level" else one for one in criteria]
    found = rank_priorities(Candidates(matrix(rows, columns)), heavier, run=Run())
    assert found.candidates[0].id == "b"
    assert criterion("x").weight == 1
