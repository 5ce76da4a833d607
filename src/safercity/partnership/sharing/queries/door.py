"""The one door to an edition: what of it a viewer sees for a purpose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from safercity.documents.edition_view import Edition
from safercity.documents.names import read_names
from safercity.evidence.errors import Restricted, UnknownName
from safercity.evidence.extracts.shapes import load_shapes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.sharing.queries.cut import Cut, Sight
from safercity.partnership.sharing.queries.cut_tables import cut_table, is_kept
from safercity.partnership.sharing.queries.marking import Marked
from safercity.partnership.sharing.queries.terms import Terms, find_terms, list_covering

# A handful of parties differ in what they see; each way of seeing keeps its tables and drawings.
WAYS_KEPT = 16


@dataclass(frozen=True, eq=False)
class VisibleEdition:
    """An edition as far as a viewer's terms reach. Compared by identity, as drawings hang on it."""

    edition: Edition
    cut: Cut
    _tables: dict[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)

    @property
    def digest(self) -> str:
        """The edition's own."""
        return self.edition.digest

    @property
    def hidden(self) -> frozenset[str]:
        """The agencies that the viewer may not see."""
        return self.cut.hidden

    def mark(self, layers: Iterable[str] | None = None) -> Marked:
        """The marking of what is made of these agencies' records; of all that is seen without."""
        return self.cut.mark(layers)

    def mark_made_of(self, sources: Iterable[str]) -> Marked:
        """The marking of what is made of these sources alone, whatever else their agencies send."""
        return self.cut.mark_made_of(sources)

    def mark_table(self, name: str) -> Marked:
        """The marking of what a whole table is made of; the lowest where no record went into it."""
        return self.cut.mark(self.cut.layers_of(name))

    def keeps_from(self, find: Callable[[Edition], Collection[Any]]) -> bool:
        """Whether the whole edition has more of what `find` finds than this viewer sees. A guest is
        never told: what other agencies agreed is not theirs to know."""
        return not self.cut.terms.is_guest and len(find(self.edition)) > len(find(self))

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """The edition's, without the agencies and tables that are not seen."""
        whole = self.edition.manifest
        return {
            **whole,
            "tables": {
                name: about
                for name, about in whole["tables"].items()
                if is_kept(self.edition.table(name), self.cut, name=name)
            },
            "data_to": {k: v for k, v in whole.get("data_to", {}).items() if self.cut.sees(k)},
            "limits": [one for one in whole.get("limits", ()) if not self.cut.tells_hidden(one)],
            "marking": self.mark().marking,
            "handling": self.mark().handling,
            "statement": [] if self._lacks_places else whole.get("statement", []),
        }

    @cached_property
    def _lacks_places(self) -> bool:
        """Whether places are hidden, so that a sentence that counts them all says too much."""
        if "places" not in self.edition.manifest["tables"]:
            return False
        if not self.cut.sees_product("places"):
            return True
        all_places = self.edition.table("places")["places"]
        return len(self.table("places")["places"]) < len(all_places)

    def table(self, name: str) -> Mapping[str, Any]:
        """A table as the viewer sees it. Errors: UnknownName where nothing of it is seen;
        Restricted for the list of places itself, naming the agreements and whom to ask.
        """
        if name == "places" and not self.cut.sees_product(name):
            raise refuse_places(self.cut)
        if name not in self._tables:
            whole = self.edition.table(name)
            if not is_kept(whole, self.cut, name=name):
                raise UnknownName(
                    _("There is no table called {name!r} that you may see.").format(name=name)
                )
            self._tables[name] = cut_table(whole, self.cut, name=name)
        return self._tables[name]


def visible(
    edition: Edition, viewer: Viewer, *, purpose: str, content: Path | None = None
) -> VisibleEdition:
    """What of the edition this viewer sees for a purpose (an id of content/sharing/uses.yaml).

    What is not seen is absent from the tables, rows and counts of what is returned. `content`: a
    workspace's own content, which comes before the shipped. The same terms give the same object.
    """
    since = edition.manifest.get("not_rebuildable_since")
    whole = _Whole(edition, edition.digest, getattr(edition, "folder", None), since)
    return _see(whole, terms=find_terms(viewer, purpose=purpose), content=content)


@dataclass(frozen=True)
class _Whole:
    """An edition as a cache's key: its digest, the folder where it lies, and the one line of its
    manifest that is written later."""

    edition: Edition = field(compare=False)
    digest: str
    folder: Path | None
    since: str | None


@lru_cache(maxsize=4 * WAYS_KEPT)
def _see(whole: _Whole, *, terms: Terms, content: Path | None) -> VisibleEdition:
    own = content if content and content.is_dir() else None
    shapes = load_shapes(own).values()
    manifest = whole.edition.manifest
    open_sources = {one.id for one in shapes if one.sensitivity == "open"} | _list_open(manifest)
    cut = Cut(manifest, terms, frozenset(open_sources), read_names(overrides=own).agencies)
    return _share(whole, _Way(cut, cut.sight))


@dataclass(frozen=True)
class _Way:
    """A way of seeing as a cache's key: terms that differ may show the same."""

    cut: Cut = field(compare=False)
    sight: Sight


@lru_cache(maxsize=WAYS_KEPT)
def _share(whole: _Whole, way: _Way) -> VisibleEdition:
    return VisibleEdition(whole.edition, way.cut)


def _list_open(manifest: Mapping[str, Any]) -> set[str]:
    """Every source of an edition whose tables all say that their records are open."""
    if any(about["sensitivity"] != "open" for about in manifest["tables"].values()):
        return set()
    told = manifest.get("data_to", {}).values()
    return {source for about in told for source in about.get("sources", ())}


def refuse_places(cut: Cut) -> Restricted:
    """Why the list of places is not shown: which agencies' agreements lack it, and whom to ask.

    Guests are told of neither: what other agencies agreed is not theirs to know.
    """
    if cut.terms.is_guest:
        return Restricted(
            _("Your agency has no agreement for the list of places."),
            advice=_("Ask the community safety manager whether it could have one."),
        )
    lacking = [
        layer
        for layer in cut.layers_of("places")
        if not (cut.is_open(layer) or layer in cut.terms.own)
        and any(("places", one) not in cut.terms.products for one in cut.sources_of(layer))
    ]
    sources = sorted({one for layer in lacking for one in cut.sources_of(layer)})
    titles = ", ".join(cut.titles.get(layer, layer) for layer in lacking)
    return Restricted(
        _(
            "Your agency has no agreement for the list of places with the records of: {titles}."
        ).format(titles=titles),
        advice=_advise(cut, sources),
    )


def _advise(cut: Cut, sources: Iterable[str]) -> str:
    """Which agreements to join that name the list; of those that the agency is in already, that
    they would have to name it."""
    covering = {one.reference: one for source in sources for one in list_covering(source)}
    joined = {one.title for one in covering.values() if one.reference in cut.terms.agreements}
    others = {
        one.title
        for one in covering.values()
        if one.reference not in cut.terms.agreements and "places" in one.content["products"]
    }
    told = []
    if others:
        told.append(_("Ask to join: {named}.").format(named=", ".join(sorted(others))))
    if joined:
        words = _(
            "Your agency is a party already, without the list of places for this use: {named}."
            " Ask the community safety manager for a review that adds it."
        )
        told.append(words.format(named=", ".join(sorted(joined))))
    if not told:
        told.append(_("No agreement in force opens it. Ask the community safety manager."))
    return " ".join(told)
