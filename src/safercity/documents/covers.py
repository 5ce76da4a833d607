"""What stands on the first page of every paper and around each page: owner, marking, dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safercity.documents.edition_view import Edition, list_counted_agencies
from safercity.documents.values import Document, Fact, Section
from safercity.documents.words import write_date, write_month_end

MADE_UP = "Made-up demonstration. Every figure, place and agency in this paper is invented."


@dataclass(frozen=True)
class Cover:
    """The paper's subject, its title, which states the finding, and its lead; when it was made,
    and for whom, if told.
    """

    subject: str
    title: str
    lead: str
    made: date | None = None
    made_for: str = ""


def bind(
    edition: Edition, cover: Cover, *, sections: Sequence[Section], facts: Sequence[Fact] = ()
) -> Document:
    """The document. Sections without blocks are left out; `facts` follow those of the edition."""
    manifest, reader = edition.manifest, cover.made_for
    made_for = [f"Made for {reader}, of what may be shared with them."] if reader else []
    return Document(
        subject=cover.subject,
        title=cover.title,
        lead=cover.lead,
        owner=manifest.get("title", ""),
        marking=manifest.get("marking", ""),
        notice=MADE_UP if manifest.get("made_up") else "",
        handling=" ".join((*made_for, *manifest.get("handling", ()))),
        edition=edition.digest[:12],
        dated=_write_dated(edition, cover),
        facts=(*_gather_facts(edition, cover), *facts),
        sections=tuple(section for section in sections if section.blocks),
    )


def _write_dated(edition: Edition, cover: Cover) -> str:
    records = f"Records to {write_month_end(edition.manifest['as_of'])}"
    made = f"{records}. Made {write_date(cover.made)}" if cover.made else records
    return f"{made} for {cover.made_for}" if cover.made and cover.made_for else made


def _gather_facts(edition: Edition, cover: Cover) -> tuple[Fact, ...]:
    facts = [
        Fact("Partnership", edition.manifest.get("title", "")),
        Fact("Records to", write_month_end(edition.manifest["as_of"])),
        Fact("Edition", edition.digest[:12]),
        Fact("Agencies counted", str(len(list_counted_agencies(edition)))),
    ]
    if cover.made:
        facts.insert(2, Fact("Made", write_date(cover.made)))
    return tuple(facts)
