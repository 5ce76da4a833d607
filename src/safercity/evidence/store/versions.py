"""Versions of a slice: what each extract that told it had to say. Nothing superseded is lost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from safercity.evidence.runs import Run
from safercity.evidence.store.engine import open_engine, quote
from safercity.evidence.store.resolve import rank_extracts
from safercity.evidence.workspace import Workspace


@dataclass(frozen=True)
class Version:
    """One extract's version of one slice: its accepted rows by category, and whether it stands."""

    slice: str
    file: str
    vintage: str
    rows: int
    by_category: dict[str, int]
    stands: bool


def list_versions(workspace: Workspace, source: str, *, run: Run) -> tuple[Version, ...]:
    """Every version of each slice that more than one extract tells, the oldest first."""
    with workspace.reading() as catalogue:
        slices: dict[str, list[tuple[int, int]]] = defaultdict(list)
        about = {row["id"]: row for row in catalogue.execute("SELECT * FROM extracts")}
        standings = {one.extract_id: one for one in rank_extracts(catalogue, source)}
        for row in catalogue.execute("SELECT * FROM slices WHERE covers = 1"):
            if row["extract_id"] in standings:
                slices[row["slice"]].append((row["extract_id"], row["number"]))
        wanted = {text: told for text, told in slices.items() if len(told) > 1}
    versions = []
    with open_engine(run) as connection:
        for text, told in sorted(wanted.items()):
            for extract, number in sorted(told, key=lambda one: standings[one[0]].rank):
                path = quote((workspace.root / standings[extract].facts).as_posix())
                counts = connection.execute(
                    f"SELECT category, count(*) FROM read_parquet({path}) WHERE slice = ? "
                    "GROUP BY category ORDER BY category",
                    [number],
                ).fetchall()
                versions.append(
                    Version(
                        slice=text,
                        file=about[extract]["name"],
                        vintage=about[extract]["vintage"],
                        rows=sum(n for _category, n in counts),
                        by_category=dict(counts),
                        stands=number not in standings[extract].superseded,
                    )
                )
    return tuple(versions)
