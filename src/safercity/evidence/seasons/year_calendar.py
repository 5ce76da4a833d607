"""The seasonality calendar: what rises where and when, by how much, how surely, how soon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from safercity.evidence.findings import (
    Caption,
    Column,
    Statement,
    Table,
    draw_heat,
    say_all,
)
from safercity.evidence.findings.statements import MONTHS
from safercity.evidence.runs import Run
from safercity.evidence.seasons.coming import Coming, ExpectedCounts, find_next
from safercity.evidence.seasons.errors import SeriesUnusable
from safercity.evidence.seasons.indices import KNOWN, SeasonalIndices
from safercity.evidence.seasons.labels import name_label, split_label
from safercity.evidence.seasons.peaks import Peak, find_peaks
from safercity.evidence.seasons.season import tell_peak
from safercity.evidence.seasons.words import MESSAGES

MOST_TOLD = 5
DARKER = "Each month against an average month (1), a row a theme; darker is more."
RISE_COLUMNS = (
    Column("theme", "Theme"),
    Column("place", "Where"),
    Column("months", "When it rises"),
    Column("change", "By how much", "share"),
    Column("low", "Lower", "share"),
    Column("high", "Upper", "share"),
    Column("above", "Years in which it did", "count"),
    Column("years", "Of years", "count"),
    Column("pooled", "Shares its group's season", "flag"),
    Column("next", "Next begins", "month"),
    Column("weeks", "Weeks' notice", "count", "weeks"),
    Column("expected", "Expected a month", "figure"),
    Column("expected_low", "Lower, a single month", "figure"),
    Column("expected_high", "Upper, a single month", "figure"),
)


@dataclass(frozen=True)
class CalendarSettings:
    """`as_of`: the day from which notice is counted; the others are those of the indices."""

    as_of: str
    level: float
    false_discovery: float
    full_years: int


@dataclass(frozen=True)
class Rise:
    """A stretch of months in which a theme rises in a place ("": the whole area), when it comes
    next, whether its season is shared (`pooled`), and what is `expected` a month (middle, low and
    high of a single month; None where no forecast reaches so far)."""

    theme: str
    place: str
    peak: Peak
    coming: Coming
    pooled: bool
    expected: tuple[float, float, float] | None


@dataclass(frozen=True)
class SeasonalityCalendar:
    """The year's `rises`, in the order in which they come. `indices` hold the figures behind."""

    rises: tuple[Rise, ...]
    indices: SeasonalIndices
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: CalendarSettings
    titles: Mapping[str, str] = field(default_factory=dict)

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES, titles=self.titles)

    def table(self) -> Table:
        """A row for each rise, in the order in which they come."""
        return tabulate_rises("seasonality_calendar", self.rises, titles=self.titles)

    def list_months(self) -> list[dict[str, object]]:
        """Each month of the year against an average one, a row a month and theme (of the whole
        area, where there are such series): `month`, `series` by its title, and `value`."""
        named = [(split_label(label), at) for at, label in enumerate(self.indices.rows)]
        whole = [one for one in named if not one[0][1]] or named
        return [
            {
                "month": MONTHS[month],
                "series": ", ".join(self.titles.get(part, part) for part in parts if part),
                "value": float(self.indices.index[at, month]),
            }
            for parts, at in whole
            if self.indices.verdicts[at] == KNOWN
            for month in range(12)
            if self.indices.years[at, month] >= self.settings.full_years
        ]

    def chart(self) -> dict[str, Any]:
        """Months across, theme down."""
        caption = Caption(self.explain(), DARKER)
        return draw_heat(self.list_months(), caption, across="month", down="series")


def tabulate_rises(name: str, rises: Sequence[Rise], *, titles: Mapping[str, str]) -> Table:
    """A row for each rise, in the order given."""
    rows = []
    for rise in rises:
        peak, coming = rise.peak, rise.coming
        named = (titles.get(rise.theme, rise.theme), titles.get(rise.place, rise.place))
        size = (peak.change, peak.low, peak.high, peak.above, peak.years)
        when = (coming.months[0], coming.weeks)
        expected = rise.expected or (None, None, None)
        rows.append((*named, peak.name, *size, rise.pooled, *when, *expected))
    return Table(name, RISE_COLUMNS, tuple(rows))


def build_calendar(
    indices: SeasonalIndices,
    *,
    as_of: str,
    expected: ExpectedCounts | None = None,
    titles: Mapping[str, str] | None = None,
    run: Run | None = None,
) -> SeasonalityCalendar:
    """Every stretch of months in which a series rises, and when it comes next after `as_of` (day).

    `indices`: rows labelled theme, or (theme, place), all tested together, so that the false
    discovery rate holds for the whole calendar. `expected`: a forecast of the same rows, where
    there is one. Limits: as `estimate_indices`; a rise that the theme has everywhere is told for
    each place that shows it. Errors: `LabelsDiffer`, `SeriesUnusable` (a day before the records).
    """
    if as_of[:7] < indices.months[0]:
        raise SeriesUnusable(
            f"The calendar was asked for as of {as_of}; its records begin in {indices.months[0]}."
        )
    if expected is not None:
        expected.check_rows(indices.rows)
    run = run or Run()
    rises = []
    for row, label in enumerate(indices.rows):
        theme, place = split_label(label)
        for peak in find_peaks(indices, row, least=0.0, run=run):
            coming = find_next(peak, as_of=as_of)
            told = expected.tell(label, coming.months) if expected else None
            rises.append(Rise(theme, place, peak, coming, bool(indices.pooled[row]), told))
    rises.sort(key=lambda one: (one.coming.months[0], -one.peak.change, one.theme, one.place))
    settings = indices.settings
    return SeasonalityCalendar(
        rises=tuple(rises),
        indices=indices,
        statements=_state(rises, indices),
        limits=(*indices.limits, Statement("seasons.limit.chosen")),
        settings=CalendarSettings(
            as_of, settings.level, settings.false_discovery, settings.full_years
        ),
        titles=titles or {},
    )


def state_rise(rise: Rise) -> list[Statement]:
    """What rises and when it comes, and how many records are then expected."""
    label = (rise.theme, rise.place) if rise.place else rise.theme
    values = name_label(label) | tell_peak(rise.peak) | {"weeks": rise.coming.weeks}
    begun = "now" if rise.coming.has_begun else "next" if rise.coming.weeks else "soon"
    said = [Statement(f"seasons.calendar_{begun}", values)]
    if rise.expected is not None:
        middle, low, high = rise.expected
        told = {"expected": middle, "low": low, "high": high}
        said.append(Statement("seasons.calendar_expected", told))
    return said


def _state(rises: list[Rise], indices: SeasonalIndices) -> tuple[Statement, ...]:
    """How many rises, the next of them, and what the indices say of tests, sharing and gaps."""
    series = indices.verdicts.count(KNOWN)
    head = "calendar" if rises else "calendar_empty"
    said = [Statement(f"seasons.{head}", {"entries": len(rises), "series": series})]
    for rise in rises[:MOST_TOLD]:
        said += state_rise(rise)
    pooled = sum(rise.pooled for rise in rises)
    if pooled:
        said.append(Statement("seasons.calendar_shared", {"pooled": pooled}))
    return (*said, *indices.statements[1:])
