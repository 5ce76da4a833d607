"""A process that dies at any moment leaves a workspace that the next load makes whole."""

from datetime import date

import pytest

from tests.evidence.tiny import load, make_workspace
from tests.trust.driver import KILLED
from tests.trust.town import (
    check_folder,
    copy_workspace,
    digest_ledger,
    ledger_of,
    make_edition,
    strike_command,
    write_month,
)

STORE = "safercity.evidence.store"
EDITION = "safercity.evidence.assess.edition"
LOADING = "safercity.evidence.store.load"
# With batches of one file there are several commits to die between.
SMALL_BATCHES = f"{LOADING}:BATCH_BYTES=1"

# (how, call, which time): over writing, publishing, resolving and committing the three files, each
# of which has its own commit. `make trust` kills real loads and refreshes at more moments.
LOAD_POINTS = [
    ("after", f"{STORE}.facts:_copy", 2),
    ("after", "os:replace", 3),
    ("after", f"{STORE}.resolve:publish", 1),
    ("before", "commit", 1),
    ("after", "commit", 1),
    ("before", "commit", 3),
]
REFRESH_POINTS = [
    ("after", f"{EDITION}:sync_file", 2),
    ("after", "os:replace", 1),
    ("before", "commit", 1),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    old, new = folder / "old", folder / "new"
    return {
        "old": [write_month(old, "2025-01"), write_month(old, "2025-02", first=8)],
        "new": [
            write_month(new, "2025-01", outcome="Local resolution"),
            write_month(new, "2025-03", first=10),
            write_month(new, "2025-04", first=30),
        ],
    }


@pytest.fixture(scope="module")
def before(tmp_path_factory, files):
    """A workspace with an earlier January, so that the new load supersedes and rewrites."""
    workspace = make_workspace(tmp_path_factory.mktemp("tiny"))
    load(workspace, "police-uk", *files["old"], vintage=date(2025, 3, 1))
    return workspace


@pytest.fixture(scope="module")
def undisturbed(before, files, tmp_path_factory):
    workspace = copy_workspace(before, tmp_path_factory.mktemp("undisturbed") / "town")
    load(workspace, "police-uk", *files["new"], vintage=date(2025, 5, 20))
    check_folder(workspace)
    return workspace


@pytest.fixture(scope="module")
def wanted(undisturbed, tmp_path_factory):
    """Ledger and edition of a workspace that nothing happened to."""
    workspace = copy_workspace(undisturbed, tmp_path_factory.mktemp("wanted") / "town")
    assert ledger_of(workspace)["total"]["known"] > 10
    return digest_ledger(workspace), make_edition(workspace).digest


def named(point):
    return "-".join(str(part).rsplit(".", 1)[-1] for part in point)


@pytest.mark.parametrize("point", LOAD_POINTS, ids=named)
def test_a_load_that_is_killed(before, files, wanted, tmp_path, point):
    workspace = copy_workspace(before, tmp_path / "town")
    arguments = [
        "-w",
        workspace.root,
        "load",
        "police-uk",
        *files["new"],
        "--vintage",
        "2025-05-20",
    ]
    assert strike_command(*point, *arguments, put=SMALL_BATCHES).code == KILLED
    # Whatever it reached, every row that stands has its verdict, and no row stands twice.
    total = ledger_of(workspace)["total"]
    assert total["rows"] == sum(total[verdict] for verdict in total if verdict != "rows")
    load(workspace, "police-uk", *files["new"], vintage=date(2025, 5, 20))
    check_folder(workspace)
    assert digest_ledger(workspace) == wanted[0]
    if point == LOAD_POINTS[2]:  # the edition is made of what the ledger tells: one is enough
        assert make_edition(workspace).digest == wanted[1]


@pytest.mark.parametrize("point", REFRESH_POINTS, ids=named)
def test_a_refresh_that_is_killed(undisturbed, wanted, tmp_path, point):
    workspace = copy_workspace(undisturbed, tmp_path / "town")
    assert strike_command(*point, "-w", workspace.root, "refresh").code == KILLED
    assert make_edition(workspace).digest == wanted[1]
    check_folder(workspace)
    assert [path.name for path in workspace.editions.iterdir()] == [wanted[1]]
