"""What an indicator's reading says, and what it cannot: as messages with values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.indicators.periods import day_number, say_period

if TYPE_CHECKING:
    from safercity.evidence.indicators.reading import IndicatorReading
    from safercity.evidence.indicators.series import IndicatorSeries

CHARTS = {
    "xmr": "an XmR", "c": "a C", "c_exact": "a C", "u": "a U", "u_prime": "a U′", "u_exact": "a U",
    "p": "a P", "p_prime": "a P′", "p_exact": "a P", "g": "a g", "t": "a t",
}  # fmt: skip
RECENT = 12
WAYS = {
    "outside": ("it is above the upper limit", "it is below the lower limit"),
    "run": ("{n} or more in a row are above the usual", "{n} or more in a row are below the usual"),
    "near_limit": ("two of the last three are close to the upper limit",
                   "two of the last three are close to the lower limit"),
    "trend": ("{n} or more in a row have risen", "{n} or more in a row have fallen"),
}  # fmt: skip


def state_reading(reading: IndicatorReading, series: IndicatorSeries) -> tuple[Statement, ...]:
    """The sentences of the paragraph, in the order in which they are said."""
    told = _state_verdict(reading)
    if reading.choice.kind in ("g", "t") and series.events is not None and series.events.days:
        told += _state_gap(reading, series)
    told += _state_phases(reading)
    told += _state_target(reading)
    return tuple(told + _state_missing(reading))


def state_limits(reading: IndicatorReading, basis: Basis) -> tuple[Statement, ...]:
    """What is printed wherever the reading is shown."""
    choice, rules = reading.choice, reading.settings.rules
    why = {
        "chart": CHARTS[choice.kind],
        "mean_count": choice.mean_count,
        "overdispersion": choice.overdispersion,
    }
    told = [
        Statement(choice.reason, why),
        Statement("indicators.rules", {"run": rules.run_points, "trend": rules.trend_points}),
        Statement("indicators.seasons"),
    ]
    if rules.limits_from is None:
        told.append(Statement("indicators.whole_phase"))
    if basis.unplaced_share > 0:
        told.append(Statement("indicators.unplaced", {"share": basis.unplaced_share}))
    if basis.late_share > rules.late_at_most and reading.points.is_known.any():
        newest = reading.points.labels[int(np.flatnonzero(reading.points.is_known)[-1])]
        late = {"period": say_period(newest), "late": basis.late_share}
        told.append(Statement("indicators.provisional", late))
    caveats = [Statement("indicators.caveat", {"text": one}) for one in reading.settings.caveats]
    return tuple(told + caveats)


def _state_verdict(reading: IndicatorReading) -> list[Statement]:
    variation, points, terms = reading.variation, reading.points, reading.settings
    name = {"name": terms.name}
    if not points.is_known.any():
        return [Statement("indicators.none_known", {**name, "periods": len(points.labels)})]
    counted = points.counts[points.is_known]
    if reading.choice.kind not in ("xmr", "g", "t") and not counted.any():
        return [Statement("indicators.all_zero", name)]
    if variation.verdict == "too_few" or variation.position is None:
        return [_state_too_few(reading)]
    newest = _newest(reading)
    if variation.verdict == "steady":
        steady = Statement(f"indicators.steady{_form(reading)}", {**name, **newest})
        return [steady, *_state_earlier(reading, variation.position)]
    signal = " and ".join(_say_signal(reading, rule, way=way) for rule, way in variation.signals)
    told = [
        Statement(f"indicators.{variation.verdict}", {**name, "signal": signal}),
        Statement(f"indicators.newest{_form(reading)}", newest),
    ]
    if terms.companion:
        told.append(Statement("indicators.companion", {"companion": terms.companion}))
    return told


def _state_earlier(reading: IndicatorReading, newest: int) -> list[Statement]:
    """What stands out of the last year before a newest point that does not."""
    begin = max(reading.phases[-1].start, newest - RECENT)
    number = int(reading.signals.is_special[begin:newest].sum())
    if not number:
        return []
    return [Statement("indicators.earlier", {"number": number, "of": newest - begin})]


def _state_too_few(reading: IndicatorReading) -> Statement:
    phase = reading.phases[-1]
    judged = int(reading.points.is_judged[phase.start :].sum())
    values = {"name": reading.settings.name, "known": judged,
              "needed": reading.settings.rules.fewest_points}  # fmt: skip
    if phase.kind == "start":
        return Statement("indicators.too_few", values)
    return Statement("indicators.too_few_since", {**values, "reason": f"“{phase.reason}”"})


def _newest(reading: IndicatorReading) -> dict[str, object]:
    at = reading.variation.position or 0
    unit = reading.settings.unit
    if reading.choice.kind in ("g", "t"):
        unit = "days" if reading.choice.kind == "t" else "opportunities"
    return {
        "period": say_period(reading.points.labels[at]),
        "value": float(reading.points.values[at]),
        "centre": float(reading.drawn.middle[at]),
        "low": float(reading.drawn.low[at]),
        "high": float(reading.drawn.high[at]),
        "unit": f" {unit}" if unit else "",
    }


def _say_signal(reading: IndicatorReading, rule: str, *, way: int) -> str:
    rules = reading.settings.rules
    number = rules.run_points if rule == "run" else rules.trend_points
    words = {6: "six", 7: "seven", 8: "eight"}[number]
    text = WAYS[rule][0 if way > 0 else 1].format(n=words)
    if reading.choice.kind in ("g", "t"):
        often = "rarer" if way > 0 else "more frequent"
        return f"of the gaps between events, {text}, so events are {often}"
    return text


def _state_gap(reading: IndicatorReading, series: IndicatorSeries) -> list[Statement]:
    told, events = [], series.events
    assert events is not None
    at = reading.variation.position
    if at is not None and reading.drawn.is_drawn[at]:
        what = "days" if reading.choice.kind == "t" else "opportunities"
        values = {"centre": float(reading.drawn.middle[at]), "what": what,
                  "high": float(reading.drawn.high[at])}  # fmt: skip
        told.append(Statement("indicators.gap_usual", values))
    days = day_number(events.until) - day_number(events.days[-1])
    since = {"day": say_period(events.days[-1]), "days": days, "until": say_period(events.until)}
    told.append(Statement("indicators.since_last", since))
    high = reading.drawn.high[at] if at is not None else float("nan")
    if reading.choice.kind == "t" and days > high:
        told.append(Statement("indicators.since_long"))
    return told


def _state_phases(reading: IndicatorReading) -> list[Statement]:
    ids = {"rebase": "indicators.rebased", "recording": "indicators.recording"}
    return [
        Statement(
            ids[phase.kind],
            {"period": say_period(reading.points.labels[phase.start]), "reason": phase.reason},
        )
        for phase in reading.phases[1:]
    ]


def _state_target(reading: IndicatorReading) -> list[Statement]:
    target = reading.assurance
    if target is None:
        gap = reading.settings.target and reading.choice.kind in ("g", "t")
        return [Statement("indicators.no_gap_target")] if gap else []
    share = _form(reading)
    values = {"value": target.value, "by": say_period(target.by)}
    told = [Statement(f"indicators.{target.promise}{share}", values)]
    if target.is_broken:
        return [*told, Statement("indicators.baseline_broken")]
    if target.promise == "not_judged":
        return told
    if target.baseline is not None and target.course != "not_judged":
        ids = {"will_hit": "indicators.on_course", "will_miss": "indicators.off_course"}
        side = {"side": "ahead of" if target.is_met else "behind"}
        told.append(Statement(ids.get(target.course, "indicators.course_chance"), side))
    if reading.variation.verdict != "steady":
        told.append(Statement("indicators.promise_changing"))
    return told


def _state_missing(reading: IndicatorReading) -> list[Statement]:
    missing = int((~reading.points.is_known).sum())
    if not missing or not reading.points.is_known.any():
        return []
    values = {"number": missing, "of": len(reading.points.labels)}
    return [Statement("indicators.missing", values)]


def _form(reading: IndicatorReading) -> str:
    """The ending of a message's id: shares and gaps are said otherwise than counts."""
    if reading.choice.kind in ("g", "t"):
        return "_gap"
    is_share = reading.points.of is not None and reading.choice.kind[0] == "p"
    return "_share" if is_share else ""
