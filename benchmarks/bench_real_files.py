"""The real street files loaded, beside DuckDB making one table of texts of them.

    python benchmarks/bench_real_files.py [--data FOLDER] [--pairs N] [--threads N]

The workspace is made outside the timing. The rival comes in two forms: as people write it, and with
every option given, so that it guesses nothing. Only the first was asked for.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from made_up_area import BUILD
from peers import find_peers
from record import Line, record
from warm import Warm, take_turns

from safercity.evidence.assess.setting_up import InitRequest, set_up_workspace

REACH = 3.0
HOW = {"as people write it": REACH, "told all": None}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=BUILD.parents[2] / "shared" / "data")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    asked = parser.parse_args()
    python = find_peers("duckdb")
    if not (asked.data / "police").is_dir() or python is None:
        print(f"Skipped: no real files in {asked.data}, or no DuckDB beside.", file=sys.stderr)
        return
    ours = Warm("safercity", "rivals/real_files_ours.py")
    rival = Warm("DuckDB", "rivals/real_files_duckdb.py", python=python)
    lines = []
    with tempfile.TemporaryDirectory(dir=BUILD) as scratch:
        ready = {
            "workspace": str(find_stoke(asked.data)),
            "folder": str(asked.data / "police"),
            "scratch": scratch,
            "threads": asked.threads,
        }
        for how, reach in HOW.items():
            told = ready | {"how": how}
            mine, theirs = take_turns([ours, rival], told, pairs=asked.pairs, warm_up=told)
            assert mine.answer["rows"] == theirs.answer["rows"]
            files, rows = mine.answer["files"], mine.answer["rows"]
            what = f"{files} real files, {rows:,} rows, loaded; DuckDB {how}"
            lines.append(Line.slower(what, (mine, theirs), name="DuckDB", reach=reach))
    record("real files", lines)


def find_stoke(data: Path) -> Path:
    """A workspace of Stoke-on-Trent, made once."""
    made = BUILD / "stoke"
    if not (made / "workspace.json").is_file():
        request = InitRequest(
            made, ("E06000021",), "Stoke-on-Trent", data / "boundaries", data / "lookups",
            data / "population",
        )  # fmt: skip
        set_up_workspace(request)
    return made


if __name__ == "__main__":
    main()
