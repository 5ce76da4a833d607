"""Ctrl-C, the watched folder, and a copy that may only be read."""

import shutil
import subprocess
import sys

import pytest

from tests.evidence.tiny import load
from tests.trust.town import (
    check_folder,
    copy_workspace,
    digest_ledger,
    ledger_of,
    make_edition,
    strike_command,
    write_month,
)

STOPPED, UNREADABLE, UNKNOWN_NAME = 130, 5, 16
STORE = "safercity.evidence.store"
LOAD_POINTS = [
    (f"{STORE}.preparing:read_rows", 1),
    (f"{STORE}.preparing:write_facts", 2),
    (f"{STORE}.load:resolve_source", 1),
]
REFRESH_POINTS = [
    ("safercity.evidence.assess.making:find_layers", 1),
    ("safercity.evidence.assess.edition:sync_file", 2),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    return [write_month(folder, "2025-01"), write_month(folder, "2025-02", first=20)]


@pytest.fixture(scope="module")
def loaded(empty, files, tmp_path_factory):
    workspace = copy_workspace(empty, tmp_path_factory.mktemp("loaded") / "town")
    load(workspace, "police-uk", *files)
    return workspace


@pytest.mark.parametrize("point", LOAD_POINTS, ids=lambda point: point[0].rsplit(":", 1)[1])
def test_ctrl_c_during_a_load(workspace, loaded, files, point):
    ended = strike_command("interrupt", *point, "-w", workspace.root, "load", "police-uk", *files)
    assert ended.code == STOPPED
    assert "Stopped. Nothing half-done was kept." in ended.err
    assert "Traceback" not in ended.err
    assert ledger_of(workspace)["extracts"] == []
    assert list((workspace.root / "tmp").iterdir()) == []
    load(workspace, "police-uk", *files)
    check_folder(workspace)
    assert digest_ledger(workspace) == digest_ledger(loaded)


@pytest.mark.parametrize("point", REFRESH_POINTS, ids=lambda point: point[0].rsplit(":", 1)[1])
def test_ctrl_c_during_a_refresh(loaded, tmp_path, point):
    workspace = copy_workspace(loaded, tmp_path / "town")
    ended = strike_command("interrupt", *point, "-w", workspace.root, "refresh")
    assert ended.code == STOPPED
    assert "Stopped. Nothing half-done was kept." in ended.err
    assert "Traceback" not in ended.err
    assert list(workspace.editions.iterdir()) == []
    check_folder(workspace)


def test_a_long_query_is_broken_off():
    """DuckDB speaks of Ctrl-C in words of its own; none of them may reach a person."""
    import threading

    from safercity.evidence.errors import Interrupted
    from safercity.evidence.runs import Run
    from safercity.evidence.store.engine import open_engine

    ended = threading.Event()

    def interrupt(connection):
        # One that falls between two queries is forgotten by DuckDB: so again, until it is felt.
        while not ended.wait(0.05):
            connection.interrupt()

    with pytest.raises(Interrupted, match="Nothing half-done"), open_engine(Run(threads=1)) as one:
        stopper = threading.Thread(target=interrupt, args=(one,))
        stopper.start()
        try:
            while True:
                one.execute("SELECT count(*) FROM range(3000000) a, range(30) b").fetchall()
        finally:
            ended.set()
            stopper.join()


def test_the_watched_folder(command, workspace, files, tmp_path):
    incoming = workspace.root / "incoming" / "police-uk"
    incoming.mkdir()
    shutil.copy(files[0], incoming)
    (incoming / "b-street.csv").write_bytes(b"")
    (incoming / ".hidden").write_bytes(b"x")
    ended = command("-w", workspace.root, "incoming", "--once")
    assert ended.code == UNREADABLE  # a scheduled task must notice
    assert "is empty" in ended.err
    assert [line["file"] for line in ledger_of(workspace)["extracts"]] == [files[0].name]
    assert [path.name for path in (incoming / "done").iterdir()] == [files[0].name]
    assert [path.name for path in (incoming / "faulty").iterdir()] == ["b-street.csv"]
    assert [path.name for path in incoming.iterdir() if path.is_file()] == [".hidden"]
    # Nothing waits, so nothing happens; another file of the same name does not push the first out.
    assert command("-w", workspace.root, "incoming", "--once").code == 0
    shutil.copy(files[1], incoming / files[0].name)
    assert command("-w", workspace.root, "incoming", "--once").code == 0
    assert ledger_of(workspace)["total"]["rows"] == 38
    kept = sorted(path.read_bytes() for path in (incoming / "done").iterdir())
    assert kept == sorted(path.read_bytes() for path in files)
    check_folder(workspace)


def test_a_watched_folder_of_no_source_keeps_none_out(command, workspace, files):
    """A folder that names no source, or one that must wait, is told and left as it is."""
    for name in ("aaa", "force-crimes", "police-uk"):
        folder = workspace.root / "incoming" / name
        folder.mkdir()
        shutil.copy(files[0], folder)
    ended = command("-w", workspace.root, "incoming", "--once")
    assert ended.code == UNKNOWN_NAME
    assert "There is no source called 'aaa'" in ended.err
    assert "force-crimes is a restricted source" in ended.err
    assert ledger_of(workspace)["total"]["rows"] == 19
    assert (workspace.root / "incoming" / "aaa" / files[0].name).is_file()
    assert (workspace.root / "incoming" / "force-crimes" / files[0].name).is_file()


@pytest.fixture
def read_only_copy(loaded, tmp_path):
    """A copy of the workspace on a file system mounted for reading only."""
    workspace = copy_workspace(loaded, tmp_path / "first")
    make_edition(workspace)
    place = tmp_path / "sealed"
    place.mkdir()
    mounted = sys.platform == "linux" and not (
        subprocess.run(["mount", "--bind", workspace.root, place], check=False).returncode
        or subprocess.run(["mount", "-o", "remount,bind,ro", place], check=False).returncode
    )
    if not mounted:
        subprocess.run(["umount", place], check=False, capture_output=True)
        pytest.skip("NO READ-ONLY MOUNT HERE: it takes Linux and an administrator's rights")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_read_only_copy_can_be_read(command, loaded, read_only_copy):
    with pytest.raises(OSError):
        (read_only_copy / "note").write_text("x")
    for words in (["ledger"], ["ledger", "--json"], ["held"], ["places"], ["places", "--json"]):
        ended = command("-w", read_only_copy, *words)
        assert ended.code == 0, ended.err
    ended = command("-w", read_only_copy, "refresh")
    assert ended.code not in (0, 1)
    assert "Traceback" not in ended.err
