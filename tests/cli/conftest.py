"""What the tests of the command share: a tiny town, one demonstration for all workers."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from safercity.evidence.workspace import open_workspace
from tests.evidence.tiny import AUTHORITY, make_workspace, write_geography
from tests.once import make_once
from tests.trust.town import call_command, copy_workspace, run_command, write_month

MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]
DEMO_SEED = 11


@pytest.fixture
def command(capsys, monkeypatch):
    """`safercity ARGUMENTS` within this process; an error that is not ours fails the test."""
    return lambda *arguments: call_command(capsys, monkeypatch, *arguments)


@pytest.fixture(scope="session")
def given(tmp_path_factory):
    """The two folders that `init` wants, and the authority's code."""
    return *write_geography(tmp_path_factory.mktemp("given")), AUTHORITY


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """Two years of months of 19 rows: one held, one outside, one without a place."""
    folder = tmp_path_factory.mktemp("months")
    return [write_month(folder, month, first=n * 20) for n, month in enumerate(MONTHS)]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory, files):
    """The tiny town with two years of police records and an edition, by the command alone."""
    root = make_workspace(tmp_path_factory.mktemp("tiny")).root
    for step in (["load", "police-uk", *files], ["refresh"]):
        ended = run_command("-w", root, *step)
        assert ended.code == 0, ended.err
    return root


@pytest.fixture
def town(loaded, tmp_path):
    """A copy that a test may change."""
    return copy_workspace(open_workspace(loaded), tmp_path / "town").root


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    return make_workspace(tmp_path_factory.mktemp("empty")).root


@dataclass(frozen=True)
class Demonstration:
    """A demonstration's folder, and what making it printed."""

    folder: Path
    printed: dict
    said: str


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """`demo --no-serve`, made once however many workers there are."""

    def make(folder):
        ended = run_command("demo", "--dir", folder, "--seed", DEMO_SEED, "--no-serve", "--json")
        assert ended.code == 0, ended.err
        told = json.dumps([ended.out, ended.err])
        folder.with_suffix(".json").write_text(told, encoding="utf-8")

    folder = make_once(tmp_path_factory, "demonstration", make)
    out, err = json.loads(folder.with_suffix(".json").read_text(encoding="utf-8"))
    return Demonstration(folder, json.loads(out), err)
