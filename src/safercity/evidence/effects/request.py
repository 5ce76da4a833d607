"""What is asked: what was done, where and when; with which areas it is compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from safercity.evidence.effects.errors import EffectTermsRefused
from safercity.evidence.matrix import Matrix
from safercity.evidence.types import month_label, month_number

Label = Any


@dataclass(frozen=True)
class Intervention:
    """Something that was done in a place. Months are labels ("2024-03").

    `start` is its first month, `end` its last (None: it still runs). `cost` in pounds, all of it.
    `chosen_from` to `chosen_to`: the months whose figures made the place be chosen, where known.
    """

    place: str
    start: str
    end: str | None = None
    cost: float | None = None
    chosen_from: str | None = None
    chosen_to: str | None = None
    units: tuple[Label, ...] = ()

    def __post_init__(self) -> None:
        for month in (self.start, self.end, self.chosen_from, self.chosen_to):
            if month is not None:
                read_month(month, what=self.place)
        if self.end is not None and self.end < self.start:
            raise EffectTermsRefused(f"{self.place} starts in {self.start} and ends in {self.end}.")
        if (self.chosen_from is None) != (self.chosen_to is None):
            raise EffectTermsRefused(f"{self.place} was chosen from when to when? One is missing.")
        if self.chosen_from and self.chosen_to and self.chosen_from > self.chosen_to:
            raise EffectTermsRefused(f"Chosen from {self.chosen_from} to {self.chosen_to}?")
        if self.cost is not None and not self.cost >= 0:
            raise EffectTermsRefused(f"A cost of {self.cost} is not zero or more.")


@dataclass(frozen=True)
class UnitCosts:
    """What one incident costs society in pounds, and its harm (in `harm_unit`), if known."""

    incident: float | None = None
    harm: float | None = None
    harm_unit: str = "unit of harm"


@dataclass(frozen=True)
class EffectRequest:
    """One question for `measure_effect`. Labels are rows of its counts.

    `treated`: the place's units. `comparison`: units nothing was done in, or "auto" to match them.
    `displacement_treated` and `displacement_control`: units around either, where crime may move to;
    or `centroids` (label to x, y in metres), from which rings are drawn. `by_type` (a matrix for
    each type, labelled as the counts) with `harm_weights` (by type) weighs harm and, unless
    `make_up` (units x types) is given, matches by make-up. `others`: other interventions, with
    their `units`. `costs`: what an incident costs.
    """

    intervention: Intervention
    treated: tuple[Label, ...]
    comparison: tuple[Label, ...] | Literal["auto"] = "auto"
    displacement_treated: tuple[Label, ...] = ()
    displacement_control: tuple[Label, ...] = ()
    centroids: Mapping[Label, tuple[float, float]] | None = None
    by_type: Mapping[str, Matrix] | None = None
    harm_weights: Mapping[str, float] | None = None
    make_up: Matrix | None = None
    others: tuple[Intervention, ...] = ()
    costs: UnitCosts = field(default_factory=UnitCosts)


@dataclass(frozen=True)
class EffectSettings:
    """How an effect is told, fixed before the answer is seen.

    `before_months`: the longest stretch used before. `chosen_months`: where it is not known which
    months made the place be chosen, so many before the start are presumed to have, and are left
    out. `fewest_before`, `fewest_after`, `fewest_areas`, `fewest_incidents`: below these nothing is
    judged. `matches`: areas that "auto" picks. `buffer_metres`: how wide a ring is.
    """

    level: float = 0.95
    before_months: int = 36
    chosen_months: int = 12
    fewest_before: int = 12
    fewest_after: int = 6
    fewest_areas: int = 3
    fewest_incidents: int = 10
    matches: int = 20
    buffer_metres: float = 500.0
    late_at_most: float = 0.05

    def __post_init__(self) -> None:
        check_level(self.level)
        if min(self.before_months, self.fewest_before, self.fewest_after, self.matches) < 1:
            raise EffectTermsRefused("Numbers of months and of areas are one or more.")
        if self.chosen_months < 0 or not self.buffer_metres > 0:
            raise EffectTermsRefused(
                f"Chosen by {self.chosen_months} months, rings of {self.buffer_metres} metres?"
            )


def read_month(label: object, *, what: str) -> int:
    """A month's number. Errors: `EffectTermsRefused`, for a label that names no month."""
    try:
        number = month_number(str(label))
        if month_label(number) != str(label):
            raise ValueError
    except ValueError:
        raise EffectTermsRefused(
            f"{what}: {str(label)!r} names no month.", advice='Give months as "2024-03".'
        ) from None
    return number


def check_level(level: float) -> None:
    """Errors: `EffectTermsRefused`, for a level of confidence that is not between 0 and 1."""
    if not 0 < level < 1:
        raise EffectTermsRefused(f"A level of {level} is not between 0 and 1.")
