"""Two loads at once, a full disk: one waits or is refused, and what stands is whole."""

import subprocess
import sys

import pytest

from tests.evidence.tiny import load
from tests.trust.town import (
    check_folder,
    copy_workspace,
    digest_ledger,
    ledger_of,
    run_command,
    write_month,
)

BUSY, FULL = 8, 10
HOLDER = """
import sys
from pathlib import Path
from safercity.evidence.workspace.lock import writing_lock
with writing_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def files(tmp_path):
    return [write_month(tmp_path, "2025-01"), write_month(tmp_path, "2025-02", first=6)]


def test_two_loads_at_once_end_as_one_after_the_other(empty, workspace, files, tmp_path):
    start = [sys.executable, "-m", "safercity", "-w", str(workspace.root), "load", "police-uk"]
    both = [
        subprocess.Popen([*start, str(path)], stderr=subprocess.PIPE, text=True) for path in files
    ]
    for process, path in zip(both, files, strict=True):
        _out, said = process.communicate(timeout=300)
        assert process.returncode in (0, BUSY), said
        if process.returncode == BUSY:  # a slow machine: the other held on for ten seconds
            assert "Another process is writing" in said
            load(workspace, "police-uk", path)
    alone = copy_workspace(empty, tmp_path / "alone")
    load(alone, "police-uk", *files)
    assert digest_ledger(workspace) == digest_ledger(alone)
    check_folder(workspace)


def test_a_load_beside_a_long_one_is_refused_in_words(command, workspace, files, monkeypatch):
    from safercity.evidence.workspace import folder, lock

    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(workspace.root)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout.readline().strip() == b"held"
    monkeypatch.setattr(
        folder, "writing_lock", lambda root: lock.writing_lock(root, wait_seconds=0.1)
    )
    ended = command("-w", workspace.root, "load", "police-uk", *files)
    assert ended.code == BUSY
    assert "Another process is writing" in ended.err
    assert "do this again" in ended.err
    assert command("-w", workspace.root, "ledger").code == 0  # readers never wait
    holder.communicate(b"")
    assert command("-w", workspace.root, "load", "police-uk", *files).code == 0
    assert ledger_of(workspace)["total"]["rows"] == 38


@pytest.fixture
def small_disk(empty, tmp_path):
    """The workspace on a file system of its own with room for little more than itself."""
    size = sum(path.stat().st_size for path in empty.root.rglob("*") if path.is_file())
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size // 1024 + 700}k", "tmpfs", str(place)]
    if (
        sys.platform != "linux"
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("NO SMALL DISK HERE: to make one takes Linux and an administrator's rights")
    yield copy_workspace(empty, place / "town")
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_disk_that_is_full(command, small_disk, tmp_path):
    first = write_month(tmp_path, "2025-01")
    assert command("-w", small_disk.root, "load", "police-uk", first).code == 0
    before = digest_ledger(small_disk)
    large = write_month(tmp_path, "2025-02", first=100, number=60_000)
    ended = run_command("-w", small_disk.root, "load", "police-uk", large)
    assert ended.code == FULL, ended.err
    assert "The disk is full" in ended.err
    assert "Free some space" in ended.err
    assert "Traceback" not in ended.err
    assert digest_ledger(small_disk) == before
    after = write_month(tmp_path, "2025-03", first=40)
    assert command("-w", small_disk.root, "load", "police-uk", after).code == 0
    assert ledger_of(small_disk)["total"]["rows"] == 38
    check_folder(small_disk)
