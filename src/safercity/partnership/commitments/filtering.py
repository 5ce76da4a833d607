"""The filters of the list, as they come in an address and go back into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from safercity.partnership.commitments.models import Kind, State
from safercity.partnership.commitments.queries import Wanted, name_place, priorities
from safercity.partnership.common.ids import read_id
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.queries import list_agencies_for, list_posts

NAMES = ("agency", "owner", "state", "kind", "priority", "place", "funding", "words")
TYPED = ("place", "funding", "words")


@dataclass(frozen=True)
class Choice:
    """One filter: a select with what may be chosen, or a field for words that are typed."""

    name: str
    label: str
    every: str
    options: tuple[tuple[str, str], ...]
    chosen: str

    @property
    def is_words(self) -> bool:
        return self.name in TYPED


def read_wanted(given: Mapping[str, str]) -> tuple[Wanted, dict[str, str]]:
    """What the list is narrowed to, and the filters that are on. What nobody could mean is dropped.

    Without a state only the open ones are listed; "all" lists every one.
    """
    chosen = {name: given.get(name, "").strip()[:80] for name in NAMES}
    for name in ("agency", "owner"):
        chosen[name] = chosen[name] if read_id(chosen[name]) else ""
    if chosen["state"] not in {"", "all", "late", *State.values}:
        chosen["state"] = ""
    if chosen["kind"] not in Kind.values:
        chosen["kind"] = ""
    state = chosen["state"]
    return (
        Wanted(
            agency=read_id(chosen["agency"]),
            owner=read_id(chosen["owner"]),
            state={"": "open", "all": "", "late": ""}.get(state, state),
            late=state == "late",
            kind=chosen["kind"],
            priority=chosen["priority"],
            place=chosen["place"],
            funding=chosen["funding"],
            words=chosen["words"],
        ),
        {name: value for name, value in chosen.items() if value},
    )


def write_address(chosen: Mapping[str, str], **more: str) -> str:
    """The query part of an address for these filters; "?" alone clears nothing."""
    return f"?{urlencode({**chosen, **more})}" if chosen or more else ""


def list_choices(viewer: Viewer, chosen: Mapping[str, str]) -> list[Choice]:
    """The filters with what may be chosen: four queries.

    Posts of the chosen agency, or of the viewer's own: a region has more than a page should hold.
    """
    agencies = tuple((str(agency.id), agency.name) for agency in list_agencies_for(viewer))
    offered: Iterable[Any] = [chosen["agency"]] if chosen.get("agency") else viewer.agencies
    known: set[Any] = {key for key, _name in agencies}  # of ids as text
    offered = [key for key in map(str, offered) if key in known]
    known_posts = list_posts().filter(agency__in=known) if viewer.is_guest else list_posts()
    named = known_posts.filter(Q(agency__in=offered) | Q(pk=chosen.get("owner") or None))
    posts = tuple((str(post.id), str(post)) for post in named)
    served = tuple(priorities.list_choices(viewer, kept=chosen.get("priority", "")))
    known_states = ((state.value, str(state.label)) for state in State)
    states = (("late", _("Late")), *known_states, ("all", _("Every state")))
    rows: list[tuple[str, str, str, tuple[tuple[str, str], ...]]] = [
        ("agency", _("Agency"), _("Every agency"), agencies),
        ("owner", _("Owner"), _("Every post"), posts),
        ("state", _("State"), _("Open"), states),
        ("priority", _("Priority"), _("Every priority"), served),
        ("place", _("Place"), "", ()),
        ("funding", _("Funding line"), "", ()),
        ("words", _("Words"), "", ()),
    ]
    told = {**chosen, "place": name_place(chosen.get("place", ""), viewer=viewer)}
    return [
        Choice(name, label, every, options, told.get(name, ""))
        for name, label, every, options in rows
    ]
