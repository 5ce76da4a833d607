"""An empty workspace of the tiny town, made once and copied for each test."""

import pytest

from tests.evidence.tiny import make_workspace
from tests.trust.town import call_command, copy_workspace


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    return make_workspace(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def workspace(empty, tmp_path):
    return copy_workspace(empty, tmp_path / "town")


@pytest.fixture
def command(capsys, monkeypatch):
    """`safercity`, within this process."""
    return lambda *arguments: call_command(capsys, monkeypatch, *arguments)
