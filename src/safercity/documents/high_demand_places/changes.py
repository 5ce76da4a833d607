"""What rises and what falls: a row for every theme, and the chart of each with a clear trend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from safercity.documents.edition_view import Edition, Row, read_table
from safercity.documents.findings import Heading, write_finding
from safercity.documents.names import Names
from safercity.documents.values import Cell, Column, Paragraph, Section, Table
from safercity.documents.words import capitalise, write_share, write_small
from safercity.evidence.findings.statements import NOT_KNOWN, write_figure, write_words

HEADING = "What rises and what falls"
ABOUT = (
    "The whole area, over all the months sent, each theme as the agency that records most of it "
    "tells. These are records, not events: reporting changes too."
)
BY_CHANCE = 0.05  # what intervals of 95% leave out
CLEAR = ("rising", "falling")
VERDICTS = {
    "rising": "Rising", "falling": "Falling", "no_trend": "No clear trend",
    "too_few": "Too few months", "no_records": "No records",
}  # fmt: skip


def list_themes(edition: Edition) -> list[Row]:
    """What the edition keeps of each theme; nothing where it was made without (`refresh`)."""
    return list(read_table(edition, "profiles").get("themes", ()))


def list_clear(themes: Iterable[Row]) -> list[Row]:
    """Themes that clearly rise or fall, the largest change a year first."""
    clear = [one for one in themes if one["verdict"] in CLEAR]
    return sorted(clear, key=lambda one: -abs(one["change"]))


def count_tried(themes: Iterable[Row]) -> tuple[int, int]:
    """How many themes were tried, and about how many would look clear by chance alone."""
    tried = sum(one["change"] is not None for one in themes)
    return tried, max(1, round(tried * BY_CHANCE))


def build_changes(edition: Edition, names: Names) -> tuple[Section, ...]:
    """The section with its table, then one for each theme that rises or falls."""
    themes = list_themes(edition)
    if not themes:
        return ()
    words = (Paragraph(ABOUT), Paragraph(_say_chance(themes)))
    head = Section("changes", HEADING, (*words, _build_table(themes, names)), starts_page=True)
    return head, *(_build_theme(one, names) for one in list_clear(themes))


def _say_chance(themes: Sequence[Row]) -> str:
    tried, few = count_tried(themes)
    if not tried:
        return "Of no theme were enough months sent to tell a trend."
    plural = "theme" if tried == 1 else "themes"
    return f"Of {tried} {plural} tried, about {write_words(few)} would look so by chance alone."


def _build_table(themes: Sequence[Row], names: Names) -> Table:
    columns = (
        Column("Theme", width=0.36), Column("Trend", width=0.2),
        Column("Records in a year", "number", 0.13), Column("Rate", "number", 0.11),
        Column("Change a year", "number", 0.2),
    )  # fmt: skip
    note = (
        "Rate: records for each 1,000 residents a year; not known without a file of residents. "
        "Change a year: over all the months sent, with its 95% interval below."
    )
    rows = tuple(_build_row(one, names) for one in themes)
    return Table("Themes, their records and their trend", columns, rows, note=note)


def _build_row(one: Row, names: Names) -> tuple[Cell, ...]:
    rate, change = one.get("rate"), one["change"]
    between = f"{_signed(one['low'])} to {_signed(one['high'])}" if change is not None else ""
    return (
        Cell(one["title"], line=capitalise(names.agency(one["agency"]))),
        Cell(VERDICTS.get(one["verdict"], NOT_KNOWN)),
        Cell(NOT_KNOWN if one.get("records") is None else write_small(one["records"])),
        Cell(NOT_KNOWN if rate is None else write_figure(rate)),
        Cell(NOT_KNOWN if change is None else _signed(change), line=between),
    )


def _signed(share: float | None) -> str:
    return ("+" if share and share > 0 else "") + write_share(share)


def _build_theme(one: Row, names: Names) -> Section:
    heading = Heading(f"theme-{one['theme']}", one["title"])
    found = write_finding(one["trend"], heading, titles=names.agencies)
    introduction = Paragraph(one.get("introduction", ""))
    return Section(found.id, found.heading, (introduction, *found.blocks), 3, together=True)
