"""What is fixed before a figure is looked at: direction, target, rebases, rules of the chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from safercity.evidence.indicators.errors import RebaseRefused, TargetRefused

Direction = Literal["up", "down", "ambiguous"]
ChartKind = Literal["xmr", "c", "c_exact", "u", "u_prime", "u_exact", "p", "p_prime", "p_exact",
                    "g", "t"]  # fmt: skip


@dataclass(frozen=True)
class ChartRules:
    """The rules of every chart, the same for all indicators of a partnership.

    `run_points` on one side of the middle (7 or 8), `trend_points` all rising or falling (6 or 7)
    and two of three near a limit are signals beside a point outside. Below `fewest_points` known
    periods nothing is said. Below a mean count of `rare_below` a chart for rare events is drawn.
    `overdispersion_level`: how sure to be that counts vary more than chance before limits widen.
    `limits_from`: only the first so many points of a phase set its limits; None for all.
    `late_at_most`: with a larger share of records still to come the newest period is not judged.
    """

    run_points: Literal[7, 8] = 7
    trend_points: Literal[6, 7] = 7
    fewest_points: int = 12
    rare_below: float = 5.0
    overdispersion_level: float = 0.99
    limits_from: int | None = None
    late_at_most: float = 0.05
    is_screened: bool = True


@dataclass(frozen=True)
class Rebase:
    """Limits drawn anew from `period` on, for a `reason` that is written down.

    Errors: `RebaseRefused`, without a reason of at least two words.
    """

    period: str
    reason: str

    def __post_init__(self) -> None:
        if len(self.reason.split()) < 2:
            raise RebaseRefused(f"To draw limits anew from {self.period} needs a reason in words.")


@dataclass(frozen=True)
class Target:
    """What the figure is meant to reach, and by when. Shares as 0 to 1, rates in their own unit.

    `value`, or a `change` (−0.1 is a tenth less) from the baseline, the mean of the periods
    `baseline_from` to `baseline_to`. With a baseline there is a trajectory: a straight line from
    the end of the baseline to `by`, or from one of the `steps` (period, value) to the next.
    Errors: `TargetRefused`.
    """

    by: str
    value: float | None = None
    change: float | None = None
    baseline_from: str | None = None
    baseline_to: str | None = None
    steps: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if (self.value is None) == (self.change is None):
            raise TargetRefused("A target is a value or a change from the baseline, one of them.")
        if (self.baseline_from is None) != (self.baseline_to is None):
            raise TargetRefused("A baseline has a first and a last period.")
        if self.change is not None and self.baseline_from is None:
            raise TargetRefused(f"A change of {self.change:+.0%} from what? It needs a baseline.")
        if self.baseline_to is not None and self.baseline_from is not None:
            if not self.baseline_from <= self.baseline_to < self.by:
                raise TargetRefused(
                    f"A baseline of {self.baseline_from} to {self.baseline_to} "
                    f"does not come before the target of {self.by}."
                )
        way = [self.baseline_to or "", *(period for period, _value in self.steps), self.by]
        if self.steps and any(one >= other for one, other in pairwise(way)):
            raise TargetRefused(
                f"The steps {', '.join(way[1:-1])} do not lie in order between the baseline and "
                f"the target of {self.by}."
            )


@dataclass(frozen=True)
class IndicatorTerms:
    """How one indicator is read. `better`: which way is good; ambiguous is never good or bad.

    `name` as in a sentence ("knife-enabled violence"), `unit` as after a number ("a month"),
    `companion`: what to read an ambiguous indicator with. `chart` overrides the rule that chooses.
    """

    name: str = "this indicator"
    unit: str = ""
    better: Direction = "ambiguous"
    companion: str | None = None
    target: Target | None = None
    rebases: tuple[Rebase, ...] = ()
    caveats: tuple[str, ...] = ()
    chart: ChartKind | None = None
    rules: ChartRules = field(default_factory=ChartRules)
