"""The records of one catalogue version, and what is needed to ask about them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from safercity.evidence.errors import GeographyError, NothingToAssess
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.geography import Geography
from safercity.evidence.runs import Run
from safercity.evidence.store.ended import is_over
from safercity.evidence.store.engine import Session
from safercity.evidence.taxonomy import Taxonomy
from safercity.evidence.types import month_label, month_labels, month_number, quarter_label
from safercity.evidence.workspace import Workspace


@dataclass(frozen=True)
class CurrentFile:
    """One Parquet file of rows that stand now. `told_to`: the last month of its extract's readable
    rows that was over when the extract was made, a quarter's last; None without any."""

    source: str
    agency: str
    path: str
    first_month: int | None
    last_month: int | None
    told_to: int | None


@dataclass(frozen=True)
class Store:
    """The records of one catalogue version, with what is needed to ask about them.

    `references`: sources that are tables to compare with, and tell of no time here; `quarterly`:
    those that tell of quarters.
    """

    workspace: Workspace
    geography: Geography
    taxonomy: Taxonomy
    files: tuple[CurrentFile, ...]
    run: Run
    references: frozenset[str] = frozenset()
    quarterly: frozenset[str] = frozenset()

    @cached_property
    def session(self) -> Session:
        """The engine that answers questions, kept as long as the store is."""
        return Session(self.run)

    @property
    def months(self) -> tuple[str, ...]:
        """Every month from the first to the last with a record, up to the run's `as_of`.

        A month that was not over when the file that tells of it was made is not the last.
        Tables of reference tell of no time here: national ones go back to 2002.
        """
        own = [file for file in self.files if file.source not in self.references]
        firsts = [file.first_month for file in own if file.first_month is not None]
        lasts = [file.told_to for file in own if file.told_to is not None]
        if not firsts:
            raise NothingToAssess(
                "There are no records yet.",
                advice="Load an agency's extract first: safercity load police-uk FOLDER.",
            )
        if not lasts:
            raise self._nothing_over([one for one in own if one.first_month is not None])
        last = max(lasts)
        if self.run.as_of is not None:
            last = min(last, month_number(self.run.as_of))
        if last < min(firsts):
            raise NothingToAssess(
                f"No records lie on or before {self.run.as_of}; the first are of "
                f"{month_label(min(firsts))}.",
                advice="Choose a later month for --as-of.",
            )
        return month_labels(min(firsts), last)

    def _nothing_over(self, files: Sequence[CurrentFile]) -> NothingToAssess:
        """Why records tell of no period yet: none of theirs was over when its file was made."""
        begun = {
            quarter_label(file.first_month)
            if file.source in self.quarterly
            else month_label(file.first_month)
            for file in files
            if file.first_month is not None
        }
        told = ", ".join(sorted(begun))
        kinds = {"quarter" if file.source in self.quarterly else "month" for file in files}
        kind = " or ".join(sorted(kinds))
        return NothingToAssess(
            f"The only {kind} with records, {told}, was not over when its file was made."
            if len(begun) == 1
            else f"No {kind} with records ({told}) was over when its file was made.",
            advice="Load a file that was made after its end.",
        )


def open_store(
    workspace: Workspace, *, geography: Geography, taxonomy: Taxonomy, run: Run
) -> Store:
    """The store as the catalogue has it now. Later loads do not change what this one reads.

    Errors: `GeographyError` where records were placed on another grid or within other boundaries.
    """
    shapes = load_shapes(workspace.content)
    with workspace.reading() as catalogue:
        _refuse_other_ground(catalogue, geography)
        rows = catalogue.execute(
            "SELECT c.source, agency, path, first_month, last_month, extract_id "
            "FROM current_files c "
            "JOIN extracts ON extracts.id = extract_id ORDER BY c.source, path"
        ).fetchall()
        told_to = _read_told(catalogue, shapes)
    files = tuple(
        CurrentFile(
            row["source"],
            row["agency"],
            row["path"],
            row["first_month"],
            row["last_month"],
            told_to.get(row["extract_id"]),
        )
        for row in rows
    )
    references = frozenset(n for n, shape in shapes.items() if shape.record == "reference")
    quarterly = frozenset(n for n, shape in shapes.items() if shape.period_months > 1)
    return Store(workspace, geography, taxonomy, files, run, references, quarterly)


def _read_told(catalogue: sqlite3.Connection, shapes: Mapping[str, Shape]) -> dict[int, int]:
    """By extract: the last month with a readable row that was over when it was made."""
    told: dict[int, int] = {}
    for row in catalogue.execute(
        "SELECT DISTINCT extract_id, source, month, vintage, received, last_month FROM verdicts "
        "JOIN extracts ON extracts.id = extract_id WHERE month IS NOT NULL AND verdict <> 'held'"
    ):
        shape = shapes.get(row["source"])
        if is_over(row, shape):
            last = row["month"] + (shape.period_months if shape else 1) - 1
            told[row["extract_id"]] = max(last, told.get(row["extract_id"], 0))
    return told


def _refuse_other_ground(catalogue: sqlite3.Connection, geography: Geography) -> None:
    """A cell of another grid would be counted in the wrong place, or nowhere, without a word."""
    placed = catalogue.execute(
        "SELECT DISTINCT c.source, judged_with FROM current_files c "
        "JOIN extracts ON extracts.id = extract_id ORDER BY c.source"
    ).fetchall()
    moved = dict.fromkeys(
        row["source"] for row in placed if f" on {geography.digest} " not in row["judged_with"]
    )
    if moved:
        raise GeographyError(
            "The workspace's grid or boundaries are not those on which its records were placed: "
            f"{', '.join(moved)}.",
            advice="Load the files of these sources again, or undo the change of [grid].",
        )
