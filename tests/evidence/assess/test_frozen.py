"""The list of the baseline, frozen: planted places that come down for one agency and not the other,
against areas like them that stay as they were."""

import numpy as np
import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.layers import find_layers
from safercity.evidence.assess.questions.frozen import frozen_table
from safercity.evidence.errors import SettingsError
from safercity.evidence.geography import to_degrees
from safercity.evidence.runs import Run
from safercity.evidence.types import month_labels, month_number
from safercity.evidence.workspace import open_workspace
from tests.evidence.daily import write_cases
from tests.evidence.tiny import corner, load, make_workspace, street_row, write_street
from tests.trust.town import copy_workspace

RUN = Run(threads=1)
MONTHS = month_labels(month_number("2021-01"), month_number("2024-12"))
BASELINE = "2023-12"
HIGH = (0, 2, 8, 10)


def list_points(month, *, falls):
    """Four a month in every small area, by turns at sixteen points, and eight in the midst of four
    of them; there four after the baseline, where it `falls`."""
    points = []
    for area in range(16):
        west, south = corner(area)
        for n in range(4):
            turn = (4 * month_number(month) + n + area) % 16
            points.append((west + 125 + 250 * (turn % 4), south + 125 + 250 * (turn // 4)))
        if area in HIGH:
            points += [(west + 540, south + 520)] * (4 if falls and month > BASELINE else 8)
    return points


def write_police(path):
    rows = []
    for month in MONTHS:
        points = np.array(list_points(month, falls=True), dtype=float)
        degrees = zip(*to_degrees(points[:, 0], points[:, 1]), strict=True)
        for n, (longitude, latitude) in enumerate(degrees):
            place = {"Longitude": f"{longitude:.6f}", "Latitude": f"{latitude:.6f}"}
            rows.append(street_row(f"{month}-{n}", month=month) | place | {"LSOA code": ""})
    return write_street(path, rows)


def list_reports():
    return [
        {"Case ID": f"{month}-{n}", "Reported Date": f"{n % 28 + 1:02d}/{month[5:]}/{month[:4]}",
         "Nature of ASB": "Noise", "Property Easting": east, "Property Northing": north}
        for month in MONTHS
        for n, (east, north) in enumerate(list_points(month, falls=False))
    ]  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("frozen")
    workspace = make_workspace(folder, made_up=True)
    load(workspace, "police-uk", write_police(folder / "s" / "2021-01-s.csv"))
    load(workspace, "housing-asb", write_cases(folder / "housing-asb.csv", list_reports()))
    return workspace


def ask(workspace):
    basis = gather_basis(workspace, run=RUN)
    return frozen_table(basis, find_layers(basis, run=RUN)[0], run=RUN)


def with_baseline(town, folder, month):
    own = copy_workspace(town, folder / "town")
    path = own.root / "safercity.toml"
    path.write_text(f'{path.read_text()}\n[strategy]\nbaseline = "{month}"\n')
    return open_workspace(own.root)


def test_an_agency_whose_areas_came_down_did_better_and_the_other_alike(town):
    table = ask(town)
    assert (table["baseline"], table["areas"], table["untold"]) == (BASELINE, 4, [])
    rows = {row["id"]: row for row in table["agencies"]}
    police, housing = rows["police"]["now"], rows["housing"]["now"]
    assert "did better than" in police["text"] and "less than expected" in police["text"]
    frozen = [row[1] for row in police["table"]["rows"]]
    assert sum(frozen[:12]) > 1.7 * sum(frozen[-12:])
    assert "changed alike" in housing["text"]
    chosen = police["settings"]["chosen_from"], police["settings"]["chosen_to"]
    assert chosen == ("2022-01", BASELINE)  # the eight quarters that the list looks at


def test_the_rolling_list_stands_apart(town):
    rolling = {row["id"]: row["rolling"] for row in ask(town)["agencies"]}
    assert any(one["id"] == "indicators.rolling_limit" for one in rolling["police"]["limits"])
    assert rolling["police"]["settings"]["areas"] == 20


def test_the_strategys_own_baseline_is_a_setting(town, tmp_path):
    table = ask(with_baseline(town, tmp_path, "2022-12"))
    assert table["baseline"] == "2022-12"
    told_of = {row["id"]: row["now"]["text"] for row in table["agencies"]}
    # Two years to the baseline chose the areas: no earlier month is left to judge by.
    assert "no verdict is given" in told_of["police"]


@pytest.mark.parametrize("month", ["2019-12", "2024-12"])
def test_a_baseline_outside_the_records_is_told(town, tmp_path, month):
    table = ask(with_baseline(town, tmp_path, month))
    assert table["areas"] == 0 and "lies outside the records" in table["untold"][0]
    assert all("now" not in row and "rolling" in row for row in table["agencies"])


def test_a_baseline_that_is_no_month_is_refused(town, tmp_path):
    with pytest.raises(SettingsError, match=r"strategy\.baseline"):
        with_baseline(town, tmp_path, "March")
