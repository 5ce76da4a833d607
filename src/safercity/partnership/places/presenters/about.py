"""How these figures are made: steps, settings, the records behind them, the limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safercity.documents.high_demand_places.method import build_method
from safercity.documents.values import Points, Table
from safercity.partnership.common.in_words import join_words
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.presenters.reach import Reach, list_reach

SETTING_COLUMNS = ("setting", "used_here")
PART_COLUMNS = ("table", "derived_from", "sensitivity", "digest")


@dataclass(frozen=True)
class Part:
    """A table of the edition, what it was derived from, and how sensitive it is."""

    name: str
    derived_from: str
    sensitivity: str
    digest: str


@dataclass(frozen=True)
class AboutPage:
    """Everything the template of the method shows."""

    edition: str
    steps: Sequence[str]
    settings: Sequence[tuple[str, str]]
    data_to: Sequence[Reach]
    limits: Sequence[str]
    statement: Sequence[str]
    parts: Sequence[Part]
    stands_alone_since: date | None


def present_about(edition: Any) -> AboutPage:
    """The page about an edition."""
    manifest = edition.manifest
    blocks = [block for section in build_method(edition, names()) for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, Table)]
    return AboutPage(
        edition=edition.digest,
        steps=[item for block in blocks if isinstance(block, Points) for item in block.items],
        settings=[(row[0].text, row[1].text) for table in tables for row in table.rows],
        data_to=list_reach(edition),
        limits=manifest.get("limits", []),
        statement=[each["text"] for each in manifest.get("statement", []) if each.get("text")],
        stands_alone_since=_read_day(manifest.get("not_rebuildable_since")),
        parts=[_part(name, about) for name, about in sorted(manifest.get("tables", {}).items())],
    )


def _read_day(label: str | None) -> date | None:
    return date.fromisoformat(label) if label else None


def _part(name: str, about: dict[str, Any]) -> Part:
    return Part(
        name=name.replace("_", " "),
        derived_from=join_words(list(map(str, about.get("derived_from", [])))),
        sensitivity=str(about.get("sensitivity", "")).replace("_", " "),
        digest=str(about.get("digest", ""))[:12],
    )


def write_parts(parts: Sequence[Part]) -> list[tuple[str, ...]]:
    """The edition's tables for a file."""
    return [(one.name, one.derived_from, one.sensitivity, one.digest) for one in parts]
