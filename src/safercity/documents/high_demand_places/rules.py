"""Whether a place meets each entry rule: what is needed, and what it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from safercity.documents.edition_view import Edition, Row, is_in_part, list_counted_agencies
from safercity.documents.values import Cell, Column, Table
from safercity.documents.words import write_rank_range, write_share


def build_rules(edition: Edition, place: Row) -> Table:
    """A row a rule: agencies that see it, quarters they see it, and its hold under other
    weights.
    """
    settings: Mapping[str, Any] = edition.manifest.get("settings", {})
    least = settings.get("agencies_needed") or settings.get("agencies_at_least", 3)
    quarters = settings.get("quarters_at_least", 6)
    last, listed = settings.get("of_last", 8), settings.get("listed", 20)
    counted = len(list_counted_agencies(edition))
    here = f"{len(place['agencies'])}{' of those shown' if is_in_part(edition) else ''}"
    rows = (
        ("Agencies that see lasting demand", f"{least} of {counted}", here),
        (f"Quarters each of them sees it, of the last {last}",
            f"{quarters} to be persistent", _seen(place, last)),
        (f"Stays in the first {listed} under other weights", "80% for fairly firm, 95% for firm",
         write_share(place["stability"])),
    )  # fmt: skip
    columns = (
        Column("Rule", width=0.5), Column("Needed", "number", 0.32), Column("Here", "number", 0.18),
    )  # fmt: skip
    return Table("Why it is on the list", columns, tuple(tuple(map(Cell, row)) for row in rows))


def _seen(place: Row, last: int) -> str:
    counts = [
        history["states"][-last:].count("high")
        for slug, history in place.get("by_agency", {}).items()
        if slug in place["agencies"]
    ]
    return write_rank_range(min(counts), max(counts)) if counts else "not known"
