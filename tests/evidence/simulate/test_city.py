"""The city's folder: the same bytes from the same seed, and rows that meet the fate truth tells."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import statistics
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from safercity.evidence.assess.setting_up import InitRequest, set_up_workspace
from safercity.evidence.errors import Interrupted
from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.geography import choose_geography, load_geography
from safercity.evidence.runs import Run
from safercity.evidence.simulate import CITY_AREA, CITY_NAME, City, CityReport, make_city
from safercity.evidence.simulate.plan import POINT_AGENCIES, STREAMS
from safercity.evidence.store.load import LoadRequest, load_extracts

AGENCIES = {"police", "asb_team", "environment", "housing", "fire", "health", "children", "adults"}
VERDICTS = ("rows", "accepted", "outside", "held", "known")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> CityReport:
    return make_city(tmp_path_factory.mktemp("city"), seed=1, run=Run())


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_eight_agencies_send_about_four_hundred_thousand_rows(made: CityReport) -> None:
    assert {stream.agency for stream in STREAMS} == AGENCIES
    assert set(made.by_source()) == {stream.source for stream in STREAMS} | {"deprivation"}
    assert 380_000 < made.rows < 425_000
    sent = Counter[str]()
    for stream in STREAMS:
        sent[stream.agency] += made.expected[stream.source].rows
    assert min(sent[agency] for agency in POINT_AGENCIES) >= 0.1 * made.rows


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_anywhere(made: CityReport, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from safercity.evidence.runs import Run\n"
        "from safercity.evidence.simulate import make_city\n"
        "make_city(Path(sys.argv[1]), seed=1, run=Run(threads=1))"
    )
    settings = os.environ | {"PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=settings, check=True)
    assert _digests(tmp_path) == _digests(made.folder)


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


@pytest.fixture(scope="module")
def fates(made: CityReport, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """The ledger of a workspace into which every extract was loaded, summed by source."""
    folder = tmp_path_factory.mktemp("workspace") / "ambersley"
    areas, lookups = made.folder / "boundaries", made.folder / "lookups"
    request = InitRequest(folder, (CITY_AREA,), CITY_NAME, areas, lookups, made_up=True)
    workspace, _ = set_up_workspace(request)
    for source, paths in made.by_source().items():
        loading = LoadRequest(source, paths, received=date(2026, 10, 5))
        assert not [file for file in load_extracts(workspace, loading, run=Run()) if file.error]
    told: dict[str, Counter[str]] = {source: Counter() for source in made.expected}
    with workspace.reading() as catalogue:
        for extract in read_ledger(catalogue).as_json()["extracts"]:
            verdicts = {name: n for name, n in extract.items() if name in VERDICTS}
            told[extract["source"]].update(verdicts)
            told[extract["source"]].update({f"held: {k}": n for k, n in extract["reasons"].items()})
    return told


@pytest.mark.slow
@pytest.mark.parametrize("source", [stream.source for stream in STREAMS])
def test_each_sources_rows_meet_their_fate(
    made: CityReport, fates: dict[str, Counter[str]], source: str
) -> None:
    told, found = made.expected[source], fates[source]
    assert {name: found[name] for name in VERDICTS} == {
        "rows": told.rows,
        "accepted": told.rows - told.held - told.outside - told.repeated - told.superseded,
        "outside": told.outside,
        "held": told.held,
        "known": told.repeated + told.superseded,
    }
    assert found["held: unknown_category"] >= 8 or source == "ae-injuries"


@pytest.mark.slow
def test_the_table_of_deprivation_is_read_whole(
    made: CityReport, fates: dict[str, Counter[str]]
) -> None:
    told, found = made.expected["deprivation"], fates["deprivation"]
    assert (found["rows"], found["outside"], found["held"]) == (told.rows, told.outside, 0)
    assert found["accepted"] == told.rows - told.outside > 150


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
