"""Titles of agencies and themes from the content, in the fixed order of the who-sees-it strip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from safercity.documents.words import capitalise, spell_slug
from safercity.evidence.taxonomy import load_taxonomy, say

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


def read_names(language: str = "en", overrides: Path | None = None) -> Names:
    """Names from the content shipped, a workspace's own copy (`overrides`) standing before it."""
    taxonomy = load_taxonomy(overrides)
    agencies, themes = taxonomy.agencies.values(), taxonomy.themes.values()
    return Names(
        agencies={each.id: say(each.title, language) for each in agencies},
        letters={each.id: each.letters for each in agencies if each.letters},
        themes={each.id: say(each.title, language) for each in themes},
    )
