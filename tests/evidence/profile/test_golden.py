"""Published rates, shares and intervals: the test data of PHEindicatormethods 2.1.0."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from safercity.evidence.findings import Basis
from safercity.evidence.profile import compare_areas, describe_make_up, standardise_rates
from safercity.evidence.statistics import byar_interval, wilson_interval
from tests.evidence.profile.planting import as_areas, grouped

PHE = Path(__file__).parents[4] / "shared" / "data" / "golden" / "phe"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not PHE.is_dir(), reason=f"the golden data are not at {PHE}"),
]
BASIS = Basis()


def read_sheet(name: str) -> list[dict]:
    workbook = CalamineWorkbook.from_path(PHE / name)
    header, *rows = workbook.get_sheet_by_name(workbook.sheet_names[0]).to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_intervals_of_counts_and_shares():
    rows = read_sheet("testdata_Byars_Wilson.xlsx")
    assert {row["method"] for row in rows} == {"Byars", "Wilson"}
    for row in rows:
        level = float(row["confidence"].rstrip("%")) / 100
        if row["method"] == "Byars":
            low, high = byar_interval(row["x"], level)
        else:
            low, high = wilson_interval(row["x"], row["n"], level=level)
        assert float(high) == pytest.approx(row["uppercl"])
        if row["lowercl"] != "":  # none is published where the formula falls below zero
            assert float(low) == pytest.approx(row["lowercl"])


def test_rates_of_areas_have_their_published_intervals():
    rows = [row for row in read_sheet("testdata_Rate.xlsx") if row["multiplier"] == 100]
    counts = np.array([row["Numerator"] for row in rows])
    people = np.array([row["Denominator"] for row in rows])
    told = compare_areas(as_areas(counts, people), basis=BASIS)
    byar = standardise_rates(grouped(counts[:, None], people[:, None]), basis=BASIS)
    methods = set()
    for row, area, one in zip(rows, told.areas, byar.areas, strict=True):
        published = (row["value"], row["lower95_0cl"], row["upper95_0cl"])
        if row["method"] == "Exact":
            found = (area.rate, area.low, area.high)
            assert np.array(found) * 100 == pytest.approx(published, rel=1e-8)
        elif row["Numerator"] >= 10:
            found = (one.rate, one.low, one.high)
            assert np.array(found) / 10 == pytest.approx(published, rel=1e-8)
        methods.add(row["method"])
    assert methods == {"Exact", "Byars"}


def test_shares_have_their_published_intervals():
    with (PHE / "prevalence_data.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["LCL"]]
    assert len(rows) > 200
    for row in rows[::10]:
        of, count = int(row["Measured"]), int(row["Count"])
        told = describe_make_up({"yes": count, "no": of - count}, basis=BASIS)
        one = next(each for each in told.types if each.type == "yes")
        published = tuple(float(row[name]) / 100 for name in ("Rate", "LCL", "UCL"))
        assert (one.share, one.low, one.high) == pytest.approx(published, abs=1e-8)
