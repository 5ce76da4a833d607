"""A draft as it is edited: every list that its pages change, and what goes with a part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.strategy import Strategy
from safercity.documents.strategy.facets import find_called, is_code
from safercity.documents.strategy.removing import list_naming, list_needing
from safercity.partnership.strategy.forms import KINDS, ONCE, Kind
from safercity.partnership.strategy.presenters.words import say
from safercity.partnership.strategy.queries import name_holder


@dataclass(frozen=True)
class Entry:
    """A part in a list. `code`: its id; `number`: the same where readers see it."""

    code: str
    title: str
    number: str = ""
    lists: tuple[Listed, ...] = ()


@dataclass(frozen=True)
class Listed:
    """A list of parts. `to`: its key in the file; `holder`: what it stands in; `add`: the words."""

    to: str
    title: str
    add: str
    holder: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Single:
    """What a strategy has once. `key`: its key in the file; `may_go`: it is there and may go."""

    key: str
    title: str
    words: str
    is_there: bool
    may_go: bool


def present_draft(strategy: Strategy, *, is_around: bool = False) -> tuple[Listed, ...]:
    """The lists of a draft on its first page, or the second: what stands around the priorities."""
    titles = _title_around() if is_around else _title_targets()
    return tuple(_list(strategy, to, title=title) for to, title in titles.items())


def _title_targets() -> dict[str, str]:
    return {
        "priorities": _("Strategic priorities"),
        "supporting": _("Supporting priorities"),
        "risk_groups": _("People and communities at greatest risk"),
        "documents": _("Other strategies and papers, with their links"),
    }


def _title_around() -> dict[str, str]:
    return {
        "organisations": _("Organisations"),
        "bodies": _("Bodies"),
        "meetings": _("Meetings"),
        "powers": _("Powers and duties"),
        "emphases": _("What it sets out to do"),
        "governance": _("Principles of its governance"),
        "programmes": _("Programmes and services"),
        "funding": _("Money"),
        "achievements": _("What was done before"),
        "reviews": _("Reviews that it promises"),
        "approvals": _("Steps of its approval"),
        "sources": _("Sources"),
        "definitions": _("Definitions"),
        "differences": _("Where the sources differ"),
    }


def present_once(strategy: Strategy) -> tuple[Single, ...]:
    """What a draft has once, the strategy itself first."""
    return tuple(_single(strategy, key, kind=kind) for key, kind in ONCE.items())


def _single(strategy: Strategy, key: str, *, kind: Kind) -> Single:
    held = strategy if key == "whole" else getattr(strategy, key)
    words = getattr(held, "words", None) or getattr(held, "title", None)
    is_there = held is not None
    return Single(key, str(kind.add), say(words), is_there, is_there and kind.may_go)


def _list(held: Any, to: str, *, title: str, holder: str = "") -> Listed:
    entries = tuple(_enter(each) for each in getattr(held, to))
    return Listed(to, title, str(KINDS[to].add), holder, entries)


def _enter(part: Any) -> Entry:
    inside = {"actions": _("Key actions"), "outcomes": _("Outcomes"), "units": _("Units")}
    lists = tuple(
        _list(part, each, title=title, holder=part.id)
        for each, title in inside.items()
        if KINDS[each].holder == type(part).__name__
    )
    return Entry(part.id, _name(part), _number(part), lists)


def _name(part: Any) -> str:
    """What a part is called in a list; a step of approval by its day."""
    words = find_called(part)
    return say(words) if words else date_format(part.day, "j F Y")


def _number(part: Any) -> str:
    return str(part.id) if is_code(part.id) else ""


def tell_ties(strategy: Strategy, held: Any) -> list[str]:
    """What is removed with a part, in words, a sentence each."""
    actions, outcomes = (
        [each.id for each in getattr(held, name, ())] for name in ("actions", "outcomes")
    )
    told = []
    if actions:
        words = ngettext(
            "Its key action goes with it: %(ids)s.",
            "Its %(n)d key actions go with it: %(ids)s.",
            len(actions),
        )
        told.append(words % {"n": len(actions), "ids": ", ".join(actions)})
    if outcomes:
        words = ngettext(
            "Its outcome goes with it: %(ids)s.",
            "Its %(n)d outcomes go with it: %(ids)s.",
            len(outcomes),
        )
        told.append(words % {"n": len(outcomes), "ids": ", ".join(outcomes)})
    needing = list_needing(strategy, held.id)
    if needing:
        names = "; ".join(name_holder(strategy, each) for each in needing)
        told.append(_("It cannot go while these need it: %s.") % names)
    if naming := [each for each in list_naming(strategy, held.id) if each not in needing]:
        names = "; ".join(name_holder(strategy, each) for each in naming)
        told.append(_("These name it, or something in it, and will not any more: %s.") % names)
    if _number(held):
        told.append(
            _("Until this draft is published, the plan and the outcomes keep what they have.")
        )
    return told
