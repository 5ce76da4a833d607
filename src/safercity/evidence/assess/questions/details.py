"""What a theme is made of, when in the week it comes, how often to the same place, where more than
elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.questions.profiles import ThemeProfile, count_residents
from safercity.evidence.assess.questions.series import ThemeSeries, read_series
from safercity.evidence.assess.questions.titles import name_all, name_categories
from safercity.evidence.findings import Basis as Rests
from safercity.evidence.findings import as_values
from safercity.evidence.matrix import Matrix
from safercity.evidence.profile import (
    AreaCounts,
    RepeatEvents,
    compare_areas,
    describe_make_up,
    describe_week,
    find_repeats,
)
from safercity.evidence.profile.repeats.find import PLACED
from safercity.evidence.profile.words import MESSAGES
from safercity.evidence.runs import Run
from safercity.evidence.store import Happenings, Question, count_lines, read_happenings
from safercity.evidence.types import (
    day_number,
    last_day_of,
    month_label,
    month_labels,
    month_number,
)

MONTHS = 12
WARDS_AT_LEAST = 5
PEOPLE_NOT_TOLD = (
    "How often the same people are concerned is not told: a shape keeps a pseudonym of a case at "
    "most, which stands on one record, and none of a person."
)
EPOCH = np.datetime64("1970-01-01T00:00", "m")


@dataclass(frozen=True)
class _Telling:
    """The newest year of one theme: its months, its counts by ward, what things are called."""

    profile: ThemeProfile
    months: tuple[str, ...]
    titles: Mapping[str, str]
    wards: ThemeSeries | None

    @property
    def rests(self) -> Rests:
        return self.profile.series.rests


def details_table(basis: Basis, profiles: tuple[ThemeProfile, ...], *, run: Run) -> dict:
    """The table `details` of an edition: a theme each, as far as its records can tell."""
    dated = _read_dated(basis, profiles)
    titles = name_all(basis)
    wards = {one.theme: one for one in read_series(basis, unit="ward")}
    rows = []
    for done, one in enumerate(profiles):
        run.step("What themes are made of", done, len(profiles))
        telling = _Telling(one, _newest_year(one), titles, wards.get(one.theme))
        rows.append(_describe(basis, telling, dated=dated))
    return {"themes": rows, "untold": [PEOPLE_NOT_TOLD]}


def _newest_year(one: ThemeProfile) -> tuple[str, ...]:
    last = month_number(one.level.last)
    return month_labels(last - MONTHS + 1, last)


def _read_dated(basis: Basis, profiles: tuple[ThemeProfile, ...]) -> Happenings:
    first = min((_newest_year(one)[0] for one in profiles), default=basis.months[-1])
    sources = tuple(one.source for agency in basis.agencies for one in agency.sources)
    return read_happenings(basis.store, Question(sources=sources, first=first))


def _describe(basis: Basis, telling: _Telling, *, dated: Happenings) -> dict:
    theme = telling.profile.theme
    told: dict[str, Any] = {
        "theme": theme,
        "title": telling.profile.title,
        "agency": telling.profile.agency,
    }
    make_up = _tell_make_up(basis, telling)
    if make_up is not None:
        told["make_up"] = make_up
    wards = _tell_wards(basis, telling)
    if wards is not None:
        told["wards"] = wards
    if telling.rests.time in ("minute", "day"):
        tells = dated.tells(basis.store, theme, sources=set(telling.rests.sources))
        first, last = (
            day_number(f"{telling.months[0]}-01"),
            day_number(last_day_of(telling.months[-1])),
        )
        mine = dated.where(tells & (dated.day >= first) & (dated.day <= last))
        if telling.rests.time == "minute" and len(mine):
            told["week"] = _tell_week(mine, telling)
        if telling.rests.location in PLACED and (mine.east >= 0).any():
            told["repeats"] = _tell_repeats(mine.where(mine.east >= 0), telling)
    return told


def _tell_make_up(basis: Basis, telling: _Telling) -> dict | None:
    """By kind of record, with both harm tables and the unit costs beside; None of a single kind."""
    first = month_label(month_number(telling.months[0]) - MONTHS)
    months = month_labels(month_number(first), month_number(telling.months[-1]))
    question = Question(
        themes=(telling.profile.theme,),
        sources=telling.rests.sources,
        unit="city",
        first=months[0],
        last=months[-1],
    )
    lines = count_lines(basis.store, question)
    types = sorted({category or "other" for _source, category, _flags in lines.kinds})
    if len(types) < 2:
        return None
    values = np.zeros((len(types), len(months)))
    row = np.array([types.index(kind[1] or "other") for kind in lines.kinds], dtype=int)
    np.add.at(values, (row[lines.kind], lines.month - month_number(months[0])), lines.amount)
    counts = telling.profile.series.counts
    sent = {month: not np.isnan(counts.values[0, at]) for at, month in enumerate(counts.columns)}
    values[:, [not sent.get(month, False) for month in months]] = np.nan
    tables = tuple(basis.store.taxonomy.weight_tables.values())
    found = describe_make_up(Matrix(values, tuple(types), months), basis=telling.rests,
                             weights=tables)  # fmt: skip
    # A kind's own title, also where a theme has the same slug.
    titles = {**telling.titles, **name_categories(basis)}
    return as_values(found, messages=MESSAGES, titles=titles)


def _tell_wards(basis: Basis, telling: _Telling) -> dict | None:
    """Wards beside each other for each thousand residents; None without residents or wards."""
    series, lived = telling.wards, count_residents(basis)
    if series is None or lived is None or len(basis.store.geography.wards) < WARDS_AT_LEAST:
        return None
    at = [series.counts.columns.index(m) for m in telling.months if m in series.counts.columns]
    rows = [series.counts.rows.index(ward) for ward in lived.rows]
    areas = AreaCounts(
        tuple(telling.titles.get(ward, ward) for ward in lived.rows),
        series.counts.values[np.ix_(rows, at)],
        {"residents": lived.values[:, 0]},
        periods=tuple(series.counts.columns[each] for each in at),
    )
    found = compare_areas(areas, basis=series.rests)
    return as_values(found, messages=MESSAGES, titles=telling.titles)


def _tell_week(mine: Happenings, telling: _Telling) -> dict:
    starts = EPOCH + mine.minute.astype("timedelta64[m]")
    ends = EPOCH + mine.until.astype("timedelta64[m]")
    ends[mine.until < mine.minute] = np.datetime64("NaT")
    found = describe_week(starts, basis=telling.rests, ends=ends)
    return as_values(found, messages=MESSAGES, titles=telling.titles)


def _tell_repeats(mine: Happenings, telling: _Telling) -> dict:
    """By point: counts and time course, never which."""
    owners = np.repeat(mine.number_points(), mine.times)
    days = np.repeat(mine.day, mine.times)
    first, last = f"{telling.months[0]}-01", last_day_of(telling.months[-1])
    events = RepeatEvents(owners.tolist(), days, day_number(first), day_number(last))
    found = find_repeats(np.bincount(owners), basis=telling.rests, events=events)
    return as_values(found, messages=MESSAGES, titles=telling.titles)
