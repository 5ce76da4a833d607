"""A workspace is made whole, opened with care, and swept of what a dead process left."""

import json
import sqlite3
import subprocess
import sys

import pytest

from safercity.evidence.errors import NewerWorkspace, NotAWorkspace, WorkspaceBusy
from safercity.evidence.workspace import change_workspace, create_workspace, open_workspace
from safercity.evidence.workspace.catalogue import open_catalogue, read_state, write_state
from safercity.evidence.workspace.folder import sweep_orphans
from safercity.evidence.workspace.lock import writing_lock


@pytest.fixture
def workspace(tmp_path):
    return create_workspace(tmp_path / "town", name="Town", areas=("E06000021",))


def test_a_folder_that_is_none_says_so(tmp_path):
    with pytest.raises(NotAWorkspace, match=r"no workspace\.json"):
        open_workspace(tmp_path)


def test_nothing_is_made_over_what_is_there(tmp_path):
    (tmp_path / "notes.txt").write_text("keep me")
    with pytest.raises(NotAWorkspace, match="not empty"):
        create_workspace(tmp_path, name="Town", areas=("E06000021",))
    assert (tmp_path / "notes.txt").read_text() == "keep me"


def test_a_newer_workspace_is_left_alone(workspace):
    path = workspace.root / "workspace.json"
    path.write_text(json.dumps({"format": 99, "partnership": "x"}))
    with pytest.raises(NewerWorkspace, match="99"):
        open_workspace(workspace.root)


def test_copying_the_folder_copies_the_installation(workspace, tmp_path):
    import shutil

    shutil.copytree(workspace.root, tmp_path / "copy")
    assert open_workspace(tmp_path / "copy").partnership == workspace.partnership


def test_the_same_partnership_has_the_same_uuid_anywhere(workspace, tmp_path):
    again = create_workspace(tmp_path / "again", name="Town", areas=("E06000021",))
    other = create_workspace(tmp_path / "other", name="Other", areas=("E06000021",))
    assert again.partnership == workspace.partnership != other.partnership


def test_a_failed_change_leaves_the_catalogue_as_it_was(workspace):
    with pytest.raises(RuntimeError), open_catalogue(workspace.catalogue_path, writing=True) as c:
        write_state(c, name="current_edition", value="half-done")
        raise RuntimeError
    with workspace.reading() as catalogue:
        assert read_state(catalogue, "current_edition") is None
        assert read_state(catalogue, "version") == "0"


def test_a_reader_keeps_the_version_it_began_with(workspace):
    with workspace.reading() as reading:
        assert read_state(reading, "version") == "0"
        with open_catalogue(workspace.catalogue_path, writing=True) as writing:
            write_state(writing, name="current_edition", value="new")
        assert read_state(reading, "current_edition") is None
    with workspace.reading() as reading:
        assert read_state(reading, "current_edition") == "new"


def test_two_writers_at_once_are_refused(workspace):
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path\n"
            "from safercity.evidence.workspace.lock import writing_lock\n"
            "with writing_lock(Path(sys.argv[1])):\n"
            "    print('held', flush=True); sys.stdin.read()",
            str(workspace.root),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout.readline().strip() == b"held"
    with pytest.raises(WorkspaceBusy), writing_lock(workspace.root, wait_seconds=0.2):
        pass
    holder.kill()
    holder.wait()
    with writing_lock(workspace.root, wait_seconds=5):
        pass


def test_a_change_sweeps_what_no_catalogue_names(workspace):
    orphan = workspace.root / "facts" / "police-uk" / "open" / "2025-01" / "dead.parquet"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"half")
    (workspace.root / "tmp" / "load-dead").mkdir()
    with change_workspace(workspace):
        assert not orphan.exists()
        assert not (workspace.root / "tmp" / "load-dead").exists()
    assert sweep_orphans(workspace) == 0


def test_superseded_files_stay_for_a_day(workspace):
    kept, old = (workspace.root / "current" / name for name in ("kept.parquet", "old.parquet"))
    for file in (kept, old):
        file.write_bytes(b"rows")
    with sqlite3.connect(workspace.catalogue_path) as connection:
        connection.execute("INSERT INTO obsolete VALUES ('current/kept.parquet', date('now'))")
        connection.execute(
            "INSERT INTO obsolete VALUES ('current/old.parquet', date('now', '-3 days'))"
        )
    assert sweep_orphans(workspace) == 1
    assert kept.exists() and not old.exists()
