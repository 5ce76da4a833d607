"""What a chart says of the newest period and of the target, by which direction is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from safercity.evidence.indicators.errors import TargetRefused
from safercity.evidence.indicators.limits import Limits
from safercity.evidence.indicators.periods import form_of, number_of
from safercity.evidence.indicators.phases import Phase
from safercity.evidence.indicators.points import Points
from safercity.evidence.indicators.signals import Signals
from safercity.evidence.indicators.terms import Direction, Target
from safercity.evidence.statistics import round_significant

Verdict = Literal["improving", "worsening", "higher", "lower", "mixed", "steady", "too_few"]
Promise = Literal["will_hit", "will_miss", "hit_and_miss", "not_judged"]
Colour = Literal["good", "bad", "neutral"]


@dataclass(frozen=True)
class Variation:
    """The newest judged point. `signals`: rule -> way (1 up, −1 down), in the order told.

    `way`: of the first of them. `colour` is good or bad only where a direction is better.
    """

    verdict: Verdict
    colour: Colour = "neutral"
    position: int | None = None
    way: int = 0
    signals: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Assurance:
    """The target against what the process can do. `value`: the target; `baseline`: what it is
    measured from, None without one; `line` (n,): the trajectory, NaN before it begins.

    `promise`: against the target's own value; `course`: against the trajectory in the newest
    judged period. "will_hit": even the limit on the bad side reaches it. "will_miss": not even the
    limit on the good side does. `is_met`: the newest judged figure reaches the trajectory.
    `is_broken`: recording changed after the baseline, so nothing is judged. `step`: the first one
    (period, value) that is not before the newest judged period, with what can be promised of it.
    """

    value: float
    by: str
    line: np.ndarray
    baseline: float | None
    promise: Promise
    course: Promise
    is_met: bool | None
    is_broken: bool = False
    step: tuple[str, float] | None = None
    step_promise: Promise = "not_judged"


def judge_variation(
    points: Points, limits: Limits, *, signals: Signals, better: Direction
) -> Variation:
    """Whether the newest judged point shows a special cause, and whether that is good.

    An ambiguous indicator is higher or lower, never good or bad. Signals that point both ways
    ("above the limit, but falling") are mixed.
    """
    judged = np.flatnonzero(points.is_judged)
    if not judged.size or not limits.is_drawn[judged[-1]]:
        return Variation("too_few", position=int(judged[-1]) if judged.size else None)
    newest = int(judged[-1])
    found = tuple(signals.at(newest).items())
    if not found:
        return Variation("steady", position=newest)
    way = found[0][1]
    if any(other != way for _, other in found):
        return Variation("mixed", position=newest, way=way, signals=found)
    if better == "ambiguous":
        return Variation("higher" if way > 0 else "lower", "neutral", newest, way, found)
    is_good = (way > 0) == (better == "up")
    verdict: Verdict = "improving" if is_good else "worsening"
    return Variation(verdict, "good" if is_good else "bad", newest, way, found)


def judge_target(
    points: Points, limits: Limits, *, phases: tuple[Phase, ...], target: Target, better: Direction
) -> Assurance:
    """What can be promised of a target: capability, not hope.

    Source: NHS England, Making Data Count ("assurance"), with the limits of the newest phase.
    Limits: it says where the process would go if nothing changed. For an ambiguous indicator, and
    where there are no limits, nothing is promised. Errors: `TargetRefused`.
    """
    value, baseline = _value_of(points, target)
    line = _trajectory(points, target, value=value, baseline=baseline)
    judged = np.flatnonzero(points.is_judged)
    broken = _is_broken(points, phases, target=target)
    if not judged.size or broken:
        no: Promise = "not_judged"
        return Assurance(value, target.by, line, baseline, no, no, None, broken)
    newest = int(judged[-1])
    met = None
    if better != "ambiguous" and not np.isnan(line[newest]):
        met = _reaches(points.values[newest], line[newest], better=better)
    pair = (float(limits.low[newest]), float(limits.high[newest]))
    promise = _promise(pair, value, better=better)
    course = _promise(pair, float(line[newest]), better=better)
    step = _find_step(points.labels[newest], target)
    of_step = _promise(pair, step[1], better=better) if step else "not_judged"
    return Assurance(
        value, target.by, line, baseline, promise, course, met, step=step, step_promise=of_step
    )


def _find_step(newest: str, target: Target) -> tuple[str, float] | None:
    return next((step for step in target.steps if step[0] >= newest), None)


def _is_broken(points: Points, phases: tuple[Phase, ...], *, target: Target) -> bool:
    ends = target.baseline_to
    starts = [points.labels[phase.start] for phase in phases if phase.kind == "recording"]
    return ends is not None and any(start > ends for start in starts)


def _promise(pair: tuple[float, float], goal: float, *, better: Direction) -> Promise:
    low, high = pair
    if better == "ambiguous" or np.isnan(low) or np.isnan(goal):
        return "not_judged"
    worst, best = (low, high) if better == "up" else (high, low)
    if _reaches(worst, goal, better=better):
        return "will_hit"
    return "hit_and_miss" if _reaches(best, goal, better=better) else "will_miss"


def _reaches(figure: float, goal: float, *, better: Direction) -> bool:
    figure, goal = float(round_significant(figure)), float(round_significant(goal))
    return figure >= goal if better == "up" else figure <= goal


def _value_of(points: Points, target: Target) -> tuple[float, float | None]:
    if target.baseline_from is None or target.baseline_to is None:
        return float(target.value or 0.0), None
    form = form_of(points.labels)
    begin, end = number_of(target.baseline_from, form), number_of(target.baseline_to, form)
    numbers = np.array([number_of(label, form) for label in points.labels])
    inside = (numbers >= begin) & (numbers <= end)
    if inside.sum() < end - begin + 1 or not points.is_known[inside].all():
        raise TargetRefused(
            f"The baseline is {target.baseline_from} to {target.baseline_to}, but only "
            f"{int((inside & points.is_known).sum())} of its {end - begin + 1} periods are known.",
            advice="Choose a baseline whose periods are all known.",
        )
    if points.of is None:
        baseline = float(points.values[inside].mean())
    else:
        baseline = float(points.counts[inside].sum() / points.of[inside].sum())
    value = target.value if target.change is None else baseline * (1 + target.change)
    return float(round_significant(value or 0.0)), float(round_significant(baseline))


def _trajectory(
    points: Points, target: Target, *, value: float, baseline: float | None
) -> np.ndarray:
    form = form_of(points.labels)
    numbers = np.array([number_of(label, form) for label in points.labels], dtype=float)
    due = number_of(target.by, form_of((target.by,)))
    if form_of((target.by,)) != form:
        raise TargetRefused(f"The target is due {target.by}; the figures come by {form}.")
    way = [(number_of(period, form), figure) for period, figure in target.steps] + [(due, value)]
    if baseline is not None and target.baseline_to is not None:
        way.insert(0, (number_of(target.baseline_to, form), baseline))
    elif not target.steps:
        return np.full(numbers.shape, value)
    periods, figures = zip(*way, strict=True)
    return round_significant(np.interp(numbers, periods, figures, left=np.nan))
