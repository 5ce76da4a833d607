"""The paper of an assessment: what rises and falls, and every other finding of the edition."""

from __future__ import annotations

from datetime import date

from safercity.documents.covers import Cover, bind
from safercity.documents.edition_findings import write_parts
from safercity.documents.edition_view import Edition
from safercity.documents.high_demand_places.changes import (
    build_changes,
    count_tried,
    list_themes,
)
from safercity.documents.high_demand_places.coverage import build_coverage
from safercity.documents.high_demand_places.method import build_limits
from safercity.documents.names import Names, read_names
from safercity.documents.values import Document
from safercity.documents.words import open_with, write_plural

SUBJECT = "Assessment"
PLACES_ALONE = "This edition keeps its places alone"
MAKE_IT = "It was made by safercity refresh; safercity assess makes one with every finding."


def build_assessment(
    edition: Edition, *, made: date | None = None, names: Names | None = None
) -> Document:
    """The paper's content. `made` is printed where given.

    The same edition and date give an equal document. An edition that keeps its places alone says
    so. Raises `ChartNotDrawn`.
    """
    names = names or read_names()
    cover = Cover(SUBJECT, _write_claim(edition), _write_lead(edition), made)
    sections = (
        *build_changes(edition, names),
        *write_parts(edition, names),
        *build_coverage(edition, names),
        *build_limits(edition),
    )
    return bind(edition, cover, sections=sections)


def _count(edition: Edition, verdict: str) -> int:
    return sum(theme["verdict"] == verdict for theme in list_themes(edition))


def _write_claim(edition: Edition) -> str:
    themes = list_themes(edition)
    if not themes:
        return PLACES_ALONE
    rising, falling = _count(edition, "rising"), _count(edition, "falling")
    if not rising and not falling:
        return "No theme clearly rises or falls"
    if not rising:
        said = f"{_number(falling)} theme{_s(falling)} clearly fall{_s(falling, is_verb=True)}"
        return f"{said} and none rises"
    rise = f"{_number(rising)} theme{_s(rising)} clearly rise{_s(rising, is_verb=True)}"
    return f"{rise} and {_number(falling).lower()} fall{_s(falling, is_verb=True)}"


def _write_lead(edition: Edition) -> str:
    themes = list_themes(edition)
    if not themes:
        return MAKE_IT
    tried, _few = count_tried(themes)
    return (
        f"Of {write_plural(len(themes), 'theme')} with records, {tried} were told by enough months "
        "to try for a trend. These are records, not events: what is reported and written down "
        "changes too."
    )


def _number(count: int) -> str:
    return open_with(count) if count else "None"


def _s(count: int, *, is_verb: bool = False) -> str:
    """The ending of a noun of so many, or of its verb."""
    return "s" if (count == 1) == is_verb else ""
