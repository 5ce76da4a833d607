"""Returns: the figure that holds for each period, what is due, what waits for an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.utils import timezone

from safercity.documents.measures import (
    due_on,
    label_of,
    list_periods,
    number_of,
    period_of,
)
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.models import Chase, Measure, Return, Source, State
from safercity.partnership.performance.queries.measures import list_measures

# Numbered in ascending order, so that the newest vintage of a period comes last.
_ORDER = ("measure_id", "period", "vintage")


@dataclass(frozen=True)
class Due:
    """A return that is asked for: not sent, still a draft, or sent back."""

    measure: Measure
    period: str
    due: date
    row: Return | None
    today: date

    @property
    def is_late(self) -> bool:
        return self.due < self.today


def list_figures(measures: Iterable[Measure]) -> dict[UUID, dict[str, Return]]:
    """For each measure the approved return of each period in its newest vintage. One query."""
    found: dict[UUID, dict[str, Return]] = {measure.pk: {} for measure in measures}
    rows = Return.objects.filter(measure__in=found, state=State.APPROVED).order_by(*_ORDER)
    for row in rows:
        found[row.measure_id][row.period] = row
    return found


def list_vintages(measure: Measure) -> list[Return]:
    """Every return of a measure in every vintage, the newest period first."""
    return list(measure.returns.order_by("-period", "-vintage"))


def get_return(key: UUID) -> Return:
    """One return with its measure. Errors: NotVisible."""
    rows = Return.objects.select_related("measure__owner__agency", "measure__companion")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotVisible("There is no such return.")
    return found


def find_open(measure: Measure, period: str) -> Return | None:
    """The return of a period that is not approved yet."""
    rows = measure.returns.filter(period=period).exclude(state=State.APPROVED)
    return rows.first()


def find_approved(measure: Measure, period: str) -> Return | None:
    """The newest approved vintage of a period."""
    return measure.returns.filter(period=period, state=State.APPROVED).last()


def list_due(agencies: Collection[UUID] | None = None, *, today: date | None = None) -> list[Due]:
    """Returns asked for and not yet submitted, of these agencies or of all; the latest first.

    Two queries, however many measures there are.
    """
    day = today or timezone.localdate()
    measures = list_measures().filter(source=Source.RETURN, owner__isnull=False).exclude(start="")
    if agencies is not None:
        measures = measures.filter(owner__agency__in=list(agencies))
    wanted = list(measures)
    sent: dict[tuple[UUID, str], Return] = {}
    for row in Return.objects.filter(measure__in=wanted).order_by(*_ORDER).defer("note", "why"):
        sent[row.measure_id, row.period] = row
    due = [
        Due(measure, period, due_on(period, measure.due_days), row, day)
        for measure in wanted
        for period in list_periods(measure.start, day)
        if _is_asked(row := sent.get((measure.pk, period)))
    ]
    return sorted(due, key=lambda one: (one.due, one.measure.order))


def _is_asked(row: Return | None) -> bool:
    """A revision of what was approved before is nobody's debt."""
    return row is None or (row.vintage == 1 and row.state in (State.DRAFT, State.RETURNED))


def list_missing(today: date | None = None) -> dict[UUID, list[Due]]:
    """What is late, by measure."""
    found: dict[UUID, list[Due]] = {}
    for one in list_due(today=today):
        if one.is_late:
            found.setdefault(one.measure.pk, []).append(one)
    return found


def list_waiting() -> models.QuerySet[Return]:
    """Returns that wait for approval, the oldest first."""
    rows = Return.objects.filter(state=State.SUBMITTED)
    return rows.select_related("measure__owner__agency").order_by("submitted_at", "id")


def list_to_decide(viewer: Viewer) -> list[Return]:
    """Those that this viewer may approve."""
    if not rules.decide_returns.allowed(viewer):
        return []
    return [
        row for row in list_waiting() if rules.move_return.allowed(viewer, row, to=State.APPROVED)
    ]


def count_chases(today: date | None = None) -> Counter[tuple[UUID, str]]:
    """How often each late return was asked for."""
    pairs = Chase.objects.values_list("measure_id", "period")
    return Counter(pairs)


def latest_period(measure: Measure, *, today: date | None = None) -> str:
    """The last period that is over."""
    frequency = str(measure.frequency)
    now = period_of(today or timezone.localdate(), frequency)
    return label_of(number_of(now) - 1, frequency)
