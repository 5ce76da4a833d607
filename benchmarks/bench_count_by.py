"""`count_by` over ten million stored rows, beside DuckDB's bare group-by on the same Parquet.

    python benchmarks/bench_count_by.py [--rows N] [--pairs N] [--threads N]

Every theme that the source can tell, by cell, by small area and for the whole: the slowest of all
themes stands in the table, beside "every record". Ours is a matrix with every place and month,
zeros too; the rival's are the rows that are not zero. Both processes are warm, the store is open.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date

from made_up_area import BUILD, copy_workspace, find_workspace, make_area
from made_up_streets import find_street_files
from peers import find_peers
from record import Line, record
from warm import Warm, take_turns

from safercity.evidence.runs import Run
from safercity.evidence.store.load import LoadRequest, load_extracts
from safercity.evidence.taxonomy import Taxonomy, load_taxonomy
from safercity.evidence.workspace import Workspace, open_workspace

REACH = 1.2
UNITS = ("cell", "small_area", "city")
SOURCE = "police-uk"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    asked = parser.parse_args()
    workspace = find_loaded(asked.rows, threads=asked.threads)
    ours = Warm("safercity", "rivals/count_ours.py")
    python = find_peers("duckdb") or sys.executable
    rival = Warm("DuckDB", "rivals/count_duckdb.py", python=python)
    ready = {
        "workspace": str(workspace.root),
        "files": list_current(workspace),
        "threads": asked.threads,
    }
    lines = [
        compare([ours, rival], ready | {"unit": unit}, rows=asked.rows, pairs=asked.pairs)
        for unit in UNITS
    ]
    record("count_by", [line for pair in lines for line in pair])


def find_loaded(rows: int, *, threads: int) -> Workspace:
    """A workspace with so many rows, loaded once."""
    areas = make_area()
    folder = BUILD / f"loaded-{rows}"
    if not (folder / "loaded").exists():
        copy_workspace(find_workspace(areas), folder)
        paths = tuple(find_street_files(areas, rows=rows, distinct=False))
        request = LoadRequest(SOURCE, paths, received=date(2026, 1, 1))
        load_extracts(open_workspace(folder), request, run=Run(threads=threads))
        (folder / "loaded").touch()
    return open_workspace(folder)


def list_current(workspace: Workspace) -> list[str]:
    with workspace.reading() as catalogue:
        found = catalogue.execute("SELECT path FROM current_files ORDER BY path").fetchall()
    return [(workspace.root / row["path"]).as_posix() for row in found]


def compare(processes: list[Warm], ready: dict, *, rows: int, pairs: int) -> list[Line]:
    """Every record, and the theme that comes off worst."""
    taxonomy = load_taxonomy()
    lines = []
    for theme in ("", *find_themes(taxonomy)):
        told = ready | {"theme": theme, "categories": list_categories(taxonomy, theme)}
        mine, theirs = take_turns(processes, told, pairs=pairs, warm_up=told)
        assert mine.answer == theirs.answer, (theme, mine.answer, theirs.answer)
        what = f"{rows:,} rows by {ready['unit']} and month, {theme or 'every record'}"
        lines.append(Line.slower(what, (mine, theirs), name="DuckDB", reach=REACH))
    return [lines[0], max(lines[1:], key=lambda line: line.ratio or 0)]


def find_themes(taxonomy: Taxonomy) -> list[str]:
    """Themes that this source tells by its categories."""
    return [theme for theme in taxonomy.themes if list_categories(taxonomy, theme)]


def list_categories(taxonomy: Taxonomy, theme: str) -> list[str]:
    """What the rival asks for in the theme's place; empty for every record."""
    clauses = taxonomy.clauses(theme, SOURCE) if theme else ()
    return sorted({name for clause in clauses for name in clause.categories or ()})


if __name__ == "__main__":
    main()
