"""What of one edition is within a viewer's terms: which agencies, which tables, which counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from safercity.partnership.sharing.queries.content import product_of
from safercity.partnership.sharing.queries.marking import LOWEST, SENSITIVE, Marked, mark_sources
from safercity.partnership.sharing.queries.terms import Terms

NO_RECORDS = frozenset({"geometry", "horizon"})
"""Tables that no record went into: boundaries, and what people judged of the world."""


@dataclass(frozen=True)
class Sight:
    """All that terms change in one edition."""

    hidden: frozenset[str]
    products: frozenset[str]
    thresholds: tuple[tuple[str, int], ...]
    marks: tuple[Marked, ...]
    is_guest: bool
    joined: frozenset[str]  # of agreements, where they are told: why the list is not shown


@dataclass(frozen=True)
class Cut:
    """An edition's manifest read with a viewer's terms.

    `open_sources`: those whose records anyone may know. `titles`: of the evidence's agencies.
    """

    manifest: Mapping[str, Any]
    terms: Terms
    open_sources: frozenset[str]
    titles: Mapping[str, str]

    def sources_of(self, layer: str) -> tuple[str, ...]:
        """The sources that an agency's counts in this edition were made from."""
        return tuple(self.manifest.get("data_to", {}).get(layer, {}).get("sources", ()))

    def is_open(self, layer: str) -> bool:
        """Whether all of an agency's sources are open to anyone."""
        sources = self.sources_of(layer)
        return bool(sources) and self.open_sources.issuperset(sources)

    def sees(self, layer: str) -> bool:
        """Whether the viewer sees an agency's own counts: all of its sources are open, the
        viewer's own, or shown to the viewer by an agreement. In doubt, no.
        """
        if self.terms.everything or layer in self.terms.own or self.is_open(layer):
            return True
        closed = set(self.sources_of(layer)) - self.open_sources
        return bool(closed) and closed <= self.terms.counts

    def sees_product(self, table: str) -> bool:
        """Whether the viewer sees what a table makes of several agencies' records together.

        Every agency in it is open, the viewer's own, or in an agreement that names the product. Of
        a table that no agreement can name: every agency's own counts are seen.
        """
        product = product_of(table)
        return self.terms.everything or all(
            layer in self.terms.own
            or self.is_open(layer)
            or (self._is_product_of(layer, product=product) if product else self.sees(layer))
            for layer in self.layers_of(table)
        )

    def _is_product_of(self, layer: str, *, product: str) -> bool:
        closed = set(self.sources_of(layer)) - self.open_sources
        return bool(closed) and all((product, one) in self.terms.products for one in closed)

    def layers_of(self, table: str) -> tuple[str, ...]:
        """The agencies that a table's rows rest on; all of the edition where it does not say."""
        about = self.manifest.get("tables", {}).get(table, {})
        if table in NO_RECORDS or not (about.get("agencies") or about.get("derived_from")):
            return ()
        return tuple(about.get("agencies") or self.manifest.get("data_to", {}))

    def threshold(self, layers: Iterable[str]) -> int:
        """The smallest count of these agencies that is written out; 1 where all are open."""
        closed = {one for layer in layers for one in self.sources_of(layer)} - self.open_sources
        return self.terms.threshold_of(sorted(closed))

    @cached_property
    def layers(self) -> frozenset[str]:
        """The edition's agencies."""
        return frozenset((*self.manifest.get("data_to", {}), *self.manifest.get("counted", ())))

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The edition's agencies that the viewer may not see."""
        return frozenset(layer for layer in self.layers if not self.sees(layer))

    @cached_property
    def hidden_titles(self) -> tuple[str, ...]:
        """The titles of those, to find sentences about them."""
        return tuple(sorted(self.titles.get(layer, layer) for layer in self.hidden))

    @property
    def sight(self) -> Sight:
        """What of the edition differs by terms: equal for whoever sees the same."""
        layers = sorted(self.manifest.get("data_to", {}))
        return Sight(
            self.hidden,
            frozenset(name for name in self.manifest["tables"] if self.sees_product(name)),
            tuple((layer, self.threshold([layer])) for layer in layers),
            tuple(self.mark_made_of([one]) for layer in layers for one in self.sources_of(layer)),
            self.terms.is_guest,
            frozenset() if self.sees_product("places") else self.terms.agreements,
        )

    def mark(self, layers: Iterable[str] | None = None) -> Marked:
        """What anything made of these agencies' records carries; of all that is seen without them.

        Restricted records of a real agency are never less than sensitive.
        """
        told = self.manifest.get("data_to", {}) if layers is None else layers
        return self.mark_made_of(one for layer in told for one in self.sources_of(layer))

    def mark_made_of(self, sources: Iterable[str]) -> Marked:
        """What anything made of these sources carries: that of the most sensitive one."""
        if self.terms.everything:
            return Marked(self.manifest.get("marking", ""))
        closed = set(sources) - self.open_sources
        seen = {one for one in closed if self._is_told(one)}
        is_real = not self.manifest.get("made_up")
        least = SENSITIVE if seen and is_real else LOWEST
        return mark_sources(self.terms, closed, least=least)

    def _is_told(self, source: str) -> bool:
        """Whether the viewer sees anything made of a source: its counts, or a product."""
        own = {one for layer in self.terms.own for one in self.sources_of(layer)}
        agreed = {one for _product, one in self.terms.products}
        return source in own or source in self.terms.counts or source in agreed

    def tells_hidden(self, text: str) -> bool:
        """Whether a text names an agency that the viewer may not see."""
        return any(title in text for title in self.hidden_titles)

    def says_hidden(self, said: Mapping[str, Any]) -> bool:
        """Whether a statement or limit names one, in its text or among its values."""
        return self.tells_hidden(said.get("text", "")) or _holds(said.get("values"), self.hidden)


def _holds(value: Any, slugs: frozenset[str]) -> bool:
    if isinstance(value, Mapping):
        return any(_holds(each, slugs) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_holds(each, slugs) for each in value)
    return isinstance(value, str) and value in slugs
