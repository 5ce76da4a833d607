"""One measure's page: chart, series with vintages, settings, definition sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.words import write_labels
from safercity.partnership.common.in_words import say_period
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.models import Measure, Return, Source
from safercity.partnership.performance.presenters.chart import (
    PHONE,
    WIDE,
    Drawing,
    draw_chart,
)
from safercity.partnership.performance.presenters.hiding import is_hidden
from safercity.partnership.performance.presenters.returns import write_return
from safercity.partnership.performance.presenters.settings import list_settings
from safercity.partnership.performance.presenters.words import (
    MARKS,
    say_figure,
    say_late,
    say_more,
    say_point,
    say_verdict,
)
from safercity.partnership.performance.queries import Point, Reading, name_layer

NEWEST = 12  # figures that stand open: a year of months


@dataclass(frozen=True)
class Line:
    """One period of the series. `source`: its edition or vintage; `address`: of the question behind
    the figure and its edition, or of the return. `label`: the period as content has it. `goal`:
    where the way to the target stands."""

    period: str
    figure: str
    made_of: str
    usual: str
    span: str
    signal: str
    source: str
    address: str
    label: str = ""
    goal: str = ""


@dataclass(frozen=True)
class Earlier:
    """A return that a newer vintage replaced, or that is not approved yet."""

    period: str
    vintage: int
    figure: str
    state: str
    address: str


@dataclass(frozen=True)
class Page:
    """What a measure's page shows. `sheet` and `settings`: (what, words)."""

    measure: Measure
    verdict: str
    mark: str
    more: str
    wide: Drawing | None
    phone: Drawing | None
    lines: tuple[Line, ...]
    earlier: tuple[Earlier, ...]
    says: tuple[str, ...]
    source: str
    sheet: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    hides: bool
    behind: str = ""

    @property
    def spots(self) -> dict[str, tuple[str, str]]:
        """By period: where its point leads, and the words of it."""
        return {
            one.label: (one.address, f"{one.period}: {one.figure}")
            for one in self.lines
            if one.address
        }

    @property
    def newest(self) -> tuple[Line, ...]:
        """The lines that stand open."""
        return self.lines[:NEWEST]

    @property
    def older(self) -> tuple[Line, ...]:
        """The lines that are shown when asked for."""
        return self.lines[NEWEST:]


@dataclass(frozen=True)
class Beside:
    """What a reading is shown with: the outcome's words, the city's reading, every return."""

    outcome: str
    city: Reading | None
    returns: Iterable[Return]
    chases: int = 0


def present_measure(reading: Reading, beside: Beside, *, viewer: Viewer) -> Page:
    """The page of one measure for this viewer."""
    measure = reading.measure
    small = rules.see_small.allowed(viewer, measure)
    approved = {(row.period, row.vintage): row for row in beside.returns}
    more = [say_late(reading, beside.chases), *say_more(reading, beside.city)]
    line = reading.target.line if reading.target else ()
    goals = line if len(line) == len(reading.points) else (None,) * len(reading.points)
    return Page(
        measure,
        say_verdict(reading),
        MARKS[reading.verdict],
        ". ".join(filter(None, more)) + ".",
        draw_chart(reading, frame=WIDE, sees_small=small),
        draw_chart(reading, frame=PHONE, sees_small=small),
        tuple(
            replace(
                _line(reading, one, row=approved.get((one.label, one.vintage)), sees_small=small),
                goal="" if goal is None else say_figure(measure, goal),
            )
            for one, goal in zip(reversed(reading.points), reversed(goals), strict=True)
        ),
        tuple(_list_earlier(reading, beside.returns, viewer=viewer)),
        tuple(map(write_labels, reading.says)),
        say_source(reading),
        tuple(_list_sheet(measure, beside.outcome)),
        tuple(list_settings(reading, sees_small=small)),
        tuple(filter(None, measure.caveats.splitlines())),
        any(is_hidden(reading, one, sees_small=small) for one in reading.points),
        find_query(reading),
    )


def _line(reading: Reading, one: Point, *, row: Return | None, sees_small: bool) -> Line:
    measure = reading.measure
    hides = is_hidden(reading, one, sees_small=sees_small)
    made_of = ""
    if one.out_of is not None and one.count is not None and not hides:
        made_of = _("%(count)s of %(of)s") % {
            "count": say_figure(measure, one.count, is_share=False),
            "of": say_figure(measure, one.out_of, is_share=False),
        }
    elif one.beside is not None:
        made_of = _("matched areas %(figure)s") % {"figure": say_figure(measure, one.beside)}
    told = ""
    if reading.told:
        told = _("edition %(digest)s") % {"digest": reading.told[:12]}
    elif one.vintage:
        told = _("vintage %(number)s") % {"number": one.vintage}
    return Line(
        say_period(one.label),
        say_point(reading, one, sees_small=sees_small),
        made_of,
        say_figure(measure, one.centre),
        "–"
        if one.low is None
        else _("{first} to {last}").format(
            first=say_figure(measure, one.low), last=say_figure(measure, one.high)
        ),
        {1: _("higher"), -1: _("lower")}.get(one.way, ""),
        told,
        reverse("performance:return", kwargs={"key": row.pk}) if row else find_query(reading, one),
        one.label,
    )


def find_query(reading: Reading, point: Point | None = None) -> str:
    """The address of what is asked behind figures of an edition, or one of them; "" for others."""
    if not reading.told:
        return ""
    names = {"code": reading.measure.code, "edition": reading.told}
    address = reverse("performance:query", kwargs=names)
    return f"{address}#p-{point.label}" if point else address


def _list_earlier(
    reading: Reading, returns: Iterable[Return], *, viewer: Viewer
) -> Iterable[Earlier]:
    """Every vintage that is not the figure that holds. What others still write stays with them."""
    small = rules.see_small.allowed(viewer, reading.measure)
    holding = {(one.label, one.vintage) for one in reading.points}
    for row in returns:
        row.measure = reading.measure  # with its owner, which the rule asks for
        if (row.period, row.vintage) in holding or not rules.see_return.allowed(viewer, row):
            continue
        yield Earlier(
            say_period(row.period),
            row.vintage,
            write_return(row, row.figure, sees_small=small),
            str(row.get_state_display()),
            str(row.pk),
        )


def say_source(reading: Reading) -> str:
    """Where the figures come from."""
    measure = reading.measure
    if measure.source == Source.RETURN:
        return _("Returned by %(owner)s. The newest approved vintage of each period holds.") % {
            "owner": measure.owner or _("nobody yet")
        }
    where = _("edition %(digest)s") % {"digest": reading.told[:12]} if reading.told else _("none")
    if measure.source == Source.FROZEN:
        baseline = reading.facts.get("baseline")
        told = {
            "baseline": say_period(baseline) if baseline else _("the baseline"),
            "layer": name_layer(measure.layer),
            "indicator": reading.facts.get("indicator", measure.indicator),
            "where": where,
        }
        words = _("The areas frozen at %(baseline)s in the records of %(layer)s, from %(where)s.")
        if not measure.layer:
            words = _(
                "The areas frozen at %(baseline)s by the indicator “%(indicator)s”, from %(where)s."
            )
        return words % told
    if measure.source == Source.QUESTION:
        return _("Asked here of the counts by month, from %(where)s.") % {"where": where}
    return _("The evidence's indicator “%(indicator)s”, from %(where)s.") % {
        "indicator": reading.facts.get("indicator", measure.indicator),
        "where": where,
    }


def _list_sheet(measure: Measure, outcome: str) -> Iterable[tuple[str, str]]:
    yield _("Serves"), outcome or _("the whole strategy: how safe people feel")
    yield _("What is counted"), measure.numerator
    if measure.denominator:
        yield _("Out of"), measure.denominator
    yield _("Where"), str(measure.get_scope_display())
    yield _("How often"), str(measure.get_frequency_display())
    yield _("Direction"), str(measure.get_direction_display())
    yield _("Tells"), str(measure.get_tells_display())
    if measure.companion:
        yield _("Companion"), measure.companion.title
    yield _("Owner"), str(measure.owner or _("nobody yet"))
    if measure.is_returned:
        yield (
            _("Due"),
            ngettext(
                "%(n)s day after the period ends",
                "%(n)s days after the period ends",
                measure.due_days,
            )
            % {"n": measure.due_days},
        )
    if measure.is_small:
        yield _("Small counts"), _("1 to 4 are shown to its own agency, managers and analysts")
