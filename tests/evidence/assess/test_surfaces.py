"""The picture of a theme's change: lowest where the planted places came down."""

import numpy as np
import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions.surfaces import LISTED, surfaces_table
from safercity.evidence.runs import Run
from tests.evidence.assess.conftest import HIGH
from tests.evidence.tiny import corner, load, make_workspace, street_row, write_street

RUN = Run(threads=1)


@pytest.fixture(scope="module")
def themes(planted):
    basis = gather_basis(planted, run=RUN)
    return {row["theme"]: row for row in surfaces_table(basis, run=RUN)["themes"]}


def test_what_came_down_is_lowest_on_the_picture(themes):
    told = themes["burglary"]["now"]
    lowest = next(one for one in told["statements"] if one["id"] == "places.density.no_rise")
    values = lowest["values"]
    here = np.array([values["low_easting"], values["low_northing"]])
    middles = np.array([corner(area) for area in HIGH]) + (540, 520)
    assert np.hypot(*(middles - here).T).min() < 250
    # Four a month fewer at one point: the kernel's peak is 3 / (pi r^2), here of 750 metres.
    assert values["low"] == pytest.approx(-4 * 3 / (np.pi * 0.75**2), rel=0.2)
    assert told["settings"]["periods"] == (12, 12)


def test_what_stayed_is_flat_and_only_the_highest_cells_are_kept(themes):
    told = themes["asb"]["now"]
    change = next(one for one in told["statements"] if one["id"] == "places.density.change")
    assert max(abs(change["values"][end]) for end in ("high", "low")) < 0.2
    assert len(told["table"]["rows"]) == LISTED


def test_the_map_runs_north_and_east_whatever_the_shape_of_the_area(themes):
    chart = themes["asb"]["now"]["chart"]
    assert chart["encoding"]["x"]["sort"] == "ascending"
    assert chart["encoding"]["y"]["sort"] == "descending"
    assert all(isinstance(row["easting"], int) for row in chart["data"]["values"])


def test_one_year_alone_is_told(tmp_path):
    workspace = make_workspace(tmp_path)
    rows = [street_row(f"{n}", month="2024-05", area=n % 16) for n in range(32)]
    load(workspace, "police-uk", write_street(tmp_path / "2024-05-s.csv", rows))
    (row,) = [
        one for one in surfaces_table(gather_basis(workspace, run=RUN), run=RUN)["themes"]
        if one["theme"] == "burglary"
    ]  # fmt: skip
    assert "now" not in row and "in the year before" in row["untold"][0]
