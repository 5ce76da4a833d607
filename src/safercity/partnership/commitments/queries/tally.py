"""How many commitments there are in each state: counted again once something was done to any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import models
from django.db.models import Count
from django.utils import timezone

from safercity.partnership.audit.queries import question_changes, read_changes
from safercity.partnership.commitments.models import Commitment
from safercity.partnership.commitments.queries.lists import hidden, late, visible
from safercity.partnership.commitments.rules import sees_everything
from safercity.partnership.common.together import Question, asked_together, read_together
from safercity.partnership.common.viewers import Viewer


@dataclass(frozen=True)
class Tally:
    """How many of what a viewer may see are in each state, and how many of all are late."""

    by_state: Counter[str]
    late: int


def read_tally(viewer: Viewer) -> Tally:
    """Counted as all less what is hidden: the few that are can be counted beside an index alone."""
    apart = _ask_apart(viewer)
    states = Counter({one.title: one.number for one in apart})
    n_late = sum(one.late for one in apart)
    if _sees_few(viewer):
        return Tally(states, n_late)
    every = _count_all(timezone.localdate(), since=read_changes(_ask_changes(viewer)))
    by_state = every.by_state.copy()
    by_state.subtract(states)
    return Tally(+by_state, every.late - n_late)


@asked_together
def _ask_changes(viewer: Viewer) -> Question | None:
    return None if _sees_few(viewer) else question_changes(Commitment._meta.label_lower)


@asked_together
def _ask_apart(viewer: Viewer) -> Question | None:
    """What the viewer sees where that is little, else what is hidden."""
    if not _sees_few(viewer) and sees_everything(viewer):
        return None
    rows = visible(viewer) if _sees_few(viewer) else hidden(viewer)
    counted = _count_states(rows).annotate(n_late=Count("id", filter=late()))
    return Question(counted, title="state", number="n", late="n_late")


@lru_cache(maxsize=2)
def _count_all(today: date, *, since: Hashable) -> Tally:
    """In one statement of two parts: each reads an index of its own, and no more of it."""
    del today, since  # as long as they are the same, so is the answer
    every, late_ones = Commitment.objects.all(), Commitment.objects.filter(late())
    asked = {
        name: Question(_count_states(rows), title="state", number="n")
        for name, rows in (("all", every), ("late", late_ones))
    }
    told = read_together(asked)
    return Tally(
        Counter({one.title: one.number for one in told["all"]}),
        sum(one.number for one in told["late"]),
    )


def _sees_few(viewer: Viewer) -> bool:
    return viewer.is_guest or not viewer.posts


def _count_states(rows: models.QuerySet[Commitment]) -> models.QuerySet:
    return rows.order_by().values("state").annotate(n=Count("*"))
