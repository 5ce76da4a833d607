"""The extracts that an edition was made from, as the catalogue still knows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from safercity.evidence.types import month_label
from safercity.evidence.workspace import Workspace


@dataclass(frozen=True)
class Vintage:
    """One extract of a source. `made_on`: its vintage, "" where its file does not say; `received`:
    the day it came. Its first and last month are None where its records have none."""

    source: str
    made_on: str
    received: str
    first: str | None
    last: str | None
    rows: int
    digest: str


def list_vintages(
    workspace: Workspace, sources: Collection[str], *, edition: str
) -> tuple[Vintage, ...]:
    """The extracts of these sources that had come when the edition was made, in order.

    Those deleted since are gone from here too; none for an edition that the catalogue lacks.
    """
    with workspace.reading() as catalogue:
        made = catalogue.execute(
            "SELECT made_at FROM editions WHERE digest = ?", (edition,)
        ).fetchone()
        rows = catalogue.execute(
            "SELECT source, vintage, received, first_month, last_month, rows, digest FROM extracts"
            " ORDER BY source, first_month, vintage, digest"
        ).fetchall()
    if made is None:
        return ()
    until = str(made["made_at"])[:10]
    return tuple(
        Vintage(
            row["source"],
            row["vintage"],
            row["received"],
            _month(row["first_month"]),
            _month(row["last_month"]),
            row["rows"],
            row["digest"],
        )
        for row in rows
        if row["source"] in sources and row["received"][:10] <= until
    )


def _month(number: int | None) -> str | None:
    return None if number is None else month_label(number)
