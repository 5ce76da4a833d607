"""Titles of agencies and themes from the content, in the fixed order of the who-sees-it strip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import yaml

from safercity.documents.words import capitalise, spell_slug

# Beyond these eight an agency joins the strip only where an edition says what it sees.
STRIP = ("police", "asb_team", "environment", "housing", "children", "adults", "fire", "health")


@dataclass(frozen=True)
class Names:
    """Titles by slug. A slug without one is spelt out, so that an edition is never unreadable."""

    agencies: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)

    def agency(self, slug: str) -> str:
        """The agency's title: "Fire and rescue"."""
        return self.agencies.get(slug) or capitalise(spell_slug(slug))

    def two_letters(self, slug: str) -> str:
        """The agency's letters in the strip: "Fr"."""
        return self.letters.get(slug) or slug[:2].capitalize()

    def theme(self, slug: str) -> str:
        """The theme's title in running text: "anti-social behaviour"."""
        return self.themes.get(slug) or spell_slug(slug)

    def in_order(self, slugs: Iterable[str]) -> list[str]:
        """Agencies in the strip's order; others after them, as the content lists them."""
        order = {slug: at for at, slug in enumerate((*STRIP, *self.agencies))}
        return sorted(set(slugs), key=lambda slug: (order.get(slug, len(order)), slug))


def read_names(language: str = "en") -> Names:
    """Names from the content shipped; a file that is not there leaves its slugs spelt out."""
    agencies = _read_list("agencies.yaml", "agencies")
    themes = _read_list("taxonomy/themes.yaml", "themes")
    return Names(
        agencies={each["id"]: _title(each, language) for each in agencies},
        letters={each["id"]: each["letters"] for each in agencies if each.get("letters")},
        themes={each["id"]: _title(each, language) for each in themes},
    )


def _read_list(path: str, key: str) -> list[dict[str, Any]]:
    found = files("safercity.content").joinpath(path)
    if not found.is_file():
        return []
    return list((yaml.safe_load(found.read_text(encoding="utf-8")) or {}).get(key, []))


def _title(entry: Mapping[str, Any], language: str) -> str:
    titles = entry.get("title", {})
    if isinstance(titles, str):
        return titles
    return str(titles.get(language) or titles.get("en") or spell_slug(entry["id"]))
