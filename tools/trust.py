"""`make trust`: what takes too long for every day, on real data; writes docs/reference/trust.json.

Kills spread over a load and a refresh, one file at a time in shuffled order, and other time zones,
locales, hash seeds and thread counts: all must give one ledger and one edition.
"""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from safercity.evidence.workspace import Workspace  # noqa: E402
from tests.trust.driver import KILLED  # noqa: E402
from tests.trust.real import check_street_ledger, load_real, make_stoke, street_files  # noqa: E402
from tests.trust.town import (  # noqa: E402
    check_folder,
    copy_workspace,
    digest_ledger,
    ledger_of,
    make_edition,
    run_command,
    strike_command,
)

PAGE = ROOT / "docs" / "reference" / "trust.json"
KILLS = 10
STORE = "safercity.evidence.store"
POINTS = (
    ("before", f"{STORE}.facts:publish", 5),
    ("after", "os:replace", 40),
    ("before", f"{STORE}.load:resolve_source", 1),
    ("after", f"{STORE}.resolve:publish", 2),
    ("before", "commit", 1),
    ("after", "commit", 1),
)
SURROUNDINGS = (
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LANG": "en_GB.UTF-8", "LC_ALL": "C.utf8", "PYTHONHASHSEED": "2"},
    {"TZ": "UTC", "LC_ALL": "POSIX", "PYTHONHASHSEED": "77"},
)
SMALL_BATCHES = f"{STORE}.load:BATCH_BYTES=400000"


def start_command(*arguments: object) -> subprocess.Popen:
    """`safercity` in a process that can be killed."""
    command = [sys.executable, "-m", "safercity", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_over_time(arguments: list[object], *, seconds: float, moment: float) -> bool:
    """Kill the command after its share of the measured time; False where it had ended by then."""
    process = start_command(*arguments)
    try:
        process.wait(seconds * moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


class Trial:
    """The workspaces of one run of this script, and what every one of them must come to."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.empty = make_stoke(folder / "empty")
        self.number = 0
        self.loaded = self.copy(self.empty)
        began = time.monotonic()
        ended = run_command("-w", self.loaded.root, "load", "police-uk", *street_files())
        assert ended.code == 0, ended.err
        self.load_seconds = time.monotonic() - began
        self.figures = check_street_ledger(self.loaded)
        self.ledger = digest_ledger(self.loaded)
        began = time.monotonic()
        self.edition = make_edition(self.copy(self.loaded)).digest
        self.refresh_seconds = time.monotonic() - began + 1.0

    def copy(self, workspace: Workspace) -> Workspace:
        self.number += 1
        return copy_workspace(workspace, self.folder / f"town{self.number}")

    def require(self, workspace: Workspace, *, edition: str | None = None) -> None:
        """One ledger, one edition, nothing left lying about."""
        assert (edition or make_edition(workspace).digest) == self.edition
        assert digest_ledger(workspace) == self.ledger
        check_folder(workspace)


def try_kills_of_loads(trial: Trial) -> dict:
    """SIGKILL at ten moments, and at exact calls; load again; compare."""
    struck = 0
    for number in range(KILLS):
        workspace = trial.copy(trial.empty)
        arguments = ["-w", workspace.root, "load", "police-uk", *street_files()]
        struck += kill_over_time(
            arguments, seconds=trial.load_seconds, moment=(number + 0.5) / KILLS
        )
        finish_load(trial, workspace)
    for point in POINTS:
        workspace = trial.copy(trial.empty)
        arguments = ["-w", workspace.root, "load", "police-uk", *street_files()]
        assert strike_command(*point, *arguments, put=SMALL_BATCHES).code == KILLED, point
        finish_load(trial, workspace)
    return {"moments": KILLS, "struck_before_the_end": struck, "exact_calls": len(POINTS)}


def finish_load(trial: Trial, workspace: Workspace) -> None:
    """What stands balances; then the load is done again, and all must be as if undisturbed."""
    total = ledger_of(workspace)["total"]
    assert total["rows"] == sum(n for verdict, n in total.items() if verdict != "rows")
    load_real(workspace, "police-uk", *street_files())
    trial.require(workspace)


def try_kills_of_refreshes(trial: Trial) -> dict:
    """SIGKILL at ten moments of a refresh; refresh again; compare."""
    struck = 0
    for number in range(KILLS):
        workspace = trial.copy(trial.loaded)
        struck += kill_over_time(
            ["-w", workspace.root, "refresh"],
            seconds=trial.refresh_seconds,
            moment=(number + 0.5) / KILLS,
        )
        trial.require(workspace)
    return {"moments": KILLS, "struck_before_the_end": struck}


def try_orders(trial: Trial) -> dict:
    """One file at a time, shuffled, every third one again, and copies: plain, and in a zip."""
    files = street_files()
    copies = make_copies(files, trial.folder)
    told = [*files, *files[::3], *copies]
    for seed in (1, 2):
        workspace = trial.copy(trial.empty)
        for number in np.random.default_rng(seed).permutation(len(told)):
            load_real(workspace, "police-uk", told[number])
        trial.require(workspace)
    return {"orders": 2, "loads_each": len(told), "copies": len(copies)}


def make_copies(files: list[Path], folder: Path) -> list[Path]:
    """Copies under later names and without dates of their own: they change nothing at all."""
    plain, zipped = folder / "z-plain-street.csv", folder / "z-copies.zip"
    plain.write_bytes(gzip.decompress(files[3].read_bytes()))
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in (9, 20):
            # ZipInfo's own date is 1980, which means none.
            entry = zipfile.ZipInfo(f"z-{number}-street.csv")
            archive.writestr(entry, gzip.decompress(files[number].read_bytes()))
    return [plain, zipped]


def try_surroundings(trial: Trial) -> dict:
    """Other time zones, locales and hash seeds, each in a process of its own; thread counts."""
    for env in SURROUNDINGS:
        workspace = trial.copy(trial.empty)
        ended = run_command("-w", workspace.root, "load", "police-uk", *street_files(), env=env)
        assert ended.code == 0, ended.err
        ended = run_command("-w", workspace.root, "refresh", "--json", env=env)
        trial.require(workspace, edition=json.loads(ended.out)["edition"])
    for threads in (1, 2, 4):
        workspace = trial.copy(trial.empty)
        load_real(workspace, "police-uk", *street_files(), threads=threads)
        trial.require(workspace, edition=make_edition(workspace, threads=threads).digest)
    return {"surroundings": list(SURROUNDINGS), "threads": [1, 2, 4]}


def read_commit() -> str:
    """The commit that was tried."""
    told = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    return subprocess.run(told, capture_output=True, text=True, check=False).stdout.strip()


def main() -> None:
    """Try everything, say each step, and write what was found."""
    if not street_files():
        sys.exit("NO REAL DATA beside the project: nothing was tried, nothing was written.")
    found: dict[str, object] = {
        "about": "Written by `make trust`; every line was required, not only measured.",
        "date": datetime.now(UTC).date().isoformat(),  # noqa: TID251 (when tried)
        "commit": read_commit(),
        "processors": os.cpu_count(),
    }
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        trial = Trial(Path(folder))
        found["street"] = trial.figures
        found["ledger"], found["edition"] = trial.ledger, trial.edition
        for step in (try_surroundings, try_orders, try_kills_of_loads, try_kills_of_refreshes):
            found[step.__name__.removeprefix("try_")] = step(trial)
            print(f"{step.__name__}: one ledger, one edition ({time.monotonic() - began:.0f} s)")
    PAGE.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(f"Written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
