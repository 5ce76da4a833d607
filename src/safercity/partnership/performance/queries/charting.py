"""Figures with their usual range, by the rules that the evidence fixes for every indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from safercity.documents.measures import number_of
from safercity.evidence import indicators
from safercity.evidence.findings import Basis
from safercity.partnership.performance.models import Measure, Return
from safercity.partnership.sharing.queries import read_small

LATE = 0.1  # a provisional figure is drawn and not judged, as a period still filling up


@dataclass(frozen=True)
class Point:
    """One period on a chart. `value` is None where it is missing or was not collected.

    `centre`, `low`, `high`: the usual level and range, None where there is none. `way`: 1 or −1
    where this is part of a real change. `beside`: the matched areas' figure. `count`: what the
    figure was made from. `vintage`: 0 for what comes from an edition. `below`: the threshold under
    which the agreements hide this count from the reader, who is drawn the threshold itself; else 0.
    `drawn`: where a hidden figure stands instead: in the middle of what it may be.
    """

    label: str
    value: float | None
    centre: float | None = None
    low: float | None = None
    high: float | None = None
    way: int = 0
    is_mixed: bool = False
    is_judged: bool = False
    is_provisional: bool = False
    is_collected: bool = True
    phase: int = 1
    count: float | None = None
    out_of: float | None = None
    beside: float | None = None
    vintage: int = 0
    below: int = 0
    drawn: float | None = None


@dataclass(frozen=True)
class Figure:
    """What was returned for a period, as plain values that a reading can be kept under."""

    label: str
    figure: float | None = None
    out_of: float | None = None
    is_provisional: bool = False
    is_collected: bool = True
    vintage: int = 0

    @classmethod
    def of(cls, label: str, row: Return | None) -> Figure:
        """The figure of a return; missing without one."""
        if row is None:
            return cls(label)
        return cls(
            label,
            None if row.figure is None else float(row.figure),
            None if row.out_of is None else float(row.out_of),
            row.is_provisional,
            row.figure is not None,
            row.vintage,
        )


@dataclass(frozen=True)
class Charted:
    """Points with their range, the kind of chart, and why that one. `is_coarse`: no range holds."""

    points: tuple[Point, ...]
    chart: str
    says: tuple[str, ...] = ()
    is_coarse: bool = False


@dataclass(frozen=True)
class Step:
    """A figure on the way to a target. `is_reached`: whether its own period's figure is at or past
    it; None before that period, without a figure, and where no direction is better."""

    by: str
    value: float
    is_reached: bool | None = None
    is_past: bool = False


@dataclass(frozen=True)
class Target:
    """A target against what the process can do, in the evidence's own terms.

    `due`: the step that is due, of `steps`; None where only the target itself is left. `promise`
    and `is_reached` (the newest figure is at or past it) are of what is due. `fault`: why it
    cannot be judged. `months`: of frozen areas, the known ones after their choice.
    """

    value: float
    by: str
    promise: Literal["will_hit", "will_miss", "hit_and_miss", "not_judged"] = "not_judged"
    is_reached: bool | None = None
    is_on_line: bool | None = None
    baseline: float | None = None
    line: tuple[float | None, ...] = ()
    fault: str = ""
    months: int = 0
    steps: tuple[Step, ...] = ()
    due: Step | None = None

    @property
    def goal(self) -> Step:
        """What is due next: a step, or the target itself."""
        return self.due or Step(self.by, self.value)


@lru_cache(maxsize=512)
def chart_returns(figures: tuple[Figure, ...], *, data: str) -> Charted:
    """The chart of returned figures. Terms are counted on as years are: one after the other."""
    labels = tuple(_plain_label(one.label) for one in figures)
    values = np.array([np.nan if one.figure is None else one.figure for one in figures])
    of = None
    if data in ("rate", "share"):
        of = np.array([one.out_of or np.nan for one in figures])
    series = indicators.IndicatorSeries(labels, values, data, of)  # type: ignore[arg-type]
    newest = next((one for one in reversed(figures) if one.figure is not None), None)
    late = LATE if newest is not None and newest.is_provisional else 0.0
    reading = indicators.read_indicator(
        series, indicators.IndicatorTerms(), basis=Basis(late_share=late)
    )
    rows = reading.table().records()
    points = tuple(
        make_point(
            one.label,
            row,
            count=one.figure,
            out_of=one.out_of,
            is_provisional=one.is_provisional,
            is_collected=one.is_collected,
            vintage=one.vintage,
        )
        for one, row in zip(figures, rows, strict=True)
    )
    return Charted(points, reading.choice.kind)


def make_point(label: str, row: dict[str, Any], **known: Any) -> Point:
    """A point from a row of a reading's table, with what else is known of it."""
    up, down = (f" {way}" in f" {row['signals']}" for way in ("up", "down"))
    return Point(
        label,
        row["value"],
        row["centre"],
        row["low"],
        row["high"],
        way=0 if up == down else (1 if up else -1),
        is_mixed=up and down,
        is_judged=bool(row["judged"]),
        phase=int(row["phase"]),
        **known,
    )


def chart_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[Point, ...]:
    """The points of a reading's table in an edition."""
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    below = [read_small(row["value"]) if isinstance(row["value"], str) else 0 for row in records]
    for row, hidden in zip(records, below, strict=True):
        row["value"] = float(hidden) if hidden else row["value"]
    known = [at for at, row in enumerate(records) if row["value"] is not None]
    return tuple(
        make_point(
            row["period"],
            row,
            is_provisional=bool(known) and at == known[-1] and not row["judged"],
            count=row["value"],
            below=below[at],
        )
        for at, row in enumerate(records)
    )


def _plain_label(label: str) -> str:
    return f"{number_of(label):04d}" if "T" in label else label


def judge_measure_target(measure: Measure, points: tuple[Point, ...]) -> Target | None:
    """The measure's target against the newest phase of the points."""
    if measure.target is None or not points or len(points[0].label) == 10:
        return None
    value = float(measure.target)
    steps = tuple(_reach(step, points, measure=measure) for step in measure.steps)
    try:
        asked = indicators.Target(
            _plain_label(measure.target_by),
            value,
            baseline_from=_plain_label(measure.baseline_first) or None,
            baseline_to=_plain_label(measure.baseline_last) or None,
            steps=tuple((_plain_label(one.by), one.value) for one in steps),
        )
        found = indicators.judge_target(
            _points(points),
            _limits(points),
            phases=_phases(points),
            target=asked,
            better=measure.direction,  # type: ignore[arg-type]
        )
    except indicators.TargetRefused as error:
        return Target(value, measure.target_by, fault=str(error), steps=steps)
    due = None
    if found.step:
        due = next(one for one in steps if _plain_label(one.by) == found.step[0])
    known = [one for one in points if one.value is not None]
    return Target(
        value,
        measure.target_by,
        promise=found.step_promise if due else found.promise,
        is_reached=_is_past(known[-1], due.value if due else value, measure=measure)
        if known
        else None,
        is_on_line=found.is_met,
        baseline=found.baseline,
        line=tuple(None if np.isnan(one) else float(one) for one in found.line),
        steps=steps,
        due=due,
    )


def _reach(step: Sequence[Any], points: tuple[Point, ...], *, measure: Measure) -> Step:
    by, value = str(step[0]), float(step[1])
    known = [one for one in points if one.value is not None]
    at = next((one for one in known if one.label == by), None)
    return Step(
        by,
        value,
        is_reached=None if at is None else _is_past(at, value, measure=measure),
        is_past=bool(known) and number_of(by) <= number_of(known[-1].label),
    )


def _is_past(point: Point, goal: float, *, measure: Measure) -> bool | None:
    """Whether a figure is at or past what is wanted; None where it is hidden or no direction is."""
    if point.below or point.value is None or measure.direction not in ("up", "down"):
        return None
    return point.value >= goal if measure.direction == "up" else point.value <= goal


def judge_frozen_target(
    measure: Measure, points: tuple[Point, ...], *, since: str
) -> Target | None:
    """The measure's target against what the frozen areas' own figures have been from `since` on.

    Months up to the choice of the areas set no range: they were high by choice.
    """
    later = [one for one in points if one.label >= since]
    figures = tuple(Figure(one.label, one.value) for one in later)
    ranged = chart_returns(figures, data="count").points if later else ()
    ranged = tuple(replace(one, below=was.below) for one, was in zip(ranged, later, strict=True))
    earlier = [replace(one, is_judged=False) for one in points if one.label < since]
    target = judge_measure_target(measure, (*earlier, *ranged))
    known = sum(one.value is not None for one in later)
    return replace(target, months=known) if target else None


def _array(values: Sequence[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _points(points: tuple[Point, ...]) -> indicators.Points:
    values = _array([one.value for one in points])
    known = ~np.isnan(values)
    judged = np.array([one.is_judged for one in points]) & known
    labels = tuple(_plain_label(one.label) for one in points)
    return indicators.Points(labels, values, values, None, known, judged)


def _limits(points: tuple[Point, ...]) -> indicators.Limits:
    centre, low, high = (
        _array([getattr(one, name) for one in points]) for name in ("centre", "low", "high")
    )
    nowhere = np.full(len(points), np.nan)
    return indicators.Limits(centre, centre, low, high, nowhere, nowhere)


def _phases(points: tuple[Point, ...]) -> tuple[indicators.Phase, ...]:
    """A new phase in an edition's table follows a break in recording."""
    starts = [0] + [at for at in range(1, len(points)) if points[at].phase != points[at - 1].phase]
    stops = [*starts[1:], len(points)]
    return tuple(
        indicators.Phase(start, stop, "recording" if start else "start")
        for start, stop in zip(starts, stops, strict=True)
    )
