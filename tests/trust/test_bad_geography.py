"""Boundaries in another system or with crossing edges: refused or mended, and said."""

import json

import pytest

from tests.evidence.tiny import AUTHORITY, SIDE, SOUTH, WEST, load, write_geography
from tests.trust.town import ledger_of, write_month

GEOGRAPHY = 13


@pytest.fixture
def given(tmp_path):
    return write_geography(tmp_path / "given")


def init(command, folder, given):
    boundaries, lookups = given
    return command(
        "init", folder, "--area", AUTHORITY, "--name", "Tiny",
        "--boundaries", boundaries, "--lookups", lookups,
    )  # fmt: skip


def change(path, about):
    collection = json.loads(path.read_text())
    about(collection)
    path.write_text(json.dumps(collection))


def declare(name):
    def about(collection):
        collection["crs"]["properties"]["name"] = name

    return about


def test_boundaries_in_a_system_we_do_not_know(command, given, tmp_path):
    for path in given[0].iterdir():
        change(path, declare("urn:ogc:def:crs:EPSG::3857"))
    ended = init(command, tmp_path / "town", given)
    assert ended.code == GEOGRAPHY
    assert "3857" in ended.err
    assert "27700" in ended.err or "British National Grid" in ended.err
    assert not (tmp_path / "town").exists()
    assert not list(tmp_path.glob("*.being-made"))
    for path in given[0].iterdir():
        change(path, declare("urn:ogc:def:crs:OGC:1.3:CRS84"))
    assert init(command, tmp_path / "town", given).code == 0


def test_boundaries_in_british_national_grid_are_read(command, given, tmp_path):
    def to_grid(collection):
        declare("urn:ogc:def:crs:EPSG::27700")(collection)
        end = (WEST + 4 * SIDE, SOUTH + 4 * SIDE)
        for feature in collection["features"]:
            feature["geometry"]["coordinates"] = [
                [[WEST, SOUTH], [end[0], SOUTH], [*end], [WEST, end[1]], [WEST, SOUTH]]
            ]

    change(given[0] / "lad24.geojson", to_grid)
    assert init(command, tmp_path / "town", given).code == 0
    from safercity.evidence.workspace import open_workspace

    workspace = open_workspace(tmp_path / "town")
    load(workspace, "police-uk", write_month(tmp_path, "2025-01"))
    assert ledger_of(workspace)["total"] == {
        "rows": 19, "accepted": 17, "outside": 1, "held": 1, "known": 0,
    }  # fmt: skip


def test_a_polygon_that_crosses_itself_is_mended_and_said(command, given, tmp_path):
    def spike(collection):
        """The ring's first edge runs through a loop that crosses itself, south of the square."""
        [ring] = collection["features"][5]["geometry"]["coordinates"]
        (west, south), (east, _south) = ring[0], ring[1]
        third = (east - west) / 3
        ring[1:1] = [
            [west + 2 * third, south - 0.001],
            [west + third, south - 0.001],
            [east - third, south],
        ]

    change(given[0] / "lsoa21.geojson", spike)
    ended = init(command, tmp_path / "town", given)
    assert ended.code == 0, ended.err
    choice = (tmp_path / "town" / "geography" / "choice.json").read_text()
    assert "mended" in choice
    from safercity.evidence.workspace import open_workspace

    workspace = open_workspace(tmp_path / "town")
    load(workspace, "police-uk", write_month(tmp_path, "2025-01"))
    assert ledger_of(workspace)["total"]["accepted"] == 17


def test_boundaries_of_elsewhere_and_none_at_all(command, given, tmp_path):
    boundaries, lookups = given
    ended = command(
        "init", tmp_path / "town", "--area", "E06999977",
        "--boundaries", boundaries, "--lookups", lookups,
    )  # fmt: skip
    assert ended.code == GEOGRAPHY
    assert "E06999977" in ended.err
    (tmp_path / "nothing").mkdir()
    ended = init(command, tmp_path / "town", (tmp_path / "nothing", lookups))
    assert ended.code == GEOGRAPHY
    assert not (tmp_path / "town").exists()
