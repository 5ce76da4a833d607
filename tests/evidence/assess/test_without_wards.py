"""An area that no boundary file and no lookup divides into wards: the edition is whole, of the
area alone, and says that nothing is told by ward."""

import csv
import json
import re

import pytest

from safercity.documents import build_assessment, render_html
from safercity.evidence.assess import make_edition
from safercity.evidence.assess.questions.profiles import list_profiles
from safercity.evidence.assess.setting_up import InitRequest, set_up_workspace
from safercity.evidence.errors import UnknownName
from safercity.evidence.runs import Run
from safercity.evidence.workspace import open_workspace
from tests.evidence.assess.conftest import MONTHS, write_police
from tests.evidence.tiny import AUTHORITY, load, write_csv, write_geography

RUN = Run(threads=1)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bare")
    boundaries, lookups = write_geography(folder / "given")
    (boundaries / "wards24.geojson").unlink()
    leave_out_wards(lookups / "lsoa21_ward24_ltla24.csv")
    request = InitRequest(folder / "town", (AUTHORITY,), "Tiny", boundaries, lookups)
    root = set_up_workspace(request)[0].root
    settings = root / "safercity.toml"
    settings.write_text(f"{settings.read_text()}\n[grid]\ncell_metres = 500\n")
    workspace = open_workspace(root)
    load(workspace, "police-uk", write_police(folder / "2022-01-s.csv", MONTHS[12:]))
    return workspace


@pytest.fixture(scope="module")
def edition(town):
    return make_edition(town, run=RUN, made_at="2025-06-30T12:00:00")


def leave_out_wards(path):
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    write_csv(path, [{k: v for k, v in row.items() if "ward" not in k} for row in rows])


def test_the_choice_says_that_nothing_is_told_by_ward(town):
    choice = json.loads((town.geography / "choice.json").read_text())
    assert any("nothing is told by ward" in note for note in choice["notes"])


def test_the_whole_area_alone_has_a_year_and_a_forecast(edition):
    themes = {one["theme"]: one for one in edition.table("seasons")["themes"]}
    burglary = themes["burglary"]
    assert burglary["wards"] == []
    assert "records are expected" in burglary["forecast"]["text"]
    names = [column["name"] for column in burglary["forecast"]["table"]["columns"]]
    rows = [dict(zip(names, row, strict=True)) for row in burglary["forecast"]["table"]["rows"]]
    ahead = [row for row in rows if row["expected"] is not None]
    assert [row["month"] for row in ahead] == [f"2025-{n:02d}" for n in range(1, 13)]
    # Eighty a month since the baseline, by construction: the forecast is of the whole area.
    assert all(60 < row["expected"] < 100 for row in ahead)
    assert all(not row["ward"] for row in edition.table("seasons")["rises"])


def test_the_assessment_is_whole_and_names_no_ward(edition):
    assert edition.table("places")["places"]
    written = render_html(build_assessment(edition))
    assert "Burglary" in written
    assert not re.search(r"\bnan\b|>None<|E059999", written)


def test_a_ward_that_is_asked_for_is_refused_in_words(town):
    with pytest.raises(UnknownName) as fault:
        list_profiles(town, area="Ward 1", run=RUN)
    assert fault.value.advice == "Wards: none in this workspace's geography."
