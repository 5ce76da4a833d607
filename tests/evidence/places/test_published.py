"""Further published figures: R's ineq, ptools' scores, Chainey's index, esda on a second band."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.findings import Basis
from safercity.evidence.matrix import Matrix
from safercity.evidence.places import Unseen, measure_concentration, score_places
from safercity.evidence.places.counts import CountsUnusable
from safercity.evidence.places.hot_spots import calculate_gi_star, neighbourhoods_within
from safercity.evidence.runs import Run

SECOND_BAND = [-1.39727626, -1.0516289, 0.03407991, 0.68584494, 1.23452088, 2.01071462]
INCOMES = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]


def spread(counts):
    rows = tuple(range(len(counts)))
    matrix = Matrix(np.array(counts)[:, None], rows, ("2024",))
    return measure_concentration(matrix, basis=Basis(), run=Run())


def score(chosen, later, earlier, area):
    centroids = np.column_stack([np.arange(len(later)) * 5000.0, np.zeros(len(later))])
    unseen = Unseen(np.array(later), np.array(earlier), np.array(area, dtype=float), centroids)
    return score_places(np.array(chosen), unseen, run=Run()).ours


def test_gini_of_the_manual_of_ineq():
    """R's ineq, example of `ineq`: Gini 0.4620911."""
    assert spread(INCOMES).gini.value == pytest.approx(0.4620911, abs=5e-8)


@pytest.mark.parametrize(("counts", "told"), [([1] * 5 + [0] * 15, 0.0), ([5] + [0] * 19, 0.8)])
def test_more_places_than_crimes(counts, told):
    """Bernasco & Steenbeek (2017): five crimes on twenty places, spread and heaped."""
    assert spread(counts).generalised.value == pytest.approx(told, abs=1e-9)


@pytest.mark.parametrize(("first", "pai"), [(1, 2.0), (2, 1.5), (3, 1.0)])
def test_scores_of_ptools(first, pai):
    """apwheele/ptools, test "simple pai check": 6, 3 and 0 later records, foreseen in order."""
    found = score([at < first for at in range(3)], [6, 3, 0], [3, 2, 1], [1, 1, 1])
    assert (found.pai[0], found.pei[0]) == pytest.approx((pai, 1.0))


def test_index_of_chainey_tompson_and_uhlig():
    """A quarter of the crimes in half of the area: 0.5. A fifth in a tenth: 2 (2008, p. 14)."""
    assert score([True, False], [25, 75], [50, 50], [50, 50]).pai[0] == pytest.approx(0.5)
    later = [20, 10, 10, 10, 10, 10, 10, 10, 5, 5]
    assert score([True] + [False] * 9, later, [10] * 10, [1] * 10).pai[0] == pytest.approx(2.0)


def test_six_points_within_twenty():
    """esda 2.9.0 `G_Local` (binary, star) on the points of its own test, band 20."""
    points = np.array([(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)], dtype=float)
    values = np.array([2, 3, 3.2, 5, 8, 7])
    z = calculate_gi_star(values, neighbourhoods_within(points, 20)).z
    assert z.round(8).tolist() == SECOND_BAND


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"later": [1, -2, 3]}, r"later of unit 1 is -2"),
        ({"earlier": [1, np.inf, 3]}, r"earlier of unit 1 is inf"),
        ({"area": [1, 1, 0]}, r"area of unit 2 is 0"),
        ({"later": [1, 2]}, r"3,.*2,.*later"),
    ],
)
def test_scores_of_what_cannot_be_are_refused(change, told):
    given = {"later": [1, 2, 3], "earlier": [1, 2, 3], "area": [1, 1, 1]} | change
    with pytest.raises(CountsUnusable, match=told):
        score([True, False, False], **given)
