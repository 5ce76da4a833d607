"""An indicator's reading as a table and as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safercity.evidence.findings import Caption, Column, Table, draw_lines, plain
from safercity.evidence.indicators.periods import first_month

if TYPE_CHECKING:
    from safercity.evidence.indicators.reading import IndicatorReading

COLUMNS = (
    Column("period", "Period"),
    Column("value", "Figure", "figure"),
    Column("centre", "Usual", "figure"),
    Column("low", "Lower limit", "figure"),
    Column("high", "Upper limit", "figure"),
    Column("goal", "Line to the target", "figure"),
    Column("signals", "Signals", "id"),
    Column("stands_out", "What stands out"),
    Column("phase", "Phase", "count"),
    Column("judged", "Judged", "flag"),
)
SIGNS = {
    "outside": ("above the upper limit", "below the lower limit"),
    "run": ("in a run above the usual", "in a run below the usual"),
    "near_limit": ("close to the upper limit", "close to the lower limit"),
    "trend": ("in a steady rise", "in a steady fall"),
}
"""What a rule says of a point that it marks: up, down."""
TITLES = {
    "improving": "{name}: better",
    "worsening": "{name}: worse",
    "higher": "{name}: higher",
    "lower": "{name}: lower",
    "mixed": "{name}: changing",
    "steady": "{name}: no real change",
    "too_few": "{name}: too few figures to say",
}


def tabulate_reading(reading: IndicatorReading) -> Table:
    """A row for each point; None where there is no figure or no limit."""
    line = reading.assurance.line if reading.assurance else None
    phase_of = [n for n, one in enumerate(reading.phases, 1) for _ in range(one.start, one.stop)]
    rows = []
    for i, label in enumerate(reading.points.labels):
        drawn = reading.drawn
        marks = reading.signals.at(i).items()
        signals = ", ".join(f"{name} {'up' if way > 0 else 'down'}" for name, way in marks)
        words = ", ".join(SIGNS[name][0 if way > 0 else 1] for name, way in marks)
        figures = (reading.points.values, drawn.centre, drawn.low, drawn.high, line)
        told = (None if one is None else plain(one[i]) for one in figures)
        judged = bool(reading.points.is_judged[i])
        rows.append((label, *told, signals, words, phase_of[i], judged))
    return Table("indicator", COLUMNS, tuple(rows))


def draw_reading(reading: IndicatorReading) -> dict[str, Any]:
    """Figures with middle, limits (band), line to the target, signals (dots), marks of phases."""
    records = tabulate_reading(reading).records()
    rows = [
        {**one, "period": _day_of(str(one["period"])), "marked": bool(one["signals"])}
        for one in records
    ]
    name = reading.settings.name
    title = TITLES[reading.variation.verdict].format(name=name[:1].upper() + name[1:])
    description = (
        f"{len(rows)} figures from {records[0]['period']} to {records[-1]['period']}, with the "
        "usual level and limits; dots mark what is not put down to chance."
        if records
        else "No figures."
    )
    lines = {"value": reading.settings.unit or "figure", "centre": "usual"}
    if reading.assurance:
        lines["goal"] = "line to the target"
    spec = draw_lines(rows, Caption(title, description), x="period", y=lines)
    for phase in reading.phases[1:]:
        spec["layer"].append(_mark_phase(reading.points.labels[phase.start], phase.reason))
    return spec


def _day_of(label: str) -> str:
    return label if len(label) == 10 else f"{first_month(label)}-01"


def _mark_phase(label: str, reason: str) -> dict[str, Any]:
    return {
        "data": {"values": [{"period": _day_of(label), "reason": reason}]},
        "mark": {"type": "rule", "strokeDash": [2, 2]},
        "encoding": {
            "x": {"field": "period", "type": "temporal"},
            "tooltip": {"field": "reason", "type": "nominal"},
        },
    }
