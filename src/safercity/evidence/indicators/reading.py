"""Read one indicator over time: is the change real, and can the target be promised?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Basis,
    Statement,
    Table,
    refuse_activity,
    require_time,
    say_all,
)
from safercity.evidence.indicators.assurance import (
    Assurance,
    Variation,
    judge_target,
    judge_variation,
)
from safercity.evidence.indicators.drawing import draw_reading, tabulate_reading
from safercity.evidence.indicators.errors import BadSeries
from safercity.evidence.indicators.kinds import ChartChoice, choose_chart
from safercity.evidence.indicators.limits import Limits, draw_limits
from safercity.evidence.indicators.periods import form_of
from safercity.evidence.indicators.phases import Phase, cut_phases
from safercity.evidence.indicators.points import Points, points_of_events, points_of_periods
from safercity.evidence.indicators.series import IndicatorSeries
from safercity.evidence.indicators.signals import Signals, find_signals
from safercity.evidence.indicators.telling import state_limits, state_reading
from safercity.evidence.indicators.terms import Direction, IndicatorTerms
from safercity.evidence.indicators.words import MESSAGES

METHOD = "An indicator chart"
ABLE = {
    "month": ("minute", "day", "month"),
    "quarter": ("minute", "day", "month", "quarter"),
    "year": ("minute", "day", "month", "quarter"),
}
OPPOSITE: dict[Direction, Direction] = {"up": "down", "down": "up", "ambiguous": "ambiguous"}


@dataclass(frozen=True)
class IndicatorReading:
    """One indicator, read. Arrays are per point, in the order of `points.labels`.

    `choice`: the chart and why. `phases`: where limits are drawn anew, and the reason. `variation`:
    what the newest judged point says. `assurance`: the target, None without one. `settings`: the
    terms, fixed beforehand.
    """

    points: Points
    choice: ChartChoice
    phases: tuple[Phase, ...]
    drawn: Limits
    signals: Signals
    variation: Variation
    assurance: Assurance | None
    settings: IndicatorTerms
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each point: figure, middle, limits, trajectory, signals."""
        return tabulate_reading(self)

    def chart(self) -> dict[str, Any]:
        """The figures with their middle and limits as one Vega-Lite specification."""
        return draw_reading(self)


def read_indicator(
    series: IndicatorSeries, terms: IndicatorTerms, *, basis: Basis | None = None
) -> IndicatorReading:
    """Read one indicator by the rules in `terms`: chart, limits, signals, variation, assurance.

    Periods in `basis.missing` are missing whatever the series holds; `basis.breaks` begin a marked
    phase; a newest period still filling up (`basis.late_share`) is shown and not judged. Rare
    events are charted by the days between them: longer is then fewer, and directions turn.
    Source: Shewhart; NHS England, Making Data Count; docs/explanation/indicators.md.
    Errors: `ActivityAsked`, `TooCoarse`, `BadSeries`, `RebaseRefused`, `TargetRefused`.
    """
    basis = basis or Basis()
    refuse_activity(basis, METHOD)
    require_time(basis, ABLE[form_of(series.periods)], method=METHOD)
    series = series.without(basis)
    reading = _read(series, terms, basis=basis)
    told = state_reading(reading, series)
    return replace(reading, statements=told, limits=state_limits(reading, basis))


def _read(series: IndicatorSeries, terms: IndicatorTerms, *, basis: Basis) -> IndicatorReading:
    rules = terms.rules
    points = points_of_periods(series, is_late=basis.late_share > rules.late_at_most)
    phases = cut_phases(points.labels, terms.rebases, basis=basis)
    choice = choose_chart(series, points, phases=phases, rules=rules)
    if terms.chart is not None:
        choice = ChartChoice(terms.chart, "indicators.kind_person", choice.mean_count)
    data, better, assurance = series.data, terms.better, None
    if choice.kind in ("g", "t"):
        if series.events is None:
            raise BadSeries(f"A {choice.kind} chart needs the days of the events.")
        require_time(basis, ("minute", "day"), method="A chart of the days between events")
        points = points_of_events(series.events)
        phases = cut_phases(points.labels, terms.rebases, basis=basis)
        data, better = "count", OPPOSITE[better]
    _check_chart(series, choice)
    drawn = draw_limits(points, choice.kind, phases=phases, rules=rules, data=data)
    judged = np.where(points.is_judged, points.values, np.nan)
    signals = find_signals(judged, drawn, phases=phases, rules=rules)
    variation = judge_variation(points, drawn, signals=signals, better=better)
    if terms.target is not None and choice.kind not in ("g", "t"):
        assurance = judge_target(points, drawn, phases=phases, target=terms.target, better=better)
    return IndicatorReading(points, choice, phases, drawn, signals, variation, assurance, terms)


def _check_chart(series: IndicatorSeries, choice: ChartChoice) -> None:
    family = choice.kind[0]
    wanted = {"c": "count", "u": "rate", "p": "share"}.get(family)
    if wanted is not None and wanted != series.data:
        raise BadSeries(
            f"A {family.upper()} chart is for a {wanted}; these figures are a {series.data}.",
            advice="Leave the chart to the rule, or ask for an XmR chart.",
        )
