"""What several rooms' tests share: a town with records told to the day, loaded once."""

import pytest

from tests.evidence.daily import list_cases, write_cases
from tests.evidence.tiny import load, make_workspace


@pytest.fixture(scope="session")
def daily(tmp_path_factory):
    """The tiny town with a landlord's three years, a cluster planted in its last days."""
    folder = tmp_path_factory.mktemp("daily")
    workspace = make_workspace(folder, made_up=True)
    path = write_cases(folder / "housing-asb-2025.csv", list_cases())
    loaded = load(workspace, "housing-asb", path)
    assert all(one.error is None for one in loaded)
    return workspace
