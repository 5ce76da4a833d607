"""Words of the strategy as its pages write them: by the reader's language, kinds by name, days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from safercity.documents.strategy import Ages, Strategy
from safercity.partnership.common.in_words import say
from safercity.partnership.common.jurisdiction import NationAndTier

Said = Mapping[str, str]
DIRECTIONS = {
    "down": gettext_lazy("less is wanted"),
    "up": gettext_lazy("more is wanted"),
    "count": gettext_lazy("counted; the strategy gives no direction"),
}
SCOPES = {"city": gettext_lazy("city-wide"), "high_demand": gettext_lazy("high-demand areas")}
KINDS = {  # what a key action is
    "review": gettext_lazy("Review"),
    "continue": gettext_lazy("Go on"),
    "deliver": gettext_lazy("Deliver"),
    "recruit": gettext_lazy("Recruit"),
    "comply": gettext_lazy("Comply"),
    "develop": gettext_lazy("Develop"),
    "explore": gettext_lazy("Explore"),
    "commission": gettext_lazy("Commission"),
    "campaign": gettext_lazy("Campaign"),
    "share": gettext_lazy("Share"),
    "train": gettext_lazy("Train"),
    "map": gettext_lazy("Map"),
    "support": gettext_lazy("Support"),
}
TIERS = {
    "decision": gettext_lazy("Adopts the strategy"),
    "strategic": gettext_lazy("Strategic"),
    "tactical": gettext_lazy("Tactical"),
    "operational": gettext_lazy("Operational"),
}
NATIONS = {"england": gettext_lazy("England"), "wales": gettext_lazy("Wales")}
LAWS = {  # tiers of local government
    "unitary": gettext_lazy("unitary council"),
    "borough": gettext_lazy("metropolitan or London borough"),
    "district": gettext_lazy("district council"),
    "two_tier": gettext_lazy("districts with their county"),
    "county": gettext_lazy("county council"),
    "principal_area": gettext_lazy("principal area"),
}
OFTEN = {
    "day": gettext_lazy("every day"),
    "week": gettext_lazy("every week"),
    "month": gettext_lazy("every month"),
    "quarter": gettext_lazy("every quarter"),
    "year": gettext_lazy("every year"),
    "once": gettext_lazy("once"),
    "regularly": gettext_lazy("regularly"),
    "case": gettext_lazy("case by case"),
}


@dataclass(frozen=True)
class Line:
    """Anything of the strategy with a title. `points`: what is told of it, a sentence each."""

    code: str
    title: str
    about: str = ""
    facts: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Fold:
    """A long list that is folded on the screen and open in print."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Chapter:
    """A section around the priorities: paragraphs, a list, and lists that are folded.

    `part`: the id of the strategy's part that it is, where it is one. `is_kept`: whether a draft's
    lines may be changed from it.
    """

    slug: str
    title: str
    paragraphs: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    folds: tuple[Fold, ...] = ()
    part: str = ""
    is_kept: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the strategy tells nothing of it."""
        return not (self.paragraphs or self.lines or self.folds)


def close(words: str) -> str:
    """With the full stop that a sentence ends on; "" stays so."""
    return f"{words.removesuffix('.')}." if words else ""


def list_said(words: Iterable[Said]) -> str:
    """ "residents, partners"."""
    return ", ".join(map(say, words))


def name(strategy: Strategy, part: str) -> str:
    """What has this id, in the reader's language."""
    return strategy.name(part, (get_language() or "en")[:2])


def list_names(strategy: Strategy, parts: Iterable[str]) -> str:
    """The names behind ids, one after the other."""
    return "; ".join(name(strategy, part) for part in parts)


def keep(*told: str) -> tuple[str, ...]:
    """Those that say something."""
    return tuple(each for each in told if each)


def fold(title: str, lines: Iterable[Line]) -> tuple[Fold, ...]:
    """A folded list; nothing where it holds nothing."""
    kept = tuple(lines)
    return (Fold(title, kept),) if kept else ()


def say_ages(ages: Ages | None) -> str:
    """ "ages 18 to 25"; "" where none are said."""
    if ages is None:
        return ""
    return _("ages %(first)d to %(last)d") % {"first": ages.first, "last": ages.last}


def say_day(day: date) -> str:
    """Tuesday 7 November 2023."""
    return date_format(day, "l j F Y")


def say_place(nation: str, tier: str) -> str:
    """England, unitary council."""
    return f"{NATIONS.get(nation, nation)}, {LAWS.get(tier, tier)}"


def warn_of_place(strategy: Strategy, where: NationAndTier | None) -> str:
    """That the strategy is of another nation or tier than the partnership; "" where it is not."""
    if where is None or where.agrees(strategy.nation, strategy.tier):
        return ""
    return _(
        "This version is for {theirs}, and its route with it; the statutory calendar is for {ours}."
        " Change one of them if that is not meant."
    ).format(
        theirs=say_place(strategy.nation, strategy.tier), ours=say_place(where.nation, where.tier)
    )


def say_month(label: str) -> str:
    """ "2023-07" -> "July 2023"."""
    return date_format(date.fromisoformat(f"{label}-01"), "F Y")
