"""The taxonomy as one value: what a record can be, its themes, and what a source can tell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from safercity.evidence.errors import UnknownName
from safercity.evidence.taxonomy.model import (
    Agency,
    Artefact,
    Break,
    Category,
    Clause,
    Derivability,
    Flag,
    Names,
    Theme,
    Weights,
)

UNTOLD = Derivability(
    "not_available",
    {"en": "Nobody has written down whether this source can tell this theme."},
)


@dataclass(frozen=True)
class Taxonomy:
    """Made by `load_taxonomy`. Mappings are by id, in the order of the content files.

    `answers` maps source to theme to answer; `otherwise` is a source's answer on all others.
    `notes` are sentences about a workspace's own copies; `digest` names the content for an edition.
    """

    agencies: Mapping[str, Agency]
    categories: Mapping[str, Category]
    flags: Mapping[str, Flag]
    themes: Mapping[str, Theme]
    answers: Mapping[str, Mapping[str, Derivability]]
    otherwise: Mapping[str, Derivability]
    weight_tables: Mapping[str, Weights]
    breaks: tuple[Break, ...]
    artefacts: Mapping[str, Artefact]
    names: Names
    versions: Mapping[str, int]
    notes: tuple[str, ...]
    digest: str

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources with a file of answers."""
        return tuple(self.answers)

    @property
    def flag_masks(self) -> dict[str, int]:
        """Flag id -> its mask (1 << bit), as the reader sets and a clause tests."""
        return {flag.id: flag.mask for flag in self.flags.values()}

    @property
    def flag_bits(self) -> dict[str, int]:
        """Flag id -> its bit number (0 to 30)."""
        return {flag.id: flag.bit for flag in self.flags.values()}

    @property
    def generic_names(self) -> frozenset[str]:
        """Names that name no place, as police.uk writes them, without prefix."""
        return frozenset(self.names.names)

    @property
    def artefact_words(self) -> frozenset[str]:
        """Names of premises that may be recording artefacts."""
        return frozenset(word for artefact in self.artefacts.values() for word in artefact.words)

    def derivable(self, theme: str, source: str) -> Derivability:
        """Whether `source` can tell `theme`. A source without a file of answers tells none."""
        _known(theme, self.themes, what="theme")
        if source not in self.answers:
            return UNTOLD
        return self.answers[source].get(theme) or self.otherwise[source]

    def layer(self, category: str) -> str:
        """demand, activity or context. Raises UnknownName."""
        _known(category, self.categories, what="category")
        return self.categories[category].layer

    def categories_in(self, layer: str) -> frozenset[str]:
        """Ids of the categories of one layer."""
        return frozenset(c.id for c in self.categories.values() if c.layer == layer)

    def weights(self, table: str) -> Weights:
        """A harm or cost table. Raises UnknownName listing what there is."""
        _known(table, self.weight_tables, what="table of weights")
        return self.weight_tables[table]

    def clauses(self, theme: str, source: str | None = None) -> tuple[Clause, ...]:
        """What makes a record of `source` belong to `theme`: any clause that fits.

        Empty where not available. Without a source: the theme's own clauses. Raises UnknownName.
        """
        _known(theme, self.themes, what="theme")
        if source and self.derivable(theme, source).answer == "not_available":
            return ()
        return self._compile(self.themes[theme], source)

    def themes_of(self, category: str, *, flags: int, source: str) -> tuple[str, ...]:
        """Themes that one record belongs to, in the order of the content."""
        return tuple(
            theme
            for theme in self.themes
            if any(clause.fits(category, flags) for clause in self.clauses(theme, source))
        )

    def breaks_for(
        self, source: str, category: str | None = None, *, forces: Collection[str] = ()
    ) -> tuple[Break, ...]:
        """Recording breaks that a series of this source must show, by month. `forces`: who tells
        it, where that is known: breaks of other forces are not its own."""
        return tuple(b for b in self.breaks if b.concerns(source, category) and b.is_of(forces))

    def artefact_of(self, place_name: str) -> Artefact | None:
        """The kind of premises behind a name where records may pile up for their own reasons."""
        name = self.names.plain(place_name).casefold()
        for artefact in self.artefacts.values():
            if name in {word.casefold() for word in artefact.words}:
                return artefact
        return None

    def _compile(self, theme: Theme, source: str | None) -> tuple[Clause, ...]:
        parts = [p for p in theme.includes if not (source and p.sources) or source in p.sources]
        taken = [*theme.excludes, *theme.fixed_excludes]
        gone = {c for part in taken for c in part.categories or () if part.categories != "any"}
        without = self._mask(tuple(f for part in taken for f in part.flags))
        clauses = []
        for part in parts:
            if part.categories == "any":
                categories = frozenset(self.categories) - gone if gone else None
            else:
                categories = frozenset(part.categories or ()) - gone
            clauses.append(Clause(categories, self._mask(part.flags), without))
        return tuple(clauses)

    def _mask(self, flags: tuple[str, ...]) -> int:
        mask = 0
        for flag in flags:
            mask |= self.flags[flag].mask
        return mask


def _known(name: str, among: Mapping[str, object], *, what: str) -> None:
    if name not in among:
        raise UnknownName(
            f"There is no {what} called {name!r}.",
            advice=f"Known: {', '.join(sorted(among)) or 'none'}.",
        )
