"""A draft as it is edited: every list that its pages change, and what goes with a part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.strategy import Strategy
from safercity.documents.strategy.removing import list_naming
from safercity.partnership.strategy.forms import KINDS
from safercity.partnership.strategy.presenters.words import say

_NUMBERED = re.compile(r"[A-Z]?\d+(\.\d+)*")


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


def present_draft(strategy: Strategy) -> tuple[Listed, ...]:
    """What a draft holds that its pages change, in the order of its page."""
    titles = {
        "priorities": _("Strategic priorities"),
        "supporting": _("Supporting priorities"),
        "risk_groups": _("People and communities at greatest risk"),
        "documents": _("Other strategies and papers, with their links"),
    }
    return tuple(_list(strategy, to, title=title) for to, title in titles.items())


def _list(held: Any, to: str, *, title: str, holder: str = "") -> Listed:
    entries = tuple(_enter(each) for each in getattr(held, to))
    return Listed(to, title, str(KINDS[to].add), holder, entries)


def _enter(part: Any) -> Entry:
    inside = {"actions": _("Key actions"), "outcomes": _("Outcomes")}
    lists = tuple(
        _list(part, each, title=title, holder=part.id)
        for each, title in inside.items()
        if hasattr(part, each)
    )
    return Entry(part.id, say(part.title), _number(part), lists)


def _number(part: Any) -> str:
    return str(part.id) if _NUMBERED.fullmatch(part.id) else ""


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
    if naming := list_naming(strategy, held.id):
        names = "; ".join(strategy.name(each) for each in naming)
        told.append(_("These name it, or something in it, and will not any more: %s.") % names)
    if _number(held):
        told.append(
            _("Until this draft is published, the plan and the outcomes keep what they have.")
        )
    return told
