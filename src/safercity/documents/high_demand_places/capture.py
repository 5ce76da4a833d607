"""What each agency alone would have missed: the reason for laying agencies over each other."""

from __future__ import annotations

from safercity.documents.edition_view import Edition, read_capture
from safercity.documents.figures.tally import SIDE, STEP, draw_tally
from safercity.documents.names import Names
from safercity.documents.values import Cell, Column, Mark, Paragraph, Section, Table
from safercity.documents.words import write_share


def build_capture(edition: Edition, names: Names) -> tuple[Section, ...]:
    """A row an agency, fewest missed first: a filled square for each place it would have missed."""
    of, missed = read_capture(edition)
    if not of or not missed:
        return ()
    order = sorted(missed, key=lambda slug: (missed[slug], names.in_order(missed).index(slug)))
    columns = (
        Column("Agency", width=0.34), Column("Would have missed", width=0.4),
        Column("Missed", "number", 0.12), Column("Share", "number", 0.14),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(names.agency(slug)),
            Cell("", mark=_draw(missed[slug], of)),
            Cell(f"{missed[slug]} of {of}"),
            Cell(write_share(missed[slug] / of)),
        )
        for slug in order
    )
    table = Table("Places each agency would have missed on its own", columns, rows)
    note = Paragraph(
        "Had it looked at its own records alone, by the same rules. Filled is missed. This "
        "measures what records show, not how well an agency works.", tone="small"
    )  # fmt: skip
    return (Section("missed", _head(missed, names, of=of), (table, note), together=True),)


def _head(missed: dict[str, int], names: Names, *, of: int) -> str:
    slug = "police" if "police" in missed else names.in_order(missed)[0]
    return f"{names.agency(slug)} records alone would have found {of - missed[slug]} of the {of}"


def _draw(count: int, of: int) -> Mark | None:
    if of > 40:
        return None
    # The number stands in the next column, so the drawing is silent.
    return Mark(draw_tally(count, of=of), "", STEP * of + 1, SIDE + 2)
