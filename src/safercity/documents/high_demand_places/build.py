"""Gathers the paper: claim, map, ranked list, what each agency misses, quality, coverage,
limits.
"""

from __future__ import annotations

from datetime import date

from safercity.documents.covers import Cover, bind
from safercity.documents.edition_view import Edition, list_shared_places
from safercity.documents.high_demand_places.apart import build_others
from safercity.documents.high_demand_places.capture import build_capture
from safercity.documents.high_demand_places.changes import build_changes
from safercity.documents.high_demand_places.claim import write_claim, write_lead
from safercity.documents.high_demand_places.coverage import build_coverage
from safercity.documents.high_demand_places.map import build_map
from safercity.documents.high_demand_places.method import build_limits, build_method
from safercity.documents.high_demand_places.one_by_one import build_one_by_one
from safercity.documents.high_demand_places.quality import build_quality
from safercity.documents.high_demand_places.ranking import build_ranking
from safercity.documents.names import Names, read_names
from safercity.documents.values import Document, Fact, Section
from safercity.documents.words import write_plural

SUBJECT = "High-demand places"


def build_high_demand_places(
    edition: Edition,
    *,
    made: date | None = None,
    names: Names | None = None,
    made_for: str = "",
) -> Document:
    """The paper's content. `made` is printed where given: the edition itself holds no date of
    making. So is `made_for`, where the edition is what one agency may see of it.

    The same edition and date give an equal document. Source of every figure: the edition's tables.
    """
    names = names or read_names()
    cover = Cover(SUBJECT, write_claim(edition), write_lead(edition), made, made_for)
    listed = Fact("On the list", write_plural(len(list_shared_places(edition)), "place"))
    return bind(edition, cover, sections=_gather_sections(edition, names), facts=(listed,))


def _gather_sections(edition: Edition, names: Names) -> tuple[Section, ...]:
    return (
        *build_map(edition),
        *build_ranking(edition, names),
        *build_capture(edition, names),
        *build_quality(edition),
        *build_others(edition, names),
        *build_changes(edition, names),
        *build_coverage(edition, names),
        *build_one_by_one(edition, names),
        *build_method(edition, names),
        *build_limits(edition),
    )
