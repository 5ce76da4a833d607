"""What single days of the calendar bring, as a finding: rate ratios with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtr, stdtrit

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
from safercity.evidence.seasons.labels import name_label
from safercity.evidence.seasons.regimes import PANDEMIC, LeftOut
from safercity.evidence.seasons.words import MESSAGES
from safercity.evidence.statistics import (
    CountFit,
    adjust_for_false_discovery,
    round_significant,
)

MOST_TOLD = 6


@dataclass(frozen=True)
class EffectSettings:
    """`level` of the intervals; `false_discovery` among all rows and effects together. An effect
    needs `years_at_least` different years and `records_at_least` expected records on its days.
    `waves` of the year (3: down to four months). `left_out`: a regime of its own.
    """

    level: float = 0.95
    false_discovery: float = 0.05
    years_at_least: int = 2
    records_at_least: float = 5.0
    waves: int = 3
    left_out: tuple[LeftOut, ...] = (PANDEMIC,)


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
            Column("row", "Series"),
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


@dataclass(frozen=True)
class Ratios:
    """Figures before they are told, (rows, effects): see `CalendarEffects`; `p` of single tests."""

    ratio: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray
    expected: np.ndarray
    period: str

    @property
    def chance(self) -> np.ndarray:
        """False discovery adjusted over all rows and effects together."""
        return adjust_for_false_discovery(self.p.ravel()).reshape(self.p.shape)


def join_ratios(parts: Sequence[Ratios]) -> Ratios:
    """The rows of several as one."""
    return Ratios(
        ratio=np.concatenate([part.ratio for part in parts]),
        low=np.concatenate([part.low for part in parts]),
        high=np.concatenate([part.high for part in parts]),
        p=np.concatenate([part.p for part in parts]),
        expected=np.concatenate([part.expected for part in parts]),
        period=parts[0].period,
    )


def read_ratios(
    fit: CountFit,
    marks: tuple[np.ndarray, np.ndarray, np.ndarray],
    *,
    settings: EffectSettings,
    period: str = "day",
) -> Ratios:
    """The last coefficients of a fit as rate ratios, for the effects that are usable.

    `marks`: the effects' columns (n, effects), which are `usable` (effects,), what is known (rows,
    n). An effect with too few expected records, or that the rest of the model already says, is not
    known.
    """
    columns, usable, known = marks
    size = (len(fit.coefficients), columns.shape[1])
    count = int(usable.sum())
    middle, error = np.full(size, np.nan), np.full(size, np.nan)
    middle[:, usable] = fit.coefficients[:, fit.coefficients.shape[1] - count :]
    error[:, usable] = fit.errors[:, fit.coefficients.shape[1] - count :]
    expected = np.zeros(size)
    for at, column in enumerate(columns.T):
        undone = np.exp(-np.nan_to_num(middle[:, at : at + 1]) * column)
        expected[:, at] = (np.where(known, fit.fitted, 0.0) * undone * (column != 0)).sum(axis=1)
    expected = round_significant(expected)
    told = usable & (expected >= settings.records_at_least) & (error > 0)
    told &= np.asarray(known.any(axis=1))[:, None]
    middle, error = np.where(told, middle, np.nan), np.where(told, error, np.nan)
    free = np.maximum(fit.used - fit.coefficients.shape[1], 1)[:, None]
    reach = stdtrit(free, 1 - (1 - settings.level) / 2) * error
    p = 2 * stdtr(free, -np.abs(middle / error))
    ratio, low, high = (
        round_significant(np.exp(one)) for one in (middle, middle - reach, middle + reach)
    )
    return Ratios(ratio, low, high, round_significant(p), expected, period)


def state_effects(
    rows: tuple[Label, ...], effects: tuple[str, ...], *, told: Ratios, settings: EffectSettings
) -> tuple[Statement, ...]:
    """The clearest effects in words, how many were tested, and which could not be."""
    chance = told.chance
    called = np.nan_to_num(chance, nan=1.0) <= settings.false_discovery
    order = np.lexsort((np.abs(np.log(np.where(called, told.ratio, 1.0))).ravel() * -1,))
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
