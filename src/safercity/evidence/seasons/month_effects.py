"""What a month's make-up brings: its weekend days and bank holidays, its days being taken out."""

from __future__ import annotations

import numpy as np

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons.dates import days_by_effect
from safercity.evidence.seasons.effect_ratios import Design, EffectSettings, measure_ratios
from safercity.evidence.seasons.effects import CalendarEffects, state_effects
from safercity.evidence.seasons.limits import state_limits
from safercity.evidence.seasons.months import Months, read_months
from safercity.evidence.seasons.regimes import Regimes, draw_trend, find_regimes
from safercity.evidence.taxonomy.calendar import Calendar

METHOD = "The effect of a month's make-up"
BANK_HOLIDAYS = "bank-holidays"
EFFECTS = ("weekend-days", BANK_HOLIDAYS)
TITLES = {
    "weekend-days": "One more weekend day in the month",
    BANK_HOLIDAYS: "One more bank holiday in the month",
}


def measure_month_effects(
    counts: Matrix, calendar: Calendar, *, basis: Basis, settings: EffectSettings | None = None
) -> CalendarEffects:
    """What one more weekend day, and one more bank holiday, in a month bring: `counts` by month.

    A log-linear model of counts a day (McCullagh & Nelder 1989) with level, month of the year and
    the two numbers; so months are compared with the same month of other years, and a bank holiday
    that never leaves its month tells nothing. The weekend's figure to the power of 30 is about
    what `IndexSettings.weekend_ratio` asks for: a weekend day's rate over a weekday's.
    Limits: nothing can be said of single days. The numbers vary little: intervals are wide.
    Errors: `SeriesUnusable`, `ActivityAsked`, `TooCoarse`.
    """
    settings = settings or EffectSettings()
    months = read_months(counts, basis=basis, method=METHOD)
    regimes = find_regimes(months.months, basis=basis, left_out=settings.left_out)
    values = np.where(regimes.of >= 0, months.counts, np.nan)
    values[np.nansum(values, axis=1) == 0] = np.nan
    known = ~np.isnan(values)
    ever = np.asarray(known.any(axis=0))
    marks = np.column_stack([months.weekend_days, _count_bank_holidays(months, calendar)])
    years = {number // 12 for number in months.numbers[ever].tolist()}
    usable = np.full(len(EFFECTS), len(years) >= settings.years_at_least)
    base = _design(months, regimes, known=ever)
    design = Design(base, marks, usable, offset=np.log(months.days), period="month")
    told = measure_ratios(values, design, settings=settings)
    return CalendarEffects(
        rows=counts.rows,
        effects=EFFECTS,
        ratio=told.ratio,
        low=told.low,
        high=told.high,
        chance=told.chance,
        days=(marks * ever[:, None]).sum(axis=0).astype(int),
        expected=told.expected,
        titles=TITLES,
        statements=state_effects(counts.rows, EFFECTS, told=told, settings=settings),
        limits=(
            *state_limits(basis, regimes=regimes, months=months),
            Statement("seasons.limit.by_month"),
        ),
        settings=settings,
    )


def _count_bank_holidays(months: Months, calendar: Calendar) -> np.ndarray:
    """How many fall in each month, (n,), Christmas's and New Year's among them."""
    if BANK_HOLIDAYS not in calendar.effects:
        return np.zeros(len(months.months))
    only = Calendar({BANK_HOLIDAYS: calendar.effects[BANK_HOLIDAYS]})
    last = f"{months.months[-1]}-{int(months.days[-1]):02d}"
    days = days_by_effect(only, first=f"{months.months[0]}-01", last=last)[BANK_HOLIDAYS]
    return np.array([sum(day[:7] == month for day in days) for month in months.months], float)


def _design(months: Months, regimes: Regimes, *, known: np.ndarray) -> np.ndarray:
    level = draw_trend(regimes, known, straight=False)
    of_year = [(months.of_year == month).astype(float) for month in range(1, 12)]
    return np.column_stack([level.columns, *of_year])
