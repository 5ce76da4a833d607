"""The seasonality calendar of all themes together: which rises, where, when, how soon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safercity.evidence.findings import Caption, Statement, Table, draw_heat, say_all
from safercity.evidence.seasons.words import MESSAGES
from safercity.evidence.seasons.year_calendar import (
    DARKER,
    MOST_TOLD,
    CalendarSettings,
    Rise,
    SeasonalityCalendar,
    state_rise,
    tabulate_rises,
)


@dataclass(frozen=True)
class WholeYear:
    """Calendars of single themes laid together. `rises` in the order in which they come, those of
    the whole area before those of its places; `months` as `SeasonalityCalendar.list_months`."""

    rises: tuple[Rise, ...]
    months: tuple[Mapping[str, object], ...]
    themes: int
    limits: tuple[Statement, ...]
    settings: CalendarSettings
    titles: Mapping[str, str]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """How many rises there are, and those of the whole area that come next."""
        whole = [one for one in self.rises if not one.place]
        values: dict[str, object] = {"whole": len(whole), "themes": self.themes}
        values["places"] = len(self.rises) - len(whole)
        told = [Statement("seasons.whole_year", values)]
        return (*told, *(said for rise in whole[:MOST_TOLD] for said in state_rise(rise)))

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES, titles=self.titles)

    def table(self) -> Table:
        """A row for each rise, the whole area's first."""
        return tabulate_rises("year", self.rises, titles=self.titles)

    def chart(self) -> dict[str, Any]:
        """Months across, theme down."""
        caption = Caption(self.explain(), DARKER)
        return draw_heat(self.months, caption, across="month", down="series")


@dataclass(frozen=True)
class CalendarPart:
    """What the calendar of all themes takes from that of one. No arrays, so it can be kept."""

    rises: tuple[Rise, ...]
    months: tuple[dict[str, Any], ...]
    limits: tuple[Statement, ...]
    settings: CalendarSettings


def take_part(calendar: SeasonalityCalendar) -> CalendarPart:
    """One theme's part."""
    months = tuple(calendar.list_months())
    return CalendarPart(calendar.rises, months, calendar.limits, calendar.settings)


def join_calendars(calendars: Sequence[CalendarPart], *, titles: Mapping[str, str]) -> WholeYear:
    """Parts of themes' calendars, at least one, as one. Limits: each theme was tested by itself, so
    that the false discovery rate holds for each and not for all together."""
    rises = [rise for one in calendars for rise in one.rises]
    rises.sort(
        key=lambda one: (bool(one.place), one.coming.months[0], -one.peak.change, one.theme,
                         one.place)
    )  # fmt: skip
    settings = calendars[0].settings
    share = {"share": settings.false_discovery}
    shared = [one for one in calendars[0].limits if all(one in each.limits for each in calendars)]
    own = any(len(each.limits) > len(shared) for each in calendars)
    alone = [Statement("seasons.limit.each_alone", share)]
    apart = [Statement("seasons.limit.by_theme")] * own
    return WholeYear(
        rises=tuple(rises),
        months=tuple(row for one in calendars for row in one.months),
        themes=len(calendars),
        limits=(*shared, *alone, *apart),
        settings=settings,
        titles=titles,
    )
