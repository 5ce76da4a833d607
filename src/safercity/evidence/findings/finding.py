"""The one shape of all findings, and how one becomes plain values for an edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any, Protocol, runtime_checkable

from safercity.evidence.findings.statements import Statement
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


def as_values(finding: Finding) -> dict[str, Any]:
    """The finding as the plain values that an edition keeps: messages beside the sentences."""
    table = finding.table()
    return {
        "statements": [{"id": one.id, "values": dict(one.values)} for one in finding.statements],
        "limits": [{"id": one.id, "values": dict(one.values)} for one in finding.limits],
        "text": finding.explain(),
        "settings": settings_of(finding),
        "table": {
            "name": table.name,
            "columns": [asdict(column) for column in table.columns],
            "rows": [list(row) for row in table.rows],
        },
        "chart": finding.chart(),
    }
