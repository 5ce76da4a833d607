"""A file is wholly there or not there, and a full disk is told in words."""

import errno
import hashlib
import sqlite3

import duckdb
import pytest

from safercity.evidence.errors import DiskFull
from safercity.evidence.workspace.durable import digest_file, publish, room_to_write


def test_publishing_moves_the_whole_file(tmp_path):
    made = tmp_path / "made"
    made.write_bytes(b"rows")
    publish(made, tmp_path / "deep" / "down" / "name")
    assert (tmp_path / "deep" / "down" / "name").read_bytes() == b"rows"
    assert not made.exists()
    assert digest_file(tmp_path / "deep" / "down" / "name") == hashlib.sha256(b"rows").hexdigest()


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        duckdb.IOException("Could not write file: No space left on device"),
        sqlite3.OperationalError("database or disk is full"),
    ],
)
def test_a_full_disk_says_what_to_do(error):
    with pytest.raises(DiskFull) as caught, room_to_write("the load"):
        raise error
    assert "Nothing was changed" in str(caught.value)
    assert caught.value.exit_code == 10


def test_other_errors_pass_through():
    with pytest.raises(PermissionError), room_to_write("the load"):
        raise PermissionError(errno.EACCES, "no")
