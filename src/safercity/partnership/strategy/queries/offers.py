"""Strategies that can be brought in without a file: a workspace's own, and the shipped ones."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from safercity.documents.strategy import (
    Strategy,
    StrategyFaulty,
    list_strategies,
    open_strategy,
)
from safercity.partnership.common.content import find_own_content


@dataclass(frozen=True)
class Offer:
    """A strategy to begin from. `note`: what to know before: a fault, another area."""

    name: str
    title: str
    is_own: bool
    note: str = ""
    is_faulty: bool = False


def list_offers() -> list[Offer]:
    """The workspace's own first. Left out: what is made up, in a real partnership; what is real,
    in a demonstration."""
    offers = [_offer(name) for name in list_strategies(find_own_content())]
    return sorted((one for one in offers if one), key=lambda one: (not one.is_own, one.title))


def list_own_offers() -> list[Offer]:
    """Those of the workspace itself: the shipped ones take long to read, and most have no own."""
    own = find_own_content()
    files = sorted((own / "strategies").glob("*.yaml")) if own else []
    offers = [_offer(path.stem) for path in files]
    return [one for one in offers if one]


def _offer(name: str) -> Offer | None:
    own = find_own_content()
    try:
        found = open_strategy(name, own)
    except StrategyFaulty as error:
        if own is None or not (own / "strategies" / f"{name}.yaml").is_file():
            return None  # it adapts the workspace's own, which tells its faults itself
        return Offer(name, name, is_own=True, note=str(error), is_faulty=True)
    if find_misfit(found.strategy):
        return None
    return Offer(name, found.strategy.title["en"], found.is_own, _note(found.strategy))


def _note(strategy: Strategy) -> str:
    ours = settings.SAFERCITY.areas
    if not strategy.areas or not ours or set(strategy.areas) == set(ours):
        return ""
    told = {"theirs": ", ".join(strategy.areas), "ours": settings.SAFERCITY.name or ", ".join(ours)}
    return _("It was written for %(theirs)s; this partnership is for %(ours)s.") % told


def find_misfit(strategy: Strategy) -> str:
    """Why this strategy may not stand here, or "": nothing made up under a real agency's name, and
    nothing real in a demonstration. A site that does not know which it is takes both."""
    made_up = settings.SAFERCITY.made_up
    if made_up is None or made_up == strategy.made_up:
        return ""
    if made_up:
        return _(
            "This is a demonstration: every agency in it is invented, so a real strategy may not"
            " stand here."
        )
    return _("This strategy is made up, and this is a real partnership.")
