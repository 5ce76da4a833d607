"""What of the commitments waits for a viewer on My work."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from django.db import models
from django.db.models import Count, Q, Value

from safercity.partnership.commitments.models import OPEN, Commitment, Kind, Level, State
from safercity.partnership.commitments.queries.lists import late, list_commitments, own_posts
from safercity.partnership.common.panels import FIRST
from safercity.partnership.common.together import BUILT, Answer, Question, asked_together, unite
from safercity.partnership.common.viewers import WORKING_ROLES, Role, Viewer

MOST = 40  # of one's own on My work, which says how many of them are due within a week


@dataclass(frozen=True)
class Work:
    """What waits for a viewer on My work, the earliest due first; the first of each alone.

    `brought`: late, or done long ago and not settled, and brought to the viewer; `done`: the rest
    to verify or close; `mine`: of the viewer's own posts; `ours`: of the rest of their agencies.
    """

    brought: list[Commitment]
    done: list[Commitment]
    mine: list[Commitment]
    ours: list[Commitment]


def list_work(viewer: Viewer) -> Work:
    """Everything of My work in one query, which leaves out what is none by its count."""
    parts = [one.title for one in ask_due(viewer)]
    parts += ["brought"] if _are_any(ask_brought(viewer)) else []
    parts += ["done"] if _are_any(ask_settled(viewer)) else []
    rows = _find_firsts(viewer, parts=frozenset(parts)).all()
    found = sorted(rows, key=lambda row: (row.due, row.id))
    ours = [row for row in found if row.is_open and row.owner.agency_id in viewer.agencies]
    levels = _levels_of(viewer)
    return Work(
        [row for row in found if row.escalated_to in levels],
        [row for row in found if not row.is_open and row.escalated_to not in levels],
        [row for row in ours if row.owner_id in viewer.post_ids],
        [row for row in ours if row.owner_id not in viewer.post_ids],
    )


@lru_cache(maxsize=BUILT)
def _find_firsts(viewer: Viewer, *, parts: Set[str]) -> models.QuerySet[Commitment]:
    """The first rows of these parts. To build it takes longer than to ask it."""
    own = Commitment.objects.filter(state__in=OPEN, owner__agency__in=viewer.agencies)
    is_mine = Q(owner__in=viewer.post_ids)
    every = {
        "brought": (_list_brought(viewer), FIRST),
        "done": (_list_to_settle_else(viewer), FIRST),
        "mine": (own.filter(is_mine), MOST),
        "ours": (own.exclude(is_mine), FIRST),
    }
    firsts = [
        rows.order_by("due", "id").values("pk")[:most]
        for name, (rows, most) in every.items()
        if name in parts
    ]
    ids = unite(Commitment.objects.order_by().filter(pk__in=first).values("pk") for first in firsts)
    rows = Commitment.objects.filter(pk__in=() if ids is None else ids)
    return rows.select_related("owner__agency")


def _are_any(told: list[Answer]) -> bool:
    return any(one.number for one in told)


def _levels_of(viewer: Viewer) -> list[Level]:
    kept = {Role.MANAGER: Level.MANAGER, Role.CHAIR: Level.BOARD}
    return [level for role, level in kept.items() if viewer.has_role(role)]


def _list_brought(viewer: Viewer) -> models.QuerySet[Commitment]:
    """Late ones, and those that were done long ago and are not settled."""
    waits = [*OPEN, State.DONE]
    rows = Commitment.objects.filter(state__in=waits, escalated_to__in=_levels_of(viewer))
    return rows if _levels_of(viewer) else rows.none()


def _list_to_settle_else(viewer: Viewer) -> models.QuerySet[Commitment]:
    """What the viewer may settle, without what was brought to the viewer anyway."""
    rows = list_to_settle(viewer).select_related(None)
    levels = _levels_of(viewer)
    return rows.exclude(escalated_to__in=levels) if levels else rows


@asked_together
def ask_brought(viewer: Viewer) -> Question:
    """How many were brought to the viewer, and how many of them are late."""
    return _count_rows(_list_brought(viewer))


@asked_together
def ask_settled(viewer: Viewer) -> Question:
    """How many more wait for the viewer to verify or close them."""
    return _count_rows(_list_to_settle_else(viewer))


def _count_rows(rows: models.QuerySet[Commitment]) -> Question:
    counted = rows.order_by().annotate(whose=Value("mine")).values("whose")
    counted = counted.annotate(n=Count("*"), n_late=Count("id", filter=Q(state__in=OPEN)))
    return Question(counted, title="whose", number="n", late="n_late")


@asked_together
def ask_due(viewer: Viewer) -> Question:
    """How many are open for the viewer: of the own posts ("mine"), of the agencies ("ours")."""
    rows = Commitment.objects.filter(state__in=OPEN, owner__agency__in=viewer.agencies)
    is_mine = Q(owner__in=viewer.post_ids)
    whose = models.Case(models.When(is_mine, then=Value("mine")), default=Value("ours"))
    counted = rows.order_by().annotate(whose=whose).values("whose")
    return Question(
        counted.annotate(n=Count("*"), n_late=Count("id", filter=late())),
        title="whose", number="n", late="n_late",
    )  # fmt: skip


def list_to_settle(viewer: Viewer) -> models.QuerySet[Commitment]:
    """What owners have done and this viewer may verify or close."""
    done = list_commitments(viewer).filter(state=State.DONE)
    verified = Q(kind=Kind.KEY_ACTION) | ~Q(funding="")
    ways = []
    if viewer.has_role(*WORKING_ROLES):
        ways.append(verified & ~Q(owner__in=own_posts(viewer)))
    if viewer.has_role(Role.MANAGER):
        ways.append(~verified)
    return done.filter(reduce(or_, ways)).exclude(done_by=viewer.id) if ways else done.none()
