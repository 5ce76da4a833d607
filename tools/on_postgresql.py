"""Run a command with DATABASE_URL pointing at a PostgreSQL of its own, thrown away afterwards.

    python tools/on_postgresql.py python -m pytest tests/partnership

Without PostgreSQL's server programs it says so loudly and ends well, having run nothing.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/bin", "/usr/bin", "/opt/homebrew/bin")
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest first."""
    for place in PLACES:
        root, _, pattern = place.partition("*")
        folders = sorted(Path(root).glob("*" + pattern), reverse=True) if pattern else [Path(place)]
        for folder in folders:
            if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
                return folder
    return None


def run_as_keeper(*command: object) -> None:
    """Run a server program; it refuses to be root, so root lends it the postgres user."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def throw_away_cluster(programs: Path) -> Iterator[str]:
    """The address of a cluster that exists as long as the context."""
    folder = Path(tempfile.mkdtemp(prefix="safercity-postgresql-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data, port = folder / "data", free_port()
        run_as_keeper(
            programs / "initdb",
            "-D",
            data,
            "-U",
            "safercity",
            "--auth=trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {SETTINGS}"
        run_as_keeper(
            programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"
        )
        try:
            yield f"postgresql://safercity@127.0.0.1:{port}/postgres"
        finally:
            run_as_keeper(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def main() -> int:
    """Run what the arguments say; its exit code."""
    programs = find_programs()
    if programs is None:
        print("NOT TESTED on PostgreSQL: initdb is not here (Debian: apt-get install postgresql).")
        return 0
    with throw_away_cluster(programs) as address:
        print(f"On PostgreSQL ({programs}):", flush=True)
        around = os.environ | {"DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], check=False, env=around).returncode


if __name__ == "__main__":
    sys.exit(main())
