"""Another time zone, locale, hash seed or thread count; a file larger than the memory allowed."""

import json
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
    month_of_rows,
    run_command,
    write_month,
    write_street,
)

ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "3"}
LARGE_BYTES = 150 << 20
PEAK_BYTES = 900 << 20
PEAK = """
import resource, subprocess, sys
code = subprocess.run([sys.executable, "-m", "safercity", *sys.argv[1:]]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def test_the_same_ledger_and_edition_anywhere(empty, tmp_path):
    files = [write_month(tmp_path, f"2025-0{n}", first=n * 7) for n in range(1, 5)]
    told = set()
    for threads in (1, 2, 4):
        workspace = copy_workspace(empty, tmp_path / f"town{threads}")
        load(workspace, "police-uk", *files)
        told.add((digest_ledger(workspace), make_edition(workspace, threads=threads).digest))
    workspace = copy_workspace(empty, tmp_path / "elsewhere")
    for words in (["load", "police-uk", *files], ["refresh", "--json"]):
        ended = run_command("-w", workspace.root, *words, env=ELSEWHERE)
        assert ended.code == 0, ended.err
    told.add((digest_ledger(workspace), json.loads(ended.out)["edition"]))
    assert len(told) == 1


@pytest.mark.slow
def test_a_large_file_is_loaded_within_bounds(workspace, tmp_path):
    """150 MB with half a gibibyte allowed: memory follows the setting, not the file."""
    pytest.importorskip("resource", reason="NO MEMORY FIGURES on this system")
    path = write_street(tmp_path / "2025-01-tiny-street.csv", month_of_rows("2025-01"))
    heading, *rows = path.read_bytes().splitlines(keepends=True)
    # Without keys: the same lines again are separate incidents.
    block = b"".join(row[row.index(b",") :] for row in rows) * 500
    times = LARGE_BYTES // len(block) + 1
    with path.open("wb") as file:
        file.write(heading)
        for _ in range(times):
            file.write(block)
    settings = workspace.root / "safercity.toml"
    settings.write_text(settings.read_text() + "\n[storage]\nmemory_gib = 0.5\n")
    # A process that is begun counts the memory of the one that begins it: here a small one.
    told = [sys.executable, "-c", PEAK, "-w", workspace.root, "load", "police-uk", path]
    ended = subprocess.run(told, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    total = ledger_of(workspace)["total"]
    assert total["rows"] == times * 500 * len(rows)
    assert total["held"] == times * 500
    check_folder(workspace)
    peak = int(ended.stdout.splitlines()[-1]) * 1024
    assert peak < PEAK_BYTES, f"{peak >> 20} MiB"
    print(f"peak {peak >> 20} MiB for {path.stat().st_size >> 20} MB")
