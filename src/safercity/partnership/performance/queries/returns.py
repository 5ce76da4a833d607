"""Returns: the figure that holds for each period, what is due, what waits for an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.documents.measures import (
    due_on,
    label_of,
    list_periods,
    number_of,
    period_of,
)
from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.in_words import say_period
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.subjects import thing_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.models import Chase, Measure, Return, State
from safercity.partnership.performance.queries.measures import list_all

# The newest vintage of a period comes last, so that it is the one kept under the period.
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


Sent = dict[UUID, list[Return]]


def list_sent(measures: Iterable[Measure]) -> Sent:
    """Every return of these measures in every vintage, period by period. One query."""
    known = {measure.pk: measure for measure in measures}
    return _group(known, _fetch_sent(tuple(known)))


def list_sent_for(viewer: Viewer) -> Sent:
    """Every return of the viewer's agencies, and of others what waits for approval. Two queries."""
    known = {measure.pk: measure for measure in list_all()}
    own = models.Q(measure__owner__agency__in=viewer.agencies)
    rows = Return.objects.filter(own | models.Q(state=State.SUBMITTED), measure__in=known)
    return _group(known, rows.order_by(*_ORDER))


def _group(known: Mapping[UUID, Measure], rows: Iterable[Return]) -> Sent:
    found: Sent = {key: [] for key in known}
    for row in rows:
        row.measure = known[row.measure_id]
        found[row.measure_id].append(row)
    return found


@once_a_page
def _fetch_sent(keys: tuple[UUID, ...]) -> list[Return]:
    return list(Return.objects.filter(measure__in=keys).order_by(*_ORDER))


def pick_figures(rows: Iterable[Return]) -> dict[str, Return]:
    """The approved return of each period in its newest vintage."""
    return {row.period: row for row in rows if row.state == State.APPROVED}


def list_vintages(measure: Measure) -> list[Return]:
    """Every return of a measure in every vintage, the newest period first."""
    rows = _fetch_sent((measure.pk,))
    return sorted(rows, key=lambda row: (row.period, row.vintage), reverse=True)


def get_return(key: UUID, *, viewer: Viewer) -> Return:
    """One return with its measure. Errors: NotVisible."""
    rows = Return.objects.select_related("measure__owner__agency", "measure__companion")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is no such return."))
    rules.see_return(viewer, found)
    return found


def address_of(key: UUID) -> str:
    """The page of one return."""
    return reverse("performance:return", kwargs={"key": key})


def say_title(told: str) -> str:
    """ "Knife crime, 2026-T2" with its period in words."""
    title, _comma, period = told.rpartition(", ")
    return f"{title}, {say_period(period)}"


@thing_rows("performance.return", title="told", address=address_of, say=say_title)
def find_returns(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Return]:
    """Returns as the audit names them: those that rules.see_return shows."""
    rows = Return.objects.filter(pk__in=keys)
    if not rules.see_unanswered.allowed(viewer):
        own = Q(measure__owner__agency__in=viewer.agencies)
        rows = rows.filter(own | Q(state=State.APPROVED))
    if viewer.is_guest:
        rows = rows.filter(measure__owner__agency__in=viewer.agencies)
    told = rows.annotate(told=Concat("measure__title", Value(", "), "period"))
    return told if rules.see_returns.allowed(viewer) else told.none()


def find_open(measure: Measure, period: str) -> Return | None:
    """The return of a period that is not approved yet."""
    rows = measure.returns.filter(period=period).exclude(state=State.APPROVED)
    return rows.first()


def find_approved(measure: Measure, period: str) -> Return | None:
    """The newest approved vintage of a period."""
    return measure.returns.filter(period=period, state=State.APPROVED).last()


def find_before(row: Return) -> Return | None:
    """The newest approved vintage that this one would take the place of, or took it."""
    earlier = row.measure.returns.filter(period=row.period, vintage__lt=row.vintage)
    return earlier.filter(state=State.APPROVED).order_by("vintage").last()


def list_due(
    agencies: Collection[UUID] | None = None,
    *,
    today: date | None = None,
    measures: Iterable[Measure] | None = None,
    sent: Sent | None = None,
) -> list[Due]:
    """Returns asked for and not yet submitted, of these agencies or of all; the oldest first.

    One query for the measures and one for what was `sent`, unless they are known.
    """
    wanted = [
        measure
        for measure in (list_all() if measures is None else measures)
        if measure.is_returned
        and measure.start
        and measure.owner
        and (agencies is None or measure.owner.agency_id in agencies)
    ]
    known, day = sent or list_sent(wanted), today or timezone.localdate()
    due = [one for measure in wanted for one in find_due(measure, known[measure.pk], today=day)]
    return sorted(due, key=lambda one: (one.due, one.measure.order))


def find_due(measure: Measure, rows: Iterable[Return], *, today: date) -> list[Due]:
    """What is asked for of one measure, by the returns that were sent."""
    if not measure.is_returned or not measure.start or measure.owner is None:
        return []
    sent = {row.period: row for row in rows}
    return [
        Due(measure, period, due_on(period, measure.due_days), sent.get(period), today)
        for period in list_periods(measure.start, today)
        if _is_asked(sent.get(period))
    ]


def _is_asked(row: Return | None) -> bool:
    """A revision of what was approved before is nobody's debt."""
    return row is None or (row.vintage == 1 and row.state in (State.DRAFT, State.RETURNED))


def list_waiting(viewer: Viewer) -> models.QuerySet[Return]:
    """Returns that wait for approval and that this viewer may see, the oldest first."""
    rows = Return.objects.filter(state=State.SUBMITTED)
    if viewer.is_guest or not rules.see_unanswered.allowed(viewer):
        rows = rows.filter(measure__owner__agency__in=viewer.agencies)
    return rows.select_related("measure__owner__agency").order_by("submitted_at", "id")


def list_to_decide(viewer: Viewer, *, sent: Sent | None = None) -> list[Return]:
    """Those that this viewer may approve, the oldest first; no query where `sent` is known."""
    if not rules.decide_returns.allowed(viewer):
        return []
    rows = list_waiting(viewer) if sent is None else _pick_waiting(sent)
    return [row for row in rows if rules.move_return.allowed(viewer, row, to=State.APPROVED)]


def _pick_waiting(sent: Sent) -> list[Return]:
    rows = [row for rows in sent.values() for row in rows if row.state == State.SUBMITTED]
    return sorted(rows, key=lambda row: (row.submitted_at, row.pk))


def count_chases() -> Counter[tuple[UUID, str]]:
    """How often each late return was asked for."""
    pairs = Chase.objects.values_list("measure_id", "period")
    return Counter(pairs)


def latest_period(measure: Measure, *, today: date | None = None) -> str:
    """The last period that is over."""
    frequency = str(measure.frequency)
    now = period_of(today or timezone.localdate(), frequency)
    return label_of(number_of(now) - 1, frequency)
