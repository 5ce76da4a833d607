"""What the tests of trust share: copies of a workspace, commands, and what must hold after them."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from safercity.evidence.assess import refresh
from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.runs import Run
from safercity.evidence.workspace import Workspace, open_workspace
from tests.evidence.tiny import street_row, write_street

DRIVER = Path(__file__).with_name("driver.py")
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
MADE_AT = "2025-07-01T09:00:00"


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it said."""

    code: int
    out: str
    err: str


def copy_workspace(workspace: Workspace, folder: Path) -> Workspace:
    shutil.copytree(workspace.root, folder)
    return open_workspace(folder)


def run_command(*arguments, before=(), env=None, timeout=600) -> Ended:
    """`python -m safercity ARGUMENTS` (or the driver's, with `before`) in a process of its own."""
    start = (
        [sys.executable, str(DRIVER), *before, "--"]
        if before
        else [sys.executable, "-m", "safercity"]
    )
    ended = subprocess.run(
        [*start, *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", timeout=timeout,
        env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
        check=False,
    )  # fmt: skip
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def strike_command(how: str, point: str, nth: int, *arguments, put: str = "") -> Ended:
    """The command, killed or interrupted at one exact call: see driver.py."""
    more = [f"--set={put}"] if put else []
    return run_command(*arguments, before=(how, point, str(nth), *more))


def ledger_of(workspace: Workspace) -> dict:
    with workspace.reading() as catalogue:
        return read_ledger(catalogue).as_json()


def digest_ledger(workspace: Workspace) -> str:
    return hashlib.sha256(json.dumps(ledger_of(workspace), sort_keys=True).encode()).hexdigest()


def make_edition(workspace: Workspace, *, as_of: str | None = None, threads: int = 2):
    return refresh(workspace, run=Run(threads=threads, as_of=as_of), made_at=MADE_AT)


def check_folder(workspace: Workspace) -> None:
    """Nothing in tmp/, no Parquet that the catalogue does not name, none missing that it names."""
    assert list((workspace.root / "tmp").iterdir()) == []
    with workspace.reading() as catalogue:
        standing = {
            row[0]
            for row in catalogue.execute(
                "SELECT facts FROM extracts UNION SELECT path FROM current_files"
            )
        }
        resting = {row[0] for row in catalogue.execute("SELECT path FROM obsolete")}
    there = {
        path.relative_to(workspace.root).as_posix()
        for room in ("facts", "current")
        for path in (workspace.root / room).rglob("*.parquet")
    }
    main = {
        path
        for path in there
        if not path.endswith((".held.parquet", ".outside.parquet", ".repeated.parquet"))
    }
    assert standing <= main
    assert main <= standing | resting
    owners = {re.sub(r"\.(held|outside|repeated)\.", ".", path) for path in there - main}
    assert owners <= main


def month_of_rows(month: str, *, outcome: str = "", first: int = 0, number: int = 12) -> list[dict]:
    """Rows of one month: crimes with keys, ASB without, some elsewhere, unplaced or held."""
    rows = [
        street_row(f"c{first + n}", month=month, area=n % 16, outcome=outcome,
                   kind=("Burglary", "Drugs", "Robbery")[n % 3])
        for n in range(number)
    ]  # fmt: skip
    rows += [street_row(kind="Anti-social behaviour", month=month, area=3)] * 4
    rows += [
        street_row(f"out{first}", month=month, area=-1),
        street_row(f"none{first}", month=month, area=None),
        street_row(f"held{first}", month=month, kind="Witchcraft"),
    ]
    return rows


def write_month(folder: Path, month: str, **about) -> Path:
    return write_street(folder / f"{month}-tiny-street.csv", month_of_rows(month, **about))


def call_command(capsys, monkeypatch, *arguments) -> Ended:
    """`safercity ARGUMENTS` within this process: quick, and a traceback fails the test."""
    from safercity.cli.main import main

    monkeypatch.setattr(sys, "argv", ["safercity", *map(str, arguments)])
    capsys.readouterr()
    try:
        main()
        code = 0
    except SystemExit as end:
        code = end.code or 0
    said = capsys.readouterr()
    return Ended(code, said.out, said.err)
