"""The city's folder: what is in it, and the truth that is told before any record."""

from __future__ import annotations

import csv
import json
import statistics
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from safercity.evidence.errors import Interrupted
from safercity.evidence.geography import choose_geography, load_geography
from safercity.evidence.runs import Run
from safercity.evidence.simulate import CITY_AREA, City, CityReport, make_city
from safercity.evidence.simulate.plan import POINT_AGENCIES, STREAMS

AGENCIES = {"police", "asb_team", "environment", "housing", "fire", "health", "children", "adults"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> CityReport:
    return make_city(tmp_path_factory.mktemp("city"), seed=1, run=Run())


def test_eight_agencies_send_about_four_hundred_thousand_rows(made: CityReport) -> None:
    assert {stream.agency for stream in STREAMS} == AGENCIES
    assert set(made.by_source()) == {stream.source for stream in STREAMS} | {"deprivation"}
    assert 380_000 < made.rows < 425_000
    sent = Counter[str]()
    for stream in STREAMS:
        sent[stream.agency] += made.expected[stream.source].rows
    assert min(sent[agency] for agency in POINT_AGENCIES) >= 0.1 * made.rows


def test_the_truth_is_fixed_before_any_record(
    made: CityReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(Exception):
        pass

    def stop(*_: object, **__: object) -> None:
        raise Stopped

    monkeypatch.setattr("safercity.evidence.simulate.city.draw_records", stop)
    with pytest.raises(Stopped):
        make_city(tmp_path, seed=1, run=Run())
    before = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    after = json.loads((made.folder / "truth.json").read_text(encoding="utf-8"))
    assert set(after) - set(before) == {"expected"}
    assert before == {key: value for key, value in after.items() if key != "expected"}
    assert not (tmp_path / "extracts").exists()


def test_making_can_be_stopped(tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        make_city(tmp_path, seed=1, run=Run(cancelled=lambda: True))


def test_the_truth_tells_the_fate_of_every_source(made: CityReport) -> None:
    """That rows meet it, and that a seed gives the same bytes: tests/cli/test_demonstration.py."""
    truth = json.loads((made.folder / "truth.json").read_text(encoding="utf-8"))
    assert truth["expected"] == {source: asdict(fate) for source, fate in made.expected.items()}


def test_planted_places_are_poorer_than_the_rest(made: CityReport) -> None:
    (path,) = made.by_source()["deprivation"]
    with path.open(encoding="utf-8") as file:
        rank = {row[0]: int(row[4]) for row in csv.reader(file) if row[0].startswith("E01999")}
    truth = json.loads((made.folder / "truth.json").read_text(encoding="utf-8"))
    planted = {code for place in truth["places"] for code in place["small_areas"]}
    assert len(set(rank.values())) == len(rank)
    inside = statistics.median(rank[code] for code in planted)
    assert inside < statistics.median(rank[code] for code in rank.keys() - planted)


def test_injuries_that_look_alike_are_separate(made: CityReport) -> None:
    lines = Counter[str]()
    for path in made.by_source()["ae-injuries"]:
        if path.suffix == ".csv":
            lines.update(path.read_text(encoding="utf-8").splitlines()[1:])
    assert sum(n - 1 for n in lines.values()) >= 80


def test_the_geography_is_chosen_like_a_real_one(
    made: CityReport, city: City, tmp_path: Path
) -> None:
    into = tmp_path / "geography"
    choice = choose_geography(
        area_codes=[CITY_AREA],
        boundaries=made.folder / "boundaries",
        lookups=made.folder / "lookups",
        into=into,
    )
    assert choice.authorities == (CITY_AREA,) and choice.csps == ("E22999901",)
    geography = load_geography(into)
    np.testing.assert_array_equal(geography.grid.cells, city.grid.cells)
    np.testing.assert_allclose(geography.cell_residents(), city.cell_residents, atol=0.5)
    assert len(geography.protected) == 6 and len(geography.place_names) > 1_500
    assert len(geography.wards.codes) == 34


def test_no_column_is_about_a_person(made: CityReport) -> None:
    words = ("surname", "forename", "first name", "date of birth", "dob", "nhs", "phone", "email")
    for path in made.extracts:
        if path.suffix == ".csv":
            head = path.read_bytes()[:800].replace(b"\0", b"").decode("cp1252").casefold()
            assert not [word for word in words if word in head]
