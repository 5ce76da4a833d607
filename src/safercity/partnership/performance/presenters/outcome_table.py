"""The dashboard as a spreadsheet: a row for each measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.models import Scope
from safercity.partnership.performance.presenters.hiding import is_hidden, say_hidden
from safercity.partnership.performance.presenters.words import say_more, say_verdict
from safercity.partnership.performance.queries import Reading

COLUMNS = ("priority", "serves", "measure", "title", "scope", "verdict", "since", "newest period",
           "newest figure", "usual", "low", "high", "target", "target by", "next step",
           "next step by", "target says", "figures from", "owner", "marking")  # fmt: skip


def list_table(readings: Sequence[Reading], viewer: Viewer) -> Iterable[tuple[Any, ...]]:
    """A row for each measure: what the dashboard says, for a spreadsheet."""
    for one in readings:
        measure, newest = one.measure, one.newest
        due = one.target.due if one.target else None
        hides = newest is not None and is_hidden(
            one, newest, sees_small=rules.see_small.allowed(viewer, measure)
        )
        figures = (None,) * 4 if newest is None else (
            say_hidden(newest) if hides else newest.value,
            newest.centre, newest.low, newest.high)  # fmt: skip
        yield (
            measure.priority,
            measure.serves,
            measure.code,
            measure.title,
            str(Scope(measure.scope).label),
            say_verdict(one),
            one.since,
            newest.label if newest else "",
            *figures,
            None if measure.target is None else float(measure.target),
            measure.target_by,
            *((due.value, due.by) if due else (None, "")),
            ". ".join(say_more(one)),
            _("edition {name}").format(name=one.told[:12]) if one.told else _("returns"),
            str(measure.owner or ""),
            one.marked.words,
        )
