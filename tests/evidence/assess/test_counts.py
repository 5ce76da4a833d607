"""The table `counts`: every row is what the records say when they are asked that one question."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.layers import find_layers
from safercity.evidence.assess.questions.counts import counts_table
from safercity.evidence.assess.questions.frozen import freeze_list
from safercity.evidence.runs import Run
from safercity.evidence.store import Question, count_by
from safercity.evidence.workspace import open_workspace

RUN = Run(threads=1)


@pytest.fixture(scope="module")
def told(planted):
    basis = gather_basis(open_workspace(planted.root), run=RUN)
    layer = find_layers(basis, run=RUN)[0]
    frozen = freeze_list(basis, layer, run=RUN)
    return basis, layer, frozen, counts_table(basis, layer, frozen=frozen, run=RUN)


def test_each_row_is_the_answer_of_the_records_to_its_own_question(told):
    basis, _layer, _frozen, table = told
    rows = [row for row in table["rows"] if row["area"] != "high_demand"]
    assert {row["kind"] for row in rows} == {"theme", "category"} and len(rows) > 20
    for row in rows[:: max(1, len(rows) // 40)]:
        telling = next(one for one in basis.agencies if one.agency == row["of"])
        is_theme = row["kind"] == "theme"
        counts = count_by(basis.store, Question(
            themes=(row["name"],) if is_theme else (),
            categories=() if is_theme else (row["name"],),
            sources=tuple(one.source for one in telling.sources),
            unit="city" if row["area"] == "city" else "ward",
            first=basis.months[0], last=basis.months[-1],
        ))  # fmt: skip
        at = 0 if row["area"] == "city" else counts.rows.index(row["area"])
        sent = np.array(telling.present(basis.months))
        begin = counts.columns.index(row["first"])
        wanted = [int(n) if is_sent else None for n, is_sent in
                  zip(counts.values[at][begin:], sent[begin:], strict=True)]  # fmt: skip
        assert row["records"] == wanted[: len(row["records"])], row
        assert set(wanted[len(row["records"]) :]) <= {None}


def test_frozen_areas_add_up_their_units_and_rest_on_all_who_chose_them(told):
    _basis, layer, frozen, table = told
    assert not isinstance(frozen, str) and table["baseline"] == frozen.baseline
    rows = [one for one in table["rows"] if one["area"] == "high_demand" and one["kind"] == "theme"]
    assert rows
    for row in rows:
        demand = next(one for one in layer.demand if one.agency == row["of"])
        counts = demand.themes[row["name"]]
        at = [counts.rows.index(unit) for unit in frozen.units]
        begin = counts.columns.index(row["first"])
        sums = counts.values[at].sum(axis=0)[begin : begin + len(row["records"])]
        for n, said, is_sent in zip(sums, row["records"], demand.present[begin:], strict=False):
            assert said == (int(n) if is_sent else None)
        assert row["agencies"] == sorted(one.agency for one in layer.demand)
        assert "agency" not in row, "whose list it is is not one agency's to show"
    residents = dict(table["residents"])
    if residents:
        assert 0 < residents["high_demand"] < residents["city"]
