"""What single days of the calendar bring, as a finding: rate ratios with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Caption,
    Column,
    Statement,
    Table,
    draw_intervals,
    plain,
    say_all,
)
from safercity.evidence.matrix import Label
from safercity.evidence.seasons.effect_ratios import EffectSettings, Ratios
from safercity.evidence.seasons.labels import name_label
from safercity.evidence.seasons.words import MESSAGES

MOST_TOLD = 6
LEAST_RATIO = 1e-3


@dataclass(frozen=True)
class CalendarEffects:
    """Rate ratios by row and effect, (rows, effects); NaN where too few days or records tell.

    `ratio` 1.4: two fifths more than on such a day otherwise, with `low` and `high`; `chance`:
    false discovery adjusted over all that were tested. `days` (effects,): how many were in use.
    `expected` (rows, effects): records there without the effect. `titles` by effect.
    """

    rows: tuple[Label, ...]
    effects: tuple[str, ...]
    ratio: np.ndarray
    low: np.ndarray
    high: np.ndarray
    chance: np.ndarray
    days: np.ndarray
    expected: np.ndarray
    titles: Mapping[str, str]
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: EffectSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES, titles=self.titles)

    def table(self) -> Table:
        """A row for each series and effect."""
        columns = (
            Column("row", "Series", "name"),
            Column("effect", "Effect"),
            Column("ratio", "Against such a day otherwise", "figure"),
            Column("low", "Lower", "figure"),
            Column("high", "Upper", "figure"),
            Column("chance", "Chance, many tests allowed for", "share"),
            Column("days", "Days", "count"),
            Column("expected", "Expected otherwise", "figure"),
        )
        figures = (self.ratio, self.low, self.high, self.chance)
        rows = [
            (
                str(label),
                self.titles.get(effect, effect),
                *(plain(one[row, at]) for one in figures),
                int(self.days[at]),
                plain(self.expected[row, at]),
            )
            for row, label in enumerate(self.rows)
            for at, effect in enumerate(self.effects)
        ]
        return Table("calendar_effects", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """The ratios with their intervals."""
        many = len(self.rows) > 1
        rows = [
            one | {"name": f"{one['effect']}, {one['row']}" if many else one["effect"]}
            for one in self.table().records()
            if one["ratio"] is not None
        ]
        words = "Records against such a day otherwise (1), with intervals."
        return draw_intervals(rows, Caption(self.explain(), words), name="name", value="ratio")


def state_effects(
    rows: tuple[Label, ...], effects: tuple[str, ...], *, told: Ratios, settings: EffectSettings
) -> tuple[Statement, ...]:
    """The clearest effects in words, how many were tested, and which could not be."""
    chance = told.chance
    called = np.nan_to_num(chance, nan=1.0) <= settings.false_discovery
    order = np.lexsort(
        (np.abs(np.log(np.where(called, np.maximum(told.ratio, LEAST_RATIO), 1.0))).ravel() * -1,)
    )
    first = [divmod(int(at), len(effects)) for at in order if called.ravel()[at]]
    said = [
        _state_one(rows[row], effects[at], figures=(told, row, at)) for row, at in first[:MOST_TOLD]
    ]
    tests = int((~np.isnan(chance)).sum())
    if not said:
        said.append(
            Statement(
                "seasons.no_effect" if tests else "seasons.no_effect_tested",
                {"period": told.period},
            )
        )
    if len(first) > MOST_TOLD:
        said.append(Statement("seasons.more_effects", {"count": len(first) - MOST_TOLD}))
    if tests:
        values = {"tests": tests, "share": settings.false_discovery}
        said.append(Statement("seasons.effect_tests", values))
    untold = [one for at, one in enumerate(effects) if np.isnan(told.ratio[:, at]).all()]
    if untold:
        said.append(Statement("seasons.effects_untold", {"effects": untold}))
    return tuple(said)


def _state_one(label: Label, effect: str, *, figures: tuple[Ratios, int, int]) -> Statement:
    told, row, at = figures
    ratio, low, high = (float(one[row, at]) for one in (told.ratio, told.low, told.high))
    values = name_label(label) | {"effect": effect, "period": told.period}
    if ratio >= 2:
        return Statement(
            "seasons.effect_times", values | {"ratio": ratio, "low": low, "high": high}
        )
    if ratio > 1:
        shares = {"change": ratio - 1, "low": low - 1, "high": high - 1}
        return Statement("seasons.effect_more", values | shares)
    shares = {"change": 1 - ratio, "low": 1 - high, "high": 1 - low}
    return Statement("seasons.effect_fewer", values | shares)
