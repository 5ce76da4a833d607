"""A town in which two agencies see four planted places, which come down for one of them."""

import numpy as np
import pytest

from safercity.evidence.geography import to_degrees
from safercity.evidence.types import month_labels, month_number
from tests.evidence.daily import write_cases
from tests.evidence.tiny import corner, load, make_workspace, street_row, write_street

MONTHS = month_labels(month_number("2021-01"), month_number("2024-12"))
BASELINE = "2023-12"
HIGH = (0, 2, 8, 10)


@pytest.fixture(scope="session")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    workspace = make_workspace(folder, made_up=True)
    load(workspace, "police-uk", write_police(folder / "s" / "2021-01-s.csv"))
    load(workspace, "housing-asb", write_cases(folder / "housing-asb.csv", list_reports()))
    return workspace


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


def write_police(path, months=MONTHS):
    rows = []
    for month in months:
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
