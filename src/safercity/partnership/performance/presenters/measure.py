"""One measure's page: chart, series with vintages, settings, definition sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safercity.partnership.common.in_words import say_period
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.models import Measure, Return, Source
from safercity.partnership.performance.presenters.asked import say_question
from safercity.partnership.performance.presenters.chart import (
    PHONE,
    WIDE,
    Drawing,
    draw_chart,
    is_hidden,
    say_hidden,
)
from safercity.partnership.performance.presenters.returns import write_return
from safercity.partnership.performance.presenters.words import (
    MARKS,
    say_by,
    say_figure,
    say_late,
    say_more,
    say_verdict,
)
from safercity.partnership.performance.queries import FEWEST, Point, Reading, Target, name_layer

NEWEST = 12  # figures that stand open: a year of months
CHARTS = {
    "xmr": gettext_lazy("XmR, of single figures"),
    "c": gettext_lazy("C, of counts"),
    "u": gettext_lazy("U, of rates"),
    "p": gettext_lazy("P, of shares"),
    "g": gettext_lazy("g, of events between rare ones"),
    "t": gettext_lazy("t, of days between rare events"),
    "frozen": gettext_lazy("frozen areas against matched ones"),
}


@dataclass(frozen=True)
class Line:
    """One period of the series. `source`: its edition or vintage, with the address of a return."""

    period: str
    figure: str
    made_of: str
    usual: str
    span: str
    signal: str
    source: str
    address: str


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
    return Page(
        measure,
        say_verdict(reading),
        MARKS[reading.verdict],
        ". ".join(filter(None, more)) + ".",
        draw_chart(reading, frame=WIDE, sees_small=small),
        draw_chart(reading, frame=PHONE, sees_small=small),
        tuple(
            _line(reading, one, row=approved.get((one.label, one.vintage)), sees_small=small)
            for one in reversed(reading.points)
        ),
        tuple(_list_earlier(reading, beside.returns, viewer=viewer)),
        reading.says,
        _say_source(reading),
        tuple(_list_sheet(measure, beside.outcome)),
        tuple(_list_settings(reading)),
        tuple(filter(None, measure.caveats.splitlines())),
        any(is_hidden(reading, one, sees_small=small) for one in reading.points),
    )


def _line(reading: Reading, one: Point, *, row: Return | None, sees_small: bool) -> Line:
    measure = reading.measure
    hides = is_hidden(reading, one, sees_small=sees_small)
    if one.value is None:
        figure = _("missing") if one.is_collected else _("not collected")
    else:
        figure = say_hidden(one) if hides else say_figure(measure, one.value)
        figure += " " + _("provisional") if one.is_provisional else ""
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
        figure,
        made_of,
        say_figure(measure, one.centre),
        "–"
        if one.low is None
        else _("{first} to {last}").format(
            first=say_figure(measure, one.low), last=say_figure(measure, one.high)
        ),
        {1: _("higher"), -1: _("lower")}.get(one.way, ""),
        told,
        str(row.pk) if row else "",
    )


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


def _say_source(reading: Reading) -> str:
    measure = reading.measure
    if measure.source == Source.RETURN:
        return _("Returned by %(owner)s. The newest approved vintage of each period holds.") % {
            "owner": measure.owner or _("nobody yet")
        }
    where = _("edition %(digest)s") % {"digest": reading.told[:12]} if reading.told else _("none")
    if measure.source == Source.FROZEN:
        words = _("The areas frozen at %(baseline)s in the records of %(layer)s, from %(where)s.")
        baseline = reading.facts.get("baseline")
        return words % {
            "baseline": say_period(baseline) if baseline else _("the baseline"),
            "layer": name_layer(measure.layer),
            "where": where,
        }
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


def _list_settings(reading: Reading) -> Iterable[tuple[str, str]]:
    measure, target = reading.measure, reading.target
    if measure.source == Source.EVIDENCE:
        yield from say_question(measure)
    kind = reading.chart.partition("_")[0]
    if kind:
        suffix = _(", exact limits") if reading.chart.endswith("exact") else ""
        yield _("Chart"), f"{CHARTS.get(kind, kind)}{suffix}"
    if measure.source != Source.FROZEN:  # those are judged against matched areas alone
        yield (
            _("Signals"),
            _(
                "a figure outside the limits; 7 in a row on one side; 7 in a row rising or falling;"
                " 2 of 3 near a limit"
            ),
        )
    if measure.target is not None:
        figure = say_figure(measure, float(measure.target))
        yield (
            _("Target"),
            _("%(figure)s by %(by)s")
            % {
                "figure": figure,
                "by": say_by(measure.target_by),
            },
        )
    if measure.baseline_first:
        words = _("{first} to {last}").format(
            first=say_period(measure.baseline_first), last=say_period(measure.baseline_last)
        )
        if target and target.baseline is not None:
            words += f": {say_figure(measure, target.baseline)}"
        yield _("Baseline"), words
    if target and target.line and target.line[-1] is not None:
        yield _("Where the line to the target stands"), say_figure(measure, target.line[-1])
    if target and target.fault:
        yield _("Why the target is not judged"), target.fault
    elif target and measure.source == Source.FROZEN:
        yield _("How the target is judged"), _say_frozen_target(target)


def _say_frozen_target(target: Target) -> str:
    if target.promise == "not_judged" and target.months < FEWEST:
        return _("Not yet: %(known)s of the %(needed)s months after the choice of the areas.") % {
            "known": target.months,
            "needed": FEWEST,
        }
    return _(
        "By the areas' own figures of the months after they were chosen. They were chosen for being"
        " high, so some fall comes by itself: the verdict is that against matched areas."
    )
