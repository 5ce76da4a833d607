"""What is watched: every theme's records by small area and day or month, as one agency tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.counting import CountedAgency
from safercity.evidence.assess.layers import unit_polygons
from safercity.evidence.assess.naming import Namer
from safercity.evidence.assess.questions.series import read_each_series
from safercity.evidence.findings import Basis as Rests
from safercity.evidence.matrix import Matrix
from safercity.evidence.store import Happenings, Question, read_happenings
from safercity.evidence.types import day_label, day_number, last_day_of, month_label, month_number
from safercity.evidence.watch import (
    Delays,
    Events,
    ThemeRecords,
    Visits,
    WatchedArea,
    estimate_delays,
)
from safercity.evidence.watch.near_repeats import FINE_ENOUGH, TIMED_ENOUGH
from safercity.evidence.watch.periods import list_days

# Days are watched over three years: a scan looks back on one, a rise needs a season twice.
MONTHS_OF_DAYS = 36
# Near repeats are learnt from the newest year: older habits of one offender mean nothing now.
DAYS_OF_PAIRS = 365
RECORDS_A_YEAR = 50


@dataclass(frozen=True)
class Watched:
    """What `find_news` is given."""

    records: tuple[ThemeRecords, ...]
    area: WatchedArea


def gather_watched(basis: Basis, *, look: str | None = None) -> Watched:
    """Every theme's records, as the agency that times it most finely tells it; of those, the one
    with most records. `look`: the last day ("2026-09-14"), else the end of the records.

    Each is watched up to the last month that its agency has sent: what another sent later changes
    nothing of it. A source timed to the month is watched by whole months.
    """
    area = _lay_area(basis)
    days = _Days.read(basis, look=look or last_day_of(basis.months[-1]))
    chosen: dict[str, ThemeRecords] = {}
    sizes: dict[str, tuple[int, float]] = {}
    for agency in basis.agencies:
        for series in read_each_series(basis, agency, unit="small_area"):
            theme, months = series.theme, _until(series.counts, days.look)
            newest = float(np.nansum(months.values[:, -12:])) if months.columns else 0.0
            daily = series.rests.time in TIMED_ENOUGH and newest >= RECORDS_A_YEAR
            size = (int(daily), newest)
            if newest == 0 or size <= sizes.get(theme, (-1, 0.0)):
                continue
            sizes[theme] = size
            if daily:
                chosen[theme] = days.take(basis, agency, theme=theme, rests=series.rests)
            else:
                chosen[theme] = ThemeRecords(theme, months, _since(series.rests, months))
    themes = [theme for theme in basis.store.taxonomy.themes if theme in chosen]
    return Watched(tuple(chosen[theme] for theme in themes), area)


def _until(counts: Matrix, look: str) -> Matrix:
    """The months that are over on the day of the look."""
    whole = sum(last_day_of(month) <= look for month in counts.columns)
    return Matrix(counts.values[:, :whole], counts.rows, counts.columns[:whole])


def _since(rests: Rests, counts: Matrix) -> Rests:
    """What counts rest on, with the recording changes inside their periods only."""
    first, last = counts.columns[0][:7], counts.columns[-1][:7]
    return replace(rests, breaks=tuple(one for one in rests.breaks if first < one.month <= last))


@dataclass(frozen=True)
class _Days:
    """Dated records up to the look, and the labels of its days."""

    happenings: Happenings
    points: np.ndarray
    labels: tuple[str, ...]
    look: str

    @staticmethod
    def read(basis: Basis, *, look: str) -> _Days:
        first = month_label(
            max(month_number(look[:7]) - MONTHS_OF_DAYS + 1, month_number(basis.months[0]))
        )
        sources = tuple(one.source for agency in basis.agencies for one in agency.sources)
        question = Question(sources=sources, first=first, last=look[:7])
        found = read_happenings(basis.store, question)
        start, end = day_number(f"{first}-01"), day_number(look)
        found = found.where((found.unit >= 0) & (found.day >= start) & (found.day <= end))
        return _Days(found, found.number_points(), list_days(f"{first}-01", look), look)

    def take(
        self, basis: Basis, agency: CountedAgency, *, theme: str, rests: Rests
    ) -> ThemeRecords:
        """One theme's records as an agency tells it; points too, where they are fine enough."""
        sources = {one.source for one in agency.sources}
        tells = self.happenings.tells(basis.store, theme, sources=sources)
        told, points = self.happenings.where(tells), self.points[tells]
        counts = self._count(told, basis.store.geography.units.labels, agency=agency)
        delays, received = _learn_delays(told)
        rests = _since(rests, counts)
        one = ThemeRecords(theme, counts, rests, delays=delays, received=received)
        if rests.location not in FINE_ENOUGH:
            return one
        last = day_number(counts.columns[-1])
        return replace(one, **self._place(told, points, units=counts.rows, last=last))

    def _count(self, told: Happenings, labels: tuple, *, agency: CountedAgency) -> Matrix:
        """Small areas by days; the days of a month that was not sent are missing."""
        values = np.zeros((len(labels), len(self.labels)))
        np.add.at(values, (told.unit, told.day - day_number(self.labels[0])), told.times)
        months = tuple(dict.fromkeys(label[:7] for label in self.labels))
        sent = dict(zip(months, agency.present(months), strict=True))
        missing = np.array([not sent[label[:7]] for label in self.labels])
        values[:, missing] = np.nan
        known = np.flatnonzero(~missing)
        first, last = int(known[0]), int(known[-1]) + 1
        return Matrix(values[:, first:last], labels, self.labels[first:last])

    def _place(
        self, told: Happenings, points: np.ndarray, *, units: tuple, last: int
    ) -> dict[str, Any]:
        """Pairs of the newest year, and every visit of a point."""
        recent = told.where(told.day > last - DAYS_OF_PAIRS)
        number = int(self.points.max(initial=-1)) + 1
        labels = tuple(f"point {n}" for n in range(number))
        at = zip(points.tolist(), told.unit.tolist(), strict=True)
        return {
            "events": Events(recent.east / 100, recent.north / 100, recent.day),
            "visits": Visits(points, told.day, number, day_number(self.labels[0]), last),
            "visit_labels": labels,
            "visit_units": {labels[point]: units[unit] for point, unit in dict(at).items()},
        }


def _learn_delays(told: Happenings) -> tuple[Delays | None, str | None]:
    """How late records come, and the day of the last load; neither after a single load, whose
    records came in one heap."""
    loads = np.unique(told.received)
    usable = told.where(told.received >= told.day)
    if loads.size < 2 or not len(usable):
        return None, None
    last = int(loads[-1])
    delays = estimate_delays(usable.day, usable.received, as_of=last)
    return (delays, day_label(last)) if delays.is_known else (None, None)


def _lay_area(basis: Basis) -> WatchedArea:
    """The small areas with their wards, and what they, the wards and the themes are called."""
    store, units = basis.store, basis.store.geography.units
    wards, themes = store.geography.wards, store.taxonomy.themes
    ward_of = {label: store.geography.ward_of_area(label) for label in units.labels}
    names = Namer(store, unit_polygons(store.geography, "small_area")).name(units.labels)
    titles = names | dict(zip(wards.codes, wards.names, strict=True))
    titles |= {slug: theme.title["en"] for slug, theme in themes.items()}
    known = {label: ward for label, ward in ward_of.items() if ward}
    return WatchedArea(units.labels, units.centroids, known, titles)
