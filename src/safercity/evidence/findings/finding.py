"""The one shape of all findings, and how one becomes plain values for an edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any, Protocol, runtime_checkable

from safercity.evidence.findings.naming import name_chart, name_table, say_in_title
from safercity.evidence.findings.statements import Statement, say
from safercity.evidence.findings.tables import Table


@runtime_checkable
class Finding(Protocol):
    """What every analysis returns: a frozen value with these, and fields of its own.

    `statements` are what it says, as messages; `explain()` says them in one honest paragraph.
    `limits` are printed wherever the finding is shown. `settings` hold every choice, also defaults.
    """

    @property
    def statements(self) -> tuple[Statement, ...]: ...

    @property
    def limits(self) -> tuple[Statement, ...]: ...

    @property
    def settings(self) -> Any: ...

    def explain(self) -> str:
        """One paragraph in English, made of `statements`."""
        ...

    def table(self) -> Table:
        """The numbers, tidy."""
        ...

    def chart(self) -> dict[str, Any]:
        """One Vega-Lite specification with its data in it."""
        ...


def settings_of(finding: Finding) -> dict[str, Any]:
    """The settings as plain values."""
    settings = finding.settings
    if is_dataclass(settings) and not isinstance(settings, type):
        return asdict(settings)
    return dict(settings) if isinstance(settings, Mapping) else {}


def as_values(
    finding: Finding,
    *,
    messages: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The finding as the plain values that an edition keeps: messages beside the sentences.

    With the room's `messages`, each statement and limit carries its `text`, with slugs as `titles`
    name them; so do the table and the chart, beside ids.
    """
    table, chart = finding.table(), finding.chart()
    told, limits = (
        [_as_values(one, messages, titles=titles) for one in side]
        for side in (finding.statements, finding.limits)
    )
    text = " ".join(one["text"] for one in told) if messages else finding.explain()
    if titles:
        if _title(chart) == finding.explain():
            chart = say_in_title(chart, text)
        chart = name_chart(chart, titles, columns=table.columns)
        table = name_table(table, titles)
    return {
        "statements": told,
        "limits": limits,
        "text": text,
        "settings": settings_of(finding),
        "table": {
            "name": table.name,
            "columns": [asdict(column) for column in table.columns],
            "rows": [list(row) for row in table.rows],
        },
        "chart": chart,
    }


def _title(chart: Mapping[str, Any]) -> object:
    title = chart.get("title")
    return title.get("text") if isinstance(title, Mapping) else title


def _as_values(
    one: Statement, messages: Mapping[str, str] | None, *, titles: Mapping[str, str] | None
) -> dict[str, Any]:
    values: dict[str, Any] = {"id": one.id, "values": dict(one.values)}
    return values | {"text": say(one, messages, titles=titles)} if messages else values
