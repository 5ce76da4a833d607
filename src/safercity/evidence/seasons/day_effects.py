"""Calendar effects in daily counts: a count model with trend, season, weekday and the effects."""

from __future__ import annotations

from datetime import date

import numpy as np

from safercity.evidence.findings import Basis, Statement, refuse_activity
from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons.dates import days_between, days_by_effect
from safercity.evidence.seasons.effect_ratios import Design, EffectSettings, measure_ratios
from safercity.evidence.seasons.effects import CalendarEffects, state_effects
from safercity.evidence.seasons.errors import NeedsDays, SeriesUnusable
from safercity.evidence.seasons.limits import state_limits
from safercity.evidence.seasons.months import check_counts
from safercity.evidence.seasons.regimes import DAYS_A_YEAR, Regimes, draw_trend, find_regimes
from safercity.evidence.taxonomy.calendar import Calendar

METHOD = "The effect of single days"
TELLS_DAYS = ("minute", "day")


def measure_calendar_effects(
    counts: Matrix, calendar: Calendar, *, basis: Basis, settings: EffectSettings | None = None
) -> CalendarEffects:
    """How many times the usual each effect's days bring: `counts` has a row for each place or
    theme and a column for each day ("2024-03-01"), NaN where a day is missing.

    A log-linear count model of each row (McCullagh & Nelder 1989): a level that may turn once a
    year and starts anew at recording breaks, waves of the year, the day of the week, and one
    indicator for each effect; so an effect is what its days bring beyond the season, the weekday
    and the other effects. Intervals allow for counts that vary more than chance. False discovery
    is controlled over all rows and effects (Benjamini & Hochberg 1995).
    Limits: days are taken as independent, so runs of bad days make intervals a little short; long
    holidays are told from the season only by where they begin and end.
    Errors: `NeedsDays`, for counts by month or quarter; `SeriesUnusable`, `ActivityAsked`.
    """
    settings = settings or EffectSettings()
    days = _read_days(counts, basis=basis)
    values = check_counts(counts, method=METHOD)
    gone = np.isin([day[:7] for day in days], basis.missing) | np.isin(days, basis.missing)
    regimes = find_regimes(days, basis=basis, left_out=settings.left_out)
    values[:, gone | (regimes.of < 0)] = np.nan
    names, marks = _mark_days(days, calendar)
    known = np.asarray(~np.isnan(values).all(axis=0))
    usable = _are_usable(marks, days, known=known, settings=settings)
    base = _design(days, regimes, known=known, waves=settings.waves)
    values[np.nansum(values, axis=1) == 0] = np.nan
    design = Design(base, marks, usable, offset=np.zeros(len(days)))
    told = measure_ratios(values, design, settings=settings)
    return CalendarEffects(
        rows=counts.rows,
        effects=names,
        ratio=told.ratio,
        low=told.low,
        high=told.high,
        chance=told.chance,
        days=(marks * known[:, None]).sum(axis=0).astype(int),
        expected=told.expected,
        titles={one.id: one.title["en"] for one in calendar.effects.values()},
        statements=state_effects(counts.rows, names, told=told, settings=settings),
        limits=_state_limits(basis, regimes, calendar=calendar, missing=int((~known).sum())),
        settings=settings,
    )


def _read_days(counts: Matrix, *, basis: Basis) -> tuple[str, ...]:
    """The columns as days that follow one another."""
    refuse_activity(basis, METHOD)
    sources = ", ".join(basis.sources) or "the source"
    if basis.time not in TELLS_DAYS:
        raise NeedsDays(f"{METHOD} needs times told to the day; {sources} tells the {basis.time}.")
    days = tuple(str(day) for day in counts.columns)
    short = next((day for day in days if len(day) != 10), None)
    if short is not None:
        raise NeedsDays(f"{METHOD} needs a column for each day; {short!r} is no day.")
    if days and days != days_between(days[0], days[-1]):
        raise SeriesUnusable(
            f"{METHOD}: the days from {days[0]} to {days[-1]} do not follow one another; a day "
            "without records sent is a gap (NaN)."
        )
    return days


def _mark_days(days: tuple[str, ...], calendar: Calendar) -> tuple[tuple[str, ...], np.ndarray]:
    """The effects' ids, and (days, effects) of 0 and 1."""
    told = days_by_effect(calendar, first=days[0], last=days[-1])
    marks = np.array([[day in told[name] for name in told] for day in days], dtype=float)
    return tuple(told), marks.reshape(len(days), len(told))


def _design(
    days: tuple[str, ...], regimes: Regimes, *, known: np.ndarray, waves: int
) -> np.ndarray:
    dates = [date.fromisoformat(day) for day in days]
    weekday = np.array([one.weekday() for one in dates])
    at = np.array([one.toordinal() for one in dates]) * (2 * np.pi / DAYS_A_YEAR)
    turns = [turn(wave * at) for wave in range(1, waves + 1) for turn in (np.cos, np.sin)]
    weekdays = [(weekday == number).astype(float) for number in range(1, 7)]
    level = draw_trend(regimes, known, straight=False, a_year=DAYS_A_YEAR)
    return np.column_stack([level.columns, *turns, *weekdays])


def _are_usable(
    marks: np.ndarray, days: tuple[str, ...], *, known: np.ndarray, settings: EffectSettings
) -> np.ndarray:
    """Which effects fall in enough different years, on some known days and not on all."""
    years = np.array([int(day[:4]) for day in days])
    return np.array(
        [
            len(np.unique(years[(mark > 0) & known])) >= settings.years_at_least
            and (mark[known] == 0).any()
            for mark in marks.T
        ],
        dtype=bool,
    )


def _state_limits(
    basis: Basis, regimes: Regimes, *, calendar: Calendar, missing: int
) -> tuple[Statement, ...]:
    limits = list(state_limits(basis, regimes=regimes))
    gone = missing - int((regimes.of < 0).sum())
    if gone > 0:
        limits.append(Statement("seasons.limit.missing_days", {"days": gone}))
    stand_ins = [one.id for one in calendar.effects.values() if one.to_be_replaced]
    if stand_ins:
        limits.append(Statement("seasons.limit.stand_ins", {"effects": stand_ins}))
    return (*limits, Statement("seasons.limit.cause"))
