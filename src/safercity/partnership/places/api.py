"""Places and findings of the current edition for programs, as pages show them to the agency."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from safercity.documents.values import Aside, Facts, Figure, Paragraph, Points, Section, Table
from safercity.partnership.common.pages import Asked, page
from safercity.partnership.common.reading import Slice
from safercity.partnership.common.rules import NotVisible, hold_a_post
from safercity.partnership.places import queries
from safercity.partnership.places.forms import Filters
from safercity.partnership.places.presenters import findings

router = Router(tags=["places"])
NOTHING = gettext_noop("This edition has nothing of that name that you may see.")


class Edition(Schema):
    """The immutable set of findings that every figure below is from."""

    digest: str = Field(description="Its name: the digest of its values.")
    title: str
    marking: str
    made_up: bool
    as_of: str
    data_to: dict[str, Any] = Field(description="How far each agency's records run.")


class Place(Schema):
    """A place where demand lasts. Counts by agency are on its page, with their intervals."""

    id: str = Field(description="Kept from edition to edition.")
    name: str
    ward: str | None = None
    rank: int | None = None
    rank_low: int | None = Field(None, description="Best rank that the records bear out.")
    rank_high: int | None = Field(None, description="Worst rank that the records bear out.")
    kind: str = Field(alias="class")
    seen_by_several: bool = Field(description="Whether several agencies see lasting demand now.")
    sure: str
    since: str | None = None
    stability: float | None = Field(None, description="Share of other weights that find it too.")
    agencies: list[str]
    themes: list[str]
    unplaced_share: float | None = None
    area_km2: float | None = None
    centre: list[float] = Field(description="Longitude, latitude.")


class Entry(Schema):
    """A finding in the index."""

    id: str
    title: str
    part: str


class Numbers(Schema):
    """A table in words: small counts are hidden as on the page."""

    caption: str
    columns: list[str]
    rows: list[list[str]]
    note: str = ""


class Finding(Schema):
    """What a finding says, its figures in words, and its numbers."""

    id: str
    title: str
    edition: str
    marking: str
    says: list[str]
    tables: list[Numbers]


class PlaceFilters(Schema):
    """What the list is narrowed to, in the words of the page's own address."""

    agency: str = ""
    theme: str = ""
    kind: str = ""
    sure: str = ""
    period: str = Field("", description="A year or quarter in which it was high: 2024-Q1.")


def _read(request: Asked) -> queries.Reading:
    return queries.get_reading(settings.SAFERCITY.workspace, request.viewer)


@router.get("/edition", response=Edition)
@page(hold_a_post)
def show_edition(request: Asked):
    """Which edition the figures are from, its marking, and how far the records run."""
    reading = _read(request)
    told = {name: reading.manifest.get(name) or "" for name in ("title", "marking", "as_of")}
    made_up = bool(reading.manifest.get("made_up"))
    data_to = reading.manifest.get("data_to", {})
    return told | {"digest": reading.digest, "made_up": made_up, "data_to": data_to}


@router.get("/places", response=list[Place])
@page(hold_a_post)
@paginate(Slice)
def list_places(request: Asked, asked: Query[PlaceFilters]):
    """The places in the order of the list: those that several agencies see, then the others."""
    return [_tell(each) for each in queries.list_places(_read(request), Filters(**asked.dict()))]


@router.get("/places/{place_id}", response=Place)
@page(hold_a_post)
def show_place(request: Asked, place_id: str):
    """One place."""
    place = queries.get_place(_read(request), place_id)
    if place is None:
        raise NotVisible(_(NOTHING))
    request.looked_at = queries.name_subject(place_id)
    return _tell(place)


def _tell(place: queries.Place) -> dict[str, Any]:
    return {**place, "seen_by_several": queries.is_shared(place)}


@router.get("/findings", response=list[Entry])
@page(hold_a_post)
@paginate(Slice)
def list_findings(request: Asked):
    """What the edition says beside the places."""
    return [
        {"id": key, "title": title, "part": part.id}
        for part in findings.list_parts(_read(request))
        for entry in part.entries
        for key, title in ((entry.id, entry.title), *entry.aspects)
    ]


@router.get("/findings/{slug:name}", response=Finding)
@page(hold_a_post)
def show_finding(request: Asked, name: str):
    """One finding, as its page tells it."""
    reading = _read(request)
    found = findings.present_finding(reading, name)
    if found is None:
        raise NotVisible(_(NOTHING))
    section = found.section
    return {
        "id": name,
        "title": section.heading,
        "edition": reading.digest,
        "marking": found.marked.marking,
        "says": [words for block in section.blocks for words in _say(block)],
        "tables": _tell_tables(section),
    }


def _say(block: Any) -> list[str]:
    match block:
        case Paragraph(text=text):
            return [text]
        case Points(items=items):
            return list(items)
        case Facts(facts=facts):
            return [f"{fact.label}: {fact.value}" for fact in facts]
        case Aside(heading=heading, paragraphs=paragraphs):
            return [heading, *paragraphs]
        case Figure(alt=alt):
            return [alt]
    return []


def _tell_tables(section: Section) -> list[dict[str, Any]]:
    return [
        {
            "caption": block.caption,
            "columns": [column.heading for column in block.columns],
            "rows": [[cell.text or cell.state for cell in row] for row in block.rows],
            "note": block.note,
        }
        for block in section.blocks
        if isinstance(block, Table)
    ]
