"""How far each agency's records run, and what is missing or unplaced in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from safercity.documents.export.plain import Cell
from safercity.documents.words import write_count
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.taxonomy import say
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.in_words import join_words, write_month, write_months, write_share
from safercity.partnership.places.presenters.frame import names

COLUMNS = ("agency", "from", "to", "months_missing", "rows", "without_a_place", "sources")
SOURCE = re.compile(r"\b[a-z]+(-[a-z]+)+\b")  # an id of a source; other words stay as they are


@dataclass(frozen=True)
class Reach:
    """One agency's records, in words."""

    agency: str
    first: str
    last: str
    missing: str
    rows: str
    unplaced: str
    sources: str


def _name_source(source: str) -> str:
    """The source's title; its id where no shape is kept."""
    shape = _read_shapes(find_own_content()).get(source)
    return say(shape.title, (get_language() or "en")[:2]) if shape else source


def name_sources(words: str) -> str:
    """Words of an edition with the sources in them by title: "No extract of … has been loaded"."""
    return SOURCE.sub(lambda found: _name_source(found[0]), words)


@lru_cache(maxsize=2)
def _read_shapes(content: Path | None) -> Mapping[str, Shape]:
    return load_shapes(content)


def list_reach(edition: Any) -> list[Reach]:
    """A line for each agency of the edition, in the strip's order."""
    data_to = edition.manifest.get("data_to", {})
    return [_reach(slug, data_to[slug]) for slug in names().in_order(data_to)]


def write_rows(edition: Any) -> list[list[Cell]]:
    """The same for a file: months as 2025-06, numbers as numbers."""
    data_to = edition.manifest.get("data_to", {})
    return [
        [
            names().agency(slug),
            about.get("from") or "",
            about.get("to") or "",
            ", ".join(about.get("missing", [])),
            about.get("rows"),
            about.get("unplaced_share"),
            join_words([_name_source(str(source)) for source in about.get("sources", [])]),
        ]
        for slug, about in ((slug, data_to[slug]) for slug in names().in_order(data_to))
    ]


def _reach(slug: str, about: dict[str, Any]) -> Reach:
    return Reach(
        agency=names().agency(slug),
        first=write_month(about["from"], short=True) if about.get("from") else "–",
        last=write_month(about["to"], short=True) if about.get("to") else "–",
        missing=write_months(about.get("missing", [])),
        rows=write_count(about["rows"]) if about.get("rows") is not None else "–",
        unplaced=write_share(about.get("unplaced_share")),
        sources=join_words([_name_source(str(source)) for source in about.get("sources", [])]),
    )
