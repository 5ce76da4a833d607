"""How a measure is read, in words: its question, chart, target, steps and baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.partnership.common.in_words import say_period
from safercity.partnership.performance.models import Source
from safercity.partnership.performance.presenters.asked import say_question
from safercity.partnership.performance.presenters.hiding import is_hidden
from safercity.partnership.performance.presenters.words import say_by, say_figure
from safercity.partnership.performance.queries import FEWEST, Reading, Step, Target

CHARTS = {
    "xmr": gettext_lazy("XmR, of single figures"),
    "c": gettext_lazy("C, of counts"),
    "u": gettext_lazy("U, of rates"),
    "p": gettext_lazy("P, of shares"),
    "g": gettext_lazy("g, of events between rare ones"),
    "t": gettext_lazy("t, of days between rare events"),
    "frozen": gettext_lazy("frozen areas against matched ones"),
}


def list_settings(reading: Reading, *, sees_small: bool) -> Iterable[tuple[str, str]]:
    """(what, words) of the question, the chart, the target and how they are judged."""
    measure, target = reading.measure, reading.target
    if measure.source in (Source.EVIDENCE, Source.QUESTION):
        yield from say_question(measure, reading.edition)
    elif measure.source == Source.FROZEN and not measure.layer:
        yield from say_question(measure)[:1]  # of a rate its counts alone are compared
    yield from list_chart(reading)
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
    if measure.steps:
        yield _("Steps to it"), "; ".join(_say_steps(reading, sees_small=sees_small))
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


def list_chart(reading: Reading) -> Iterable[tuple[str, str]]:
    """The chart that gives the usual range, and what counts as a signal."""
    kind = reading.chart.partition("_")[0]
    if kind:
        suffix = _(", exact limits") if reading.chart.endswith("exact") else ""
        yield _("Chart"), f"{CHARTS.get(kind, kind)}{suffix}"
    if reading.measure.source != Source.FROZEN:  # those are judged against matched areas alone
        yield (
            _("Signals"),
            _(
                "a figure outside the limits; 7 in a row on one side; 7 in a row rising or falling;"
                " 2 of 3 near a limit"
            ),
        )


def list_steps(reading: Reading, *, sees_small: bool) -> Iterable[Step]:
    """The steps to the target. Of one whose figure is hidden nothing is said: its verdict would
    tell the figure."""
    target, hidden = reading.target, {
        one.label for one in reading.points if is_hidden(reading, one, sees_small=sees_small)
    }  # fmt: skip
    known = target.steps if target else [Step(by, value) for by, value in reading.measure.steps]
    for one in known:
        yield replace(one, is_reached=None) if one.by in hidden else one


def _say_steps(reading: Reading, *, sees_small: bool) -> Iterable[str]:
    """Each step with what became of it; the one that is due says so."""
    measure, target = reading.measure, reading.target
    for one in list_steps(reading, sees_small=sees_small):
        words = _("%(figure)s by %(by)s") % {
            "figure": say_figure(measure, one.value),
            "by": say_by(one.by),
        }
        if one.is_past and one.is_reached is not None:
            words += ", " + (_("reached") if one.is_reached else _("not reached"))
        elif target and target.due and one.by == target.due.by:
            words += ", " + _("due next")
        yield words


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
