"""Gathers the paper: claim, map, ranked list, what each agency misses, quality, coverage,
limits.
"""

from __future__ import annotations

from datetime import date

from safercity.documents.edition_view import Edition, list_counted_agencies, list_shared_places
from safercity.documents.findings import write_findings
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
from safercity.documents.words import write_date, write_month_end, write_plural

SUBJECT = "High-demand places"
MADE_UP = "Made-up demonstration. Every figure, place and agency in this paper is invented."


def build_high_demand_places(
    edition: Edition, *, made: date | None = None, names: Names | None = None
) -> Document:
    """The paper's content. `made` is printed where given: the edition itself holds no date of
    making.

    The same edition and date give an equal document. Source of every figure: the edition's tables.
    """
    names = names or read_names()
    manifest = edition.manifest
    return Document(
        subject=SUBJECT,
        title=write_claim(edition),
        lead=write_lead(edition),
        owner=manifest.get("title", ""),
        marking=manifest.get("marking", ""),
        notice=MADE_UP if manifest.get("made_up") else "",
        edition=edition.digest[:12],
        dated=_write_dated(edition, made),
        facts=_gather_facts(edition, made),
        sections=_gather_sections(edition, names),
    )


def _write_dated(edition: Edition, made: date | None) -> str:
    records = f"Records to {write_month_end(edition.manifest['as_of'])}"
    return f"{records}. Made {write_date(made)}" if made else records


def _gather_facts(edition: Edition, made: date | None) -> tuple[Fact, ...]:
    facts = [
        Fact("Partnership", edition.manifest.get("title", "")),
        Fact("Records to", write_month_end(edition.manifest["as_of"])),
        Fact("Edition", edition.digest[:12]),
        Fact("Agencies counted", str(len(list_counted_agencies(edition)))),
        Fact("On the list", write_plural(len(list_shared_places(edition)), "place")),
    ]
    if made:
        facts.insert(2, Fact("Made", write_date(made)))
    return tuple(facts)


def _gather_sections(edition: Edition, names: Names) -> tuple[Section, ...]:
    sections = (
        *build_map(edition),
        *build_ranking(edition, names),
        *build_capture(edition, names),
        *build_quality(edition),
        *build_others(edition, names),
        *build_changes(edition, names),
        *write_findings(edition, titles=names.agencies),
        *build_coverage(edition, names),
        *build_one_by_one(edition, names),
        *build_method(edition, names),
        *build_limits(edition),
    )
    return tuple(section for section in sections if section.blocks)
