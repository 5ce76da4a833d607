"""The values of the taxonomy: agencies, categories, flags, themes, weights, breaks, names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from pydantic import ConfigDict

Layer = Literal["demand", "activity", "context"]
Answer = Literal["derivable", "partial", "not_available"]
Titles = dict[str, str]

STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Agency:
    """Who sends records. `letters` and `strip` (1 to 8) place it in the who-sees-it strip."""

    __pydantic_config__ = STRICT
    id: str
    letters: str
    colour: str
    title: Titles
    strip: int | None = None


@dataclass(frozen=True)
class Category:
    """One kind of record. `within` is the coarser category that other sources send instead."""

    __pydantic_config__ = STRICT
    id: str
    layer: Layer
    title: Titles
    within: str | None = None


@dataclass(frozen=True)
class Flag:
    """A mark beside the category; stored as bit number `bit` of the record's flags."""

    __pydantic_config__ = STRICT
    id: str
    bit: int
    title: Titles

    @property
    def mask(self) -> int:
        return 1 << self.bit


@dataclass(frozen=True)
class Clause:
    """Fits a record whose category is listed (None: any) and whose flags suit.

    All bits of `flags_mask` must be set, and none of `without_mask`.
    """

    categories: frozenset[str] | None
    flags_mask: int = 0
    without_mask: int = 0

    def fits(self, category: str, flags: int) -> bool:
        known = self.categories is None or category in self.categories
        wanted = flags & self.flags_mask == self.flags_mask
        return known and wanted and not flags & self.without_mask


@dataclass(frozen=True)
class Part:
    """An `includes` or `excludes` line of a theme, groups already replaced by their categories.

    In `includes` every flag is wanted; in `excludes` any one of the flags takes the record away.
    """

    __pydantic_config__ = STRICT
    categories: tuple[str, ...] | Literal["any"] | None = None
    flags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Theme:
    """What the partnership talks about. Several themes may hold for one record."""

    __pydantic_config__ = STRICT
    id: str
    priority: Literal["strategic", "supporting", "wider"]
    title: Titles
    definition: Titles
    includes: tuple[Part, ...]
    excludes: tuple[Part, ...] = ()
    fixed_excludes: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Derivability:
    """Whether a source can tell a theme, and why or why not."""

    __pydantic_config__ = STRICT
    answer: Answer
    why: Titles


@dataclass(frozen=True)
class Weights:
    """A table of harm weights or unit costs, in whole `unit`s.

    A category without a figure stands in `to_be_supplied` or, with a reason, in `not_weighted`;
    no figure is ever guessed.
    """

    __pydantic_config__ = STRICT
    id: str
    title: Titles
    kind: Literal["harm", "cost"]
    unit: str
    year: str
    source: str
    weights: dict[str, int]
    to_be_supplied: tuple[str, ...] = ()
    not_weighted: dict[str, str] = field(default_factory=dict)

    def of(self, category: str) -> int | None:
        """The figure of a category, or None where it is still to be supplied."""
        return self.weights.get(category)


@dataclass(frozen=True)
class Break:
    """A dated change in recording. `to` is the last month of a gap; None for a lasting change."""

    __pydantic_config__ = STRICT
    id: str
    kind: Literal["rule", "system", "missing", "definition"]
    month: str
    title: Titles
    source: str
    to: str | None = None
    sources: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    expect: Literal["up", "down", "either", "missing"] = "either"

    def concerns(self, source: str, category: str | None = None) -> bool:
        """Whether a series of this source (and category) must show the break."""
        here = not self.sources or source in self.sources
        return here and (category is None or not self.categories or category in self.categories)

    def is_of(self, forces: Collection[str]) -> bool:
        """Whether it is a break of one of these forces; of all, where none is known."""
        ours = {_plain_force(one) for one in forces}
        return not self.forces or not ours or bool(ours & {_plain_force(f) for f in self.forces})


def _plain_force(name: str) -> str:
    return name.strip().casefold().replace("&", "and").removesuffix(" police")


@dataclass(frozen=True)
class Artefact:
    """Premises where records may pile up because of how they are made."""

    __pydantic_config__ = STRICT
    id: str
    words: tuple[str, ...]
    title: Titles
    why: Titles


@dataclass(frozen=True)
class Names:
    """Names that name no place, and the prefixes that stand before any name."""

    __pydantic_config__ = STRICT
    prefixes: tuple[str, ...]
    names: tuple[str, ...]
    patterns: tuple[str, ...]

    def plain(self, text: str) -> str:
        """The name without its prefix: "On or near Wood Lane" is "Wood Lane"."""
        text = text.strip()
        for prefix in self.prefixes:
            if f"{text} ".casefold().startswith(f"{prefix} ".casefold()):
                return text[len(prefix) :].strip()
        return text

    def is_generic(self, text: str) -> bool:
        """Whether a name, with or without prefix, names no place."""
        name = self.plain(text)
        if not name or name.casefold() in _fold(self.names):
            return True
        return any(re.search(pattern, name) for pattern in self.patterns)


@lru_cache(maxsize=8)
def _fold(names: tuple[str, ...]) -> frozenset[str]:
    """Asked of every name in the records, by each kind of unit."""
    return frozenset(name.casefold() for name in names)


def say(titles: Mapping[str, Any], language: str = "en") -> str:
    """The text in this language, or in English where the translation is missing."""
    return str(titles.get(language) or titles["en"])
