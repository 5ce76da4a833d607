"""What a measure can be told from: the newest edition's indicators and frozen areas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safercity.documents.edition_view import Edition, read_table
from safercity.documents.names import Names, read_names
from safercity.documents.strategy import Strategy
from safercity.evidence.taxonomy import say
from safercity.evidence.taxonomy.indicators import load_indicators
from safercity.partnership.common.content import find_own_content, stamp_content
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance.queries import asked
from safercity.partnership.performance.queries.editions import see_edition

Choice = tuple[str, str]
Group = tuple[str, tuple[Choice, ...]]


@dataclass(frozen=True)
class Offers:
    """Ids with their titles, to choose from. `indicators` stand in groups with a heading.

    `layers`: the agencies whose records tell of the frozen areas. `has_edition`: they are the
    newest edition's; without one they are what the content defines. `counted`: agency by agency,
    what its records are counted about; `areas`: where; `out_of`: what a figure may be out of.
    """

    indicators: tuple[Group, ...]
    layers: tuple[Choice, ...]
    has_edition: bool
    counted: tuple[Group, ...] = ()
    areas: tuple[Choice, ...] = ()

    @property
    def out_of(self) -> tuple[Choice | Group, ...]:
        """What a figure may be out of: residents, or any records that are counted."""
        rate = (asked.RESIDENTS, _("1,000 residents"))
        return (rate, *self.counted) if self.counted else ()


def list_offers(viewer: Viewer) -> Offers:
    """What the newest edition offers as far as the viewer sees it; without one, the content's."""
    edition = see_edition(viewer)
    if edition is None:
        return _list_defined()
    rows = read_table(edition, "indicators").get("indicators", ())
    told = [(row["id"], row["title"]) for row in rows if "reading" in row]
    untold = [(row["id"], row["title"]) for row in rows if "reading" not in row]
    groups = ((_("Told by this edition"), told), (_("Not told yet"), untold))
    return Offers(
        tuple((title, tuple(_by_title(choices))) for title, choices in groups if choices),
        tuple(_by_title(_list_layers(edition))),
        has_edition=True,
        counted=asked.list_counted(edition),
        areas=asked.list_areas(edition),
    )


def list_served(strategy: Strategy) -> tuple[Group, ...]:
    """What of a strategy a measure may serve: the outcomes of each priority, then the others."""
    language = (get_language() or "en")[:2]

    def name(parts: Iterable[Any]) -> tuple[Choice, ...]:
        return tuple((one.id, f"{one.id} {strategy.name(one.id, language)}") for one in parts)

    groups = [(name([one])[0][1], name(one.outcomes)) for one in strategy.priorities]
    groups.append((_("Supporting priorities"), name(strategy.supporting)))
    return tuple(group for group in groups if group[1])


def name_layer(slug: str) -> str:
    """The title of an agency of the records: "Anti-social behaviour team" of "asb_team"."""
    return _read_content().agency(slug)


def _list_layers(edition: Edition) -> list[Choice]:
    """Agencies compared in the frozen areas; those without a verdict say why on the page."""
    rows = read_table(edition, "frozen").get("agencies", ())
    return [(row["id"], row.get("title") or name_layer(row["id"])) for row in rows]


def _list_defined() -> Offers:
    own = find_own_content()
    names, language = _read_content(), get_language() or "en"
    defined = _load_defined(own, stamp=stamp_content(own) if own else 0.0)
    indicators = [(one.id, say(one.title, language)) for one in defined]
    return Offers(
        ((_("Not told yet"), tuple(_by_title(indicators))),),
        tuple(_by_title(list(names.agencies.items()))),
        has_edition=False,
    )


def _read_content() -> Names:
    own = find_own_content()
    stamp = stamp_content(own) if own else 0.0
    return _read_names(get_language() or "en", own, stamp=stamp)


@lru_cache(maxsize=4)
def _read_names(language: str, own: Path | None, *, stamp: float) -> Names:
    return read_names(language, own)


@lru_cache(maxsize=2)
def _load_defined(own: Path | None, *, stamp: float) -> tuple:
    return tuple(load_indicators(own).values())


def _by_title(choices: list[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: choice[1].casefold())
