"""What every analysis hands back, whatever it asked: sentences, limits, settings, a table, a chart.

An analysis returns a frozen value of its own that satisfies `Finding`. Its sentences are message
ids with values (`Statement`), so that they can be translated and tested; its chart is one Vega-Lite
specification that page, PDF and DOCX share; its `Basis` says what the counts rest on.
"""

from safercity.evidence.findings.basis import (
    Basis,
    RecordingBreak,
    refuse_activity,
    require_location,
    require_time,
)
from safercity.evidence.findings.charts import (
    Caption,
    draw_bars,
    draw_funnel,
    draw_heat,
    draw_intervals,
    draw_lines,
)
from safercity.evidence.findings.finding import Finding, as_values, settings_of
from safercity.evidence.findings.statements import Statement, say, say_all
from safercity.evidence.findings.tables import Column, Table, plain

__all__ = [
    "Basis",
    "Caption",
    "Column",
    "Finding",
    "RecordingBreak",
    "Statement",
    "Table",
    "as_values",
    "draw_bars",
    "draw_funnel",
    "draw_heat",
    "draw_intervals",
    "draw_lines",
    "plain",
    "refuse_activity",
    "require_location",
    "require_time",
    "say",
    "say_all",
    "settings_of",
]
