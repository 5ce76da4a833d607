"""Verdicts and targets in words, as DESIGN fixes them; figures as people read them."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safercity.documents.measures import last_day, number_of, period_of
from safercity.partnership.common.in_words import say_period, write_date
from safercity.partnership.performance.models import Direction, Measure
from safercity.partnership.performance.presenters.hiding import is_hidden, say_hidden
from safercity.partnership.performance.queries import Point, Reading, Target, Verdict

PLAIN = {
    Verdict.STEADY: gettext_lazy("No real change"),
    Verdict.TOO_FEW: gettext_lazy("Too few to tell"),
    Verdict.UNKNOWN: gettext_lazy("Cannot tell yet"),
    Verdict.MISSING: gettext_lazy("Return missing"),
    Verdict.WITHHELD: gettext_lazy("Not shown to you"),
}
# The mark before the words, as a class of performance.css. Only what is coloured has a colour.
MARKS = {
    Verdict.STEADY: "steady",
    Verdict.IMPROVING: "better",
    Verdict.WANTED: "better",
    Verdict.WORSENING: "worse",
    Verdict.CARE: "care",
    Verdict.TOO_FEW: "unknown",
    Verdict.UNKNOWN: "unknown",
    Verdict.MISSING: "unknown",
    Verdict.WITHHELD: "withheld",
}


def say_verdict(reading: Reading) -> str:
    """ "Improving since May", "Higher since April: read with care", "No real change"."""
    if reading.verdict in PLAIN:
        return str(PLAIN[reading.verdict])
    since = {"period": say_since(reading)}
    if reading.verdict is Verdict.IMPROVING:
        return _("Improving since %(period)s") % since
    if reading.verdict is Verdict.WORSENING:
        return _("Worsening since %(period)s") % since
    is_more = reading.way > 0
    if reading.verdict is Verdict.WANTED:
        words = _("More since %(period)s, as wanted") if is_more else _(
            "Fewer since %(period)s, as wanted")  # fmt: skip
        return words % since
    words = _("Higher since %(period)s: read with care") if is_more else _(
        "Lower since %(period)s: read with care")  # fmt: skip
    return words % since


def say_since(reading: Reading) -> str:
    """ "May", or "May 2024" where that is more than a year before the newest figure."""
    label = reading.since
    if len(label) == 10:  # the day of an event
        label = label[:7]
    if "T" in label:
        words = say_period(label)
        return words[:1].lower() + words[1:]
    if len(label) == 4:
        return label
    newest = reading.newest.label[:7] if reading.newest else label
    month = _first_month(label)
    words = say_period(month)
    is_recent = number_of(_first_month(newest)) - number_of(month) < 12
    return words.rpartition(" ")[0] if is_recent else words


def _first_month(label: str) -> str:
    if "Q" not in label:
        return label
    return f"{label[:4]}-{3 * int(label[-1]) - 2:02d}"


def say_figure(measure: Measure, value: float | None, *, is_share: bool | None = None) -> str:
    """A figure as it is read: "1,006", "71%", "0.52"; an en dash where there is none."""
    if value is None:
        return "–"
    places = count_places(measure, value, is_share=is_share)
    if measure.data == "share" if is_share is None else is_share:
        return f"{100 * value:.{places - 2}f}%"
    return f"{value:,.{places}f}".replace("-", "−")


def say_point(reading: Reading, point: Point, *, sees_small: bool) -> str:
    """A point's figure, or why it has none: as charts and their tables tell it."""
    if point.value is None:
        return _("missing") if point.is_collected else _("not collected")
    if is_hidden(reading, point, sees_small=sees_small):
        figure = say_hidden(point)
    else:
        figure = say_figure(reading.measure, point.value)
    return figure + " " + _("(provisional)") if point.is_provisional else figure


def count_places(measure: Measure, value: float, *, is_share: bool | None = None) -> int:
    """How many places after the point a figure is read with; of a share as part of one."""
    if measure.data == "share" if is_share is None else is_share:
        return 2 if abs(value) >= 0.0995 else 3
    is_rate = measure.data in ("rate", "measure") and is_share is None
    if value == int(value) or abs(value) >= (100 if is_rate else 10):
        return 0
    return 2 if is_rate and abs(value) < 10 else 1


def say_by(label: str) -> str:
    """ "March 2027": the period by which a target is meant."""
    if "T" in label or len(label) == 4:
        return say_period(label)
    return say_period(period_of(last_day(label), "month"))


def say_target(reading: Reading) -> str:
    """What can be promised of the step that is due or of the target; what is wanted without one."""
    measure, target = reading.measure, reading.target
    if target is None and measure.target is not None:
        target = Target(float(measure.target), measure.target_by)
    if target is None:
        return _say_wanted(measure)
    newest = next((one for one in reversed(reading.points) if one.value is not None), None)
    if newest and is_hidden(reading, newest, sees_small=False):
        target = replace(target, is_reached=False)  # whether it is would tell the figure
    told = {"figure": say_figure(measure, target.value), "by": say_by(target.by)}
    if measure.direction == Direction.AMBIGUOUS:
        return (
            _("The target of %(figure)s by %(by)s is shown, and nothing is promised of it") % told
        )
    if reading.verdict is Verdict.WITHHELD:
        return _("Target %(figure)s by %(by)s") % told
    if target.fault:
        return _("Target %(figure)s by %(by)s: its baseline lacks periods") % told
    if target.due is None:
        return _say_promise(target, told)
    words = _say_promise(
        target, {"figure": say_figure(measure, target.due.value), "by": say_by(target.due.by)}
    )
    return _("%(words)s (a step to %(figure)s by %(by)s)") % {"words": words, **told}


def _say_promise(target: Target, told: dict[str, str]) -> str:
    """What can be promised of the figure and period in `told`."""
    if target.promise == "will_miss":
        return _("Unlikely to reach %(figure)s by %(by)s without a change") % told
    if target.promise == "will_hit":
        words = _("Past its target of %(figure)s") if target.is_reached else _(
            "On course for %(figure)s by %(by)s")  # fmt: skip
        return words % told
    if target.promise == "hit_and_miss":
        return _("Could reach %(figure)s by %(by)s or miss it: chance decides") % told
    if target.is_reached:
        return _("At %(figure)s or past it now: too early to promise") % told
    return _("Target %(figure)s by %(by)s: too early to say") % told


def _say_wanted(measure: Measure) -> str:
    if measure.direction == Direction.DOWN:
        return _("Any fall is wanted; no figure set")
    if measure.direction == Direction.UP:
        return _("Any rise is wanted; no figure set")
    return _("No direction is agreed; no figure set")


def say_late(reading: Reading, chases: int = 0) -> str:
    """ "Autumn 2026 was due 19 November from Ambersley City Council. Asked twice.\""""
    if not reading.late:
        return ""
    late = reading.late[-1]
    words = _("%(period)s was due %(day)s from %(agency)s") % {
        "period": say_period(late.period),
        "day": write_date(late.due),
        "agency": reading.measure.owner.agency.name if reading.measure.owner else _("its owner"),
    }
    if not chases:
        return words
    times = _("twice") if chases == 2 else ngettext("once", "%d times", chases) % (
        (chases,) if chases > 1 else ())  # fmt: skip
    return words + ". " + _("Asked %(times)s") % {"times": times}


def say_more(reading: Reading, city: Reading | None = None) -> list[str]:
    """What stands beneath a chart: the target, why nothing is said, and what to read it with."""
    measure = reading.measure
    parts = [say_target(reading)]
    if reading.chart == "frozen" and reading.says:
        parts.append(reading.says[0].rstrip("."))
    elif reading.why and reading.verdict in PLAIN:
        parts.append(reading.why.rstrip("."))
    if city is not None:
        words = say_verdict(city)
        parts.append(_("City-wide: %(verdict)s") % {"verdict": words[:1].lower() + words[1:]})
    if measure.direction == Direction.AMBIGUOUS and measure.companion:
        parts.append(_("Read it with: %(companion)s") % {"companion": measure.companion.title})
    return parts
