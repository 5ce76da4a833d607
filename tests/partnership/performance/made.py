"""Measures with owners, and returns on any step of their way."""

from __future__ import annotations

from decimal import Decimal

from safercity.documents.measures import label_of, number_of
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.people.queries import find_account, get_viewer
from safercity.partnership.performance import actions, queries

FIELDS = {
    "title": "Referrals received",
    "role": "outcome",
    "serves": "O4.2",
    "numerator": "Referrals, once each.",
    "source": "return",
    "data": "count",
    "unit": "a month",
    "frequency": "month",
    "direction": "up",
    "tells": "change",
    "scope": "city",
}


def make_measure(people, *, code="referrals", owner="officer", months=30, **fields):
    """A measure that the officer's agency (the council) returns, begun `months` ago."""
    measure = actions.make_measure(
        FIELDS | {"code": code, "owner": people.posts[owner]} | fields, by=SYSTEM
    )
    if measure.is_returned:
        start = periods(measure, months)[0]
        actions.change_measure(measure, {"start": start}, version=measure.version, by=SYSTEM)
    return measure


def periods(measure, count: int) -> list[str]:
    """The last `count` periods that are over, in order."""
    newest, frequency = number_of(queries.latest_period(measure)), str(measure.frequency)
    return [label_of(newest - count + 1 + at, frequency) for at in range(count)]


def figure(value, out_of=None, **more):
    return actions.Figure(
        None if value is None else Decimal(value),
        None if out_of is None else Decimal(out_of),
        **more,
    )


def approve(measure, values, *, until=0):
    """Approved returns of the last periods, the newest `until` periods ago."""
    labels = periods(measure, len(values) + until)[: len(values)]
    for label, value in zip(labels, values, strict=True):
        told = figure(*value) if isinstance(value, tuple) else figure(value)
        filing = actions.Filing(label, why="Said anew, where it was said before.")
        row = actions.save_return(measure, told, filing=filing, by=SYSTEM)
        actions.move_return(row, "submitted", by=SYSTEM)
        actions.move_return(row, "approved", by=SYSTEM)
    return labels


def read(measure):
    """Its reading for the analyst, over whatever edition there is."""
    measure = queries.get_measure(measure.code)
    return queries.read_with_city(measure, analyst())[1]


def analyst():
    return get_viewer(find_account("analyst@example.org"))
