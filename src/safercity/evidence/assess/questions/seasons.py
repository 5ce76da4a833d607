"""What the year looks like and what to expect: season, calendar and forecast of every theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from safercity.evidence.assess.basis import Basis, gather_basis
from safercity.evidence.assess.questions.series import (
    ThemeSeries,
    choose_row,
    read_one_series,
    read_series,
)
from safercity.evidence.assess.questions.titles import name_all
from safercity.evidence.assess.remembering import answer_once
from safercity.evidence.findings import as_values, plain
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.seasons import (
    CalendarEffects,
    CalendarPart,
    ExpectedCounts,
    Season,
    SeasonalityCalendar,
    build_calendar,
    estimate_indices,
    find_season,
    join_calendars,
    measure_calendar_effects,
    take_part,
)
from safercity.evidence.seasons.forecasting import Forecast, Tree, forecast
from safercity.evidence.seasons.forecasting.words import MESSAGES as FORECAST_MESSAGES
from safercity.evidence.seasons.words import MESSAGES
from safercity.evidence.taxonomy.calendar import Calendar, load_calendar
from safercity.evidence.types import last_day_of
from safercity.evidence.watch import ThemeRecords
from safercity.evidence.workspace import Workspace

WHOLE = "city"
# With fewer known months there is neither a season nor a forecast to speak of.
MONTHS_AT_LEAST = 24
CALENDAR_PARTS = TypeAdapter(CalendarPart)  # there and back as plain values


@dataclass(frozen=True)
class ThemeYear:
    """A theme's year, as one agency tells it: `season` of the whole, `calendar` of the whole and
    its wards, `expected` by ward and whole (None where too few months are known), and `effects` of
    single days where the agency tells days."""

    series: ThemeSeries
    season: Season
    calendar: SeasonalityCalendar
    expected: Forecast | None
    effects: CalendarEffects | None
    titles: Mapping[str, str]


@dataclass(frozen=True)
class ToldYear:
    """What an edition tells of a theme's year: its entry, the rises ahead, and by what share the
    next twelve months differ from the newest (value, low, high; None where that is not known).
    `part`: what the calendar of all themes takes from it (CALENDAR_PARTS), as plain values."""

    entry: dict
    rises: list[dict]
    difference: tuple[float, float, float] | None
    part: dict
    titles: Mapping[str, str]


def tell_years(
    basis: Basis, *, daily: Sequence[ThemeRecords] = (), run: Run
) -> tuple[ToldYear, ...]:
    """The year of every theme with two years of records. `daily`: those watched by the day."""
    content = load_calendar(basis.store.workspace.content)
    days = {one.theme: one for one in daily}
    wards = {one.theme: one for one in read_series(basis, unit="ward")}
    found = read_series(basis, unit="city")
    years = []
    for done, series in enumerate(found):
        run.step("Seasons and forecasts", done, len(found))
        if _count_known(series.counts) >= MONTHS_AT_LEAST:
            one = (series, wards.get(series.theme), _leave_points(days.get(series.theme)))
            tell = partial(_tell_year, basis, one, content=content, run=run)
            years.append(ToldYear(**answer_once(basis, "year", reads=one, work=tell, run=run)))
    return tuple(years)


def _leave_points(days: ThemeRecords | None) -> ThemeRecords | None:
    """Its counts by day and what they rest on: all that the effects of single days ask."""
    return None if days is None else ThemeRecords(days.theme, days.counts, days.basis)


def _tell_year(
    basis: Basis,
    one: tuple[ThemeSeries, ThemeSeries | None, ThemeRecords | None],
    *,
    content: Calendar,
    run: Run,
) -> dict:
    year = _find_year(basis, one, content=content, run=run)
    return {
        "entry": describe_year(year),
        "rises": _rows(year),
        "difference": _find_difference(year.expected),
        "part": CALENDAR_PARTS.dump_python(take_part(year.calendar), mode="json"),
        "titles": dict(year.titles),
    }


def find_year(workspace: Workspace, theme: str, *, run: Run) -> ThemeYear:
    """The year of one theme, from the records as they stand. Errors: `UnknownName`,
    `NothingToAssess`; too few months make a sentence."""
    basis = gather_basis(workspace, run=run)
    series = read_one_series(basis, theme)
    wards = read_one_series(basis, theme, unit="ward")
    content = load_calendar(workspace.content)
    return _find_year(basis, (series, wards, None), content=content, run=run)


def seasons_table(years: Sequence[ToldYear]) -> dict:
    """The table `seasons` of an edition: every theme's year, and all rises in order of time."""
    rises = [row for one in years for row in one.rises]
    whole = {}
    if years:
        parts = [CALENDAR_PARTS.validate_python(one.part) for one in years]
        joined = join_calendars(parts, titles=years[0].titles)
        whole["year"] = as_values(joined, messages=MESSAGES, titles=joined.titles)
    return {
        **whole,
        "themes": [one.entry for one in years],
        "rises": sorted(rises, key=lambda row: (row["weeks"], -row["change"], row["theme"])),
    }


def _find_difference(expected: Forecast | None) -> tuple[float, float, float] | None:
    """By what share the twelve months ahead are expected to differ from the newest twelve; only
    where all twelve are known."""
    if expected is None:
        return None
    at = expected.place(WHOLE)
    newest = expected.counts[at, -12:].sum()
    if not newest > 0:  # a sum with a gap is not
        return None
    figures = (expected.total, expected.total_low, expected.total_high)
    value, low, high = (float(each[at] / newest - 1) for each in figures)
    return value, low, high


def _count_known(counts: Matrix) -> int:
    return int((~np.isnan(counts.values)).all(axis=0).sum())


def _find_year(
    basis: Basis,
    one: tuple[ThemeSeries, ThemeSeries | None, ThemeRecords | None],
    *,
    content: Calendar,
    run: Run,
) -> ThemeYear:
    series, wards, days = one
    theme, titles = series.theme, name_all(basis)
    whole = Matrix(choose_row(series, WHOLE).values, (theme,), series.counts.columns)
    season = find_season(whole, basis=series.rests, titles=titles, run=run)
    expected = _expect(series, wards, run=run)
    calendar = _draw_calendar(series, wards, expected=expected, titles=titles, run=run)
    effects = None
    if days is not None and days.counts.columns[-1].count("-") == 2:
        summed = Matrix(
            days.counts.values.sum(axis=0, keepdims=True), (theme,), days.counts.columns
        )
        effects = measure_calendar_effects(summed, content, basis=days.basis)
    return ThemeYear(series, season, calendar, expected, effects, titles)


def _expect(whole: ThemeSeries, wards: ThemeSeries | None, *, run: Run) -> Forecast | None:
    """By ward, adding up to the whole; of the whole alone where the area has no wards."""
    if wards is None or not wards.counts.rows:
        return (
            None
            if _count_known(whole.counts) < MONTHS_AT_LEAST
            else forecast(
                Matrix(choose_row(whole, WHOLE).values, (WHOLE,), whole.counts.columns),
                basis=whole.rests,
                run=run,
            )
        )
    if _count_known(wards.counts) < MONTHS_AT_LEAST:
        return None
    tree = Tree(dict.fromkeys(wards.counts.rows, WHOLE))
    return forecast(wards.counts, basis=wards.rests, tree=tree, run=run)


def _draw_calendar(
    series: ThemeSeries,
    wards: ThemeSeries | None,
    *,
    expected: Forecast | None,
    titles: Mapping[str, str],
    run: Run,
) -> SeasonalityCalendar:
    """The whole and its wards tested together, with what is expected of them."""
    theme = series.theme
    rows: list = [(theme, "")]
    values = [choose_row(series, WHOLE).values]
    if wards is not None:
        rows += [(theme, ward) for ward in wards.counts.rows]
        values.append(wards.counts.values)
    counts = Matrix(np.concatenate(values), tuple(rows), series.counts.columns)
    indices = estimate_indices(counts, basis=series.rests, run=run)
    return build_calendar(
        indices,
        as_of=last_day_of(series.counts.columns[-1]),
        expected=None if expected is None else _relabel(expected, theme),
        titles=titles,
        run=run,
    )


def _relabel(expected: Forecast, theme: str) -> ExpectedCounts:
    """The forecast with the calendar's labels: the theme, and the ward or nothing."""
    rows = tuple((theme, "" if row == WHOLE else row) for row in expected.rows)
    middle, low, high = (
        Matrix(each, rows, expected.ahead)
        for each in (expected.expected, expected.low, expected.high)
    )
    return ExpectedCounts(middle, low, high)


def _rows(one: ThemeYear) -> list[dict]:
    told = one.calendar.table()
    rows = [dict(zip((c.name for c in told.columns), row, strict=True)) for row in told.rows]
    places = [rise.place for rise in one.calendar.rises]
    return [
        row | {"theme": one.series.theme, "title": row["theme"], "ward": place}
        for row, place in zip(rows, places, strict=True)
    ]


def describe_year(one: ThemeYear) -> dict:
    """A theme's year as the values that an edition keeps."""
    told: dict[str, Any] = {
        "theme": one.series.theme,
        "title": one.titles[one.series.theme],
        "agency": one.series.agency,
        "season": as_values(one.season, messages=MESSAGES, titles=one.titles),
        "calendar": as_values(one.calendar, messages=MESSAGES, titles=one.titles),
    }
    if one.effects is not None:
        titles = {**one.effects.titles, **one.titles}
        told["effects"] = as_values(one.effects, messages=MESSAGES, titles=titles)
    if one.expected is not None:
        told["forecast"] = as_values(one.expected.pick(WHOLE), messages=FORECAST_MESSAGES)
        told["wards"] = _tell_wards(one.expected, titles=one.titles)
    return told


def _tell_wards(expected: Forecast, *, titles: Mapping[str, str]) -> list[dict]:
    """What is expected of each ward in the months ahead together, and its months above usual."""
    return [
        {
            "ward": ward,
            "name": titles.get(ward, ward),
            "expected": plain(float(expected.total[at])),
            "low": plain(float(expected.total_low[at])),
            "high": plain(float(expected.total_high[at])),
            "above": [m for m, is_above in zip(expected.ahead, expected.above[at], strict=True)
                      if is_above],
        }
        for at, ward in enumerate(expected.rows)
        if ward != WHOLE
    ]  # fmt: skip
