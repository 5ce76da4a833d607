"""Real data beside the project, and figures other software made of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from safercity.evidence.findings import Basis
from safercity.evidence.matrix import Matrix
from safercity.evidence.places import (
    DensitySettings,
    Points,
    SquareGrid,
    estimate_density,
    find_hot_spots,
    measure_concentration,
    neighbourhoods_from_lists,
    neighbourhoods_within,
)
from safercity.evidence.places.hot_spots import calculate_gi_star, exact_tails, permuted_tails
from safercity.evidence.runs import Run

GOLDEN = Path(__file__).parents[4] / "shared" / "data" / "golden"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not GOLDEN.is_dir(), reason=f"the golden data are not at {GOLDEN}"),
]

# esda 2.9.0: G_Local(HOVAL and CRIME of columbus, columbus.gal, transform="B", star=True)
COLUMBUS = {
    "HOVAL": [1.1641108887, 0.8713429427, 0.3994039689, -0.7082936254, -1.761662959],
    "CRIME": [-1.432779654, -1.3400080975, -0.771998681, -0.1317333645, 1.2853627984],
}
EXTREMES = {
    "HOVAL": (3.2042022731425823, 16, -2.215278153831919, 10),
    "CRIME": (3.475051356160124, 15, -2.851023176579862, 31),
}


@pytest.mark.parametrize("column", COLUMBUS)
def test_columbus_as_esda_has_it(column) -> None:
    folder = GOLDEN / "libpysal" / "columbus"
    features = json.loads((folder / "columbus.json").read_text())["features"]
    values = {int(one["properties"]["POLYID"]): one["properties"][column] for one in features}
    lines = (folder / "columbus.gal").read_text().split("\n")[1:]
    rows = {
        int(head.split()[0]): [int(one) - 1 for one in beside.split()]
        for head, beside in zip(lines[0::2], lines[1::2], strict=False)
    }
    indptr = np.cumsum([0] + [len(rows[at + 1]) for at in range(49)])
    near = neighbourhoods_from_lists(indptr, np.concatenate([rows[at + 1] for at in range(49)]))
    z = calculate_gi_star(np.array([values[at + 1] for at in range(49)]), near).z
    assert z[:5] == pytest.approx(COLUMBUS[column], abs=1e-9)
    high, at_high, low, at_low = EXTREMES[column]
    assert (int(z.argmax()), int(z.argmin())) == (at_high, at_low)
    assert (z.max(), z.min()) == pytest.approx((high, low), abs=1e-9)


def read_memphis(cell_metres: float = 1000.0) -> tuple[Matrix, np.ndarray, Points]:
    """Robberies of Memphis in 2019 (sfhotspot's example data) on squares, by month."""
    with (GOLDEN / "sfhotspot" / "memphis_robberies.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    east = np.array([float(row["longitude"]) for row in rows])
    north = np.array([float(row["latitude"]) for row in rows])
    x = (east - east.min()) * 111_320 * np.cos(np.radians(35.1))
    y = (north - north.min()) * 110_950
    column, row = (x // cell_metres).astype(int), (y // cell_metres).astype(int)
    shape = (row.max() + 1, column.max() + 1)
    month = np.array([int(one["date"][5:7]) - 1 for one in rows])
    counts = np.zeros((shape[0] * shape[1], 12))
    np.add.at(counts, (row * shape[1] + column, month), 1)
    spots = np.argwhere(np.ones(shape))[:, ::-1] * cell_metres
    months = tuple(f"2019-{at + 1:02d}" for at in range(12))
    return Matrix(counts, tuple(range(len(counts))), months), spots, Points(x, y)


def test_memphis_exact_chances_agree_with_drawn_ones() -> None:
    matrix, spots, _ = read_memphis()
    near = neighbourhoods_within(spots, 1000 * 2**0.5)
    values = matrix.values.sum(axis=1)
    assert values.sum() == 2245
    exact = exact_tails(values, near).more
    drawn = permuted_tails(values, near, draws=np.random.default_rng(1), permutations=19_999).more
    error = np.sqrt(exact * (1 - exact) / 19_999) + 1 / 19_999
    assert (np.abs(exact - drawn) <= 5 * error).all()


def test_memphis_has_hot_spots_that_hold_more_than_their_share() -> None:
    matrix, spots, points = read_memphis()
    near = neighbourhoods_within(spots, 1000 * 2**0.5)
    basis = Basis(("memphis",), location="street")
    found = find_hot_spots(matrix, near, basis=basis, run=Run())
    hot = found.judged.states == 1
    assert 0.05 < hot.mean() < 0.3
    assert found.own[hot].sum() / found.own.sum() > 2.5 * hot.mean()
    spread = measure_concentration(matrix, basis=basis, run=Run())
    assert spread.generalised.low > spread.chance.high
    grid = SquareGrid(-500.0, -500.0, 250.0, 160, 160)
    density = estimate_density(points, grid, settings=DensitySettings(1500), basis=basis, run=Run())
    value, easting, northing = density.peak()
    nearest = int(np.argmin(np.hypot(*(spots + 500 - [easting, northing]).T)))
    assert hot[nearest] and value > 10
