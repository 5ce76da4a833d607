"""Stoke's wards, trained to March 2025 and scored on the six months after: real files, once."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions.series import read_series
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.seasons.forecasting import Tree, forecast
from tests.evidence.seasons.forecasting.planting import score_on
from tests.trust.real import share_stoke_with_streets
from tests.trust.town import DATA

pytestmark = [
    pytest.mark.data,
    pytest.mark.slow,
    pytest.mark.xdist_group("real"),
    pytest.mark.skipif(not DATA.is_dir(), reason=f"NO REAL DATA at {DATA}: nothing was tried"),
]

MONTHS_SCORED = 6


def cut(counts: Matrix) -> tuple[Matrix, np.ndarray]:
    last = counts.columns.index("2025-03") + 1
    seen = Matrix(counts.values[:, :last], counts.rows, counts.columns[:last])
    return seen, counts.values[:, last : last + MONTHS_SCORED]


def test_better_than_the_same_month_of_the_latest_year_and_adding_up(tmp_path_factory):
    workspace = share_stoke_with_streets(tmp_path_factory)
    wards = read_series(gather_basis(workspace, run=Run()), unit="ward")
    scored = []
    for series in wards:
        seen, unseen = cut(series.counts)
        scored.append(score_on(forecast(seen, basis=series.rests), unseen))
    better = np.concatenate([one.mase < one.naive_mase for one in scored])
    assert better.size == 9 * 34
    assert better.mean() >= 0.80

    tree = Tree(dict.fromkeys(wards[0].counts.rows, "city"))
    found = forecast(wards[0].counts, basis=wards[0].rests, tree=tree)
    assert (found.expected[:-1].sum(axis=0) == found.expected[-1]).all()
    [gaps] = [one for one in found.limits if one.id == "forecast.limit.missing"]
    assert gaps.values["months"] == 53
