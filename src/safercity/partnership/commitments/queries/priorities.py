"""The priority that an action serves, in words; and the priorities that one may serve."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from safercity.partnership.audit.queries import Entry
from safercity.partnership.commitments.models import Commitment, PriorityLead
from safercity.partnership.common.priorities import name_priorities, say_priority
from safercity.partnership.common.rules import see_beyond_own
from safercity.partnership.common.subjects import thing_rows
from safercity.partnership.common.viewers import Viewer


def address_actions(priority: Any) -> str:
    """The actions for a priority."""
    return f"{reverse('commitments:list')}?{urlencode({'priority': priority})}"


@thing_rows("commitments.prioritylead", title="title", address=address_actions, named_by="priority")
def find_leads(viewer: Viewer, keys: Collection[UUID]) -> QuerySet[PriorityLead]:
    """Priorities to which a post was named, as the audit names them."""
    rows = PriorityLead.objects.filter(pk__in=keys)
    return rows if see_beyond_own.allowed(viewer) else rows.none()


def list_choices(viewer: Viewer, *, kept: str = "") -> list[tuple[str, str]]:
    """(code, words) of all priorities of today, and of the one `kept`, whatever it is."""
    named = name_priorities(viewer)
    if kept and kept not in named:
        named |= name_codes([kept], viewer=viewer)
    return list(named.items())


def title_priorities(rows: Iterable[Commitment], *, viewer: Viewer) -> list[Commitment]:
    """The rows, each with its `priority_title` set. Two queries at most, for any number of rows."""
    titled = list(rows)
    said = {row.priority: getattr(row, "named", None) for row in titled if row.priority}
    known = {code: say_priority(code, title) for code, title in said.items() if title}
    names = known | name_codes(said.keys() - known.keys(), viewer=viewer)
    for row in titled:
        row.priority_title = names.get(row.priority, "")
    return titled


def name_codes(codes: Collection[str], *, viewer: Viewer) -> dict[str, str]:
    """Code → words: "2 Serious violence", what its lead is named for, or the code alone."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    named = name_priorities(viewer, wanted)
    if lacking := wanted - named.keys():
        leads = PriorityLead.objects.filter(priority__in=lacking)
        named |= dict(leads.values_list("priority", "title"))
    return {code: named.get(code, code) for code in wanted}


def title_history(history: Sequence[Entry], *, viewer: Viewer) -> list[Entry]:
    """What was done, with the priorities that it went from and to in words."""
    changes = [entry.details.get("priority") for entry in history]
    codes = {code for pair in changes if isinstance(pair, list) for code in pair}
    names = name_codes(codes, viewer=viewer)
    return [_title(entry, names) for entry in history]


def _title(entry: Entry, names: dict[str, str]) -> Entry:
    pair = entry.details.get("priority")
    if not isinstance(pair, list):
        return entry
    told = [names.get(code, code) for code in pair]
    return replace(entry, details={**entry.details, "priority": told})
