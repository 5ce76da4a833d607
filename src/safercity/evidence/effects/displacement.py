"""Did it fall, and did it only move? Weighted displacement difference and quotient."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from scipy.special import ndtr, ndtri

from safercity.evidence.effects.errors import EffectCountsUnusable, EffectTermsRefused
from safercity.evidence.effects.figures import round_figures
from safercity.evidence.effects.request import check_level
from safercity.evidence.effects.units import check_counts
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.findings import (
    Caption,
    Column,
    Statement,
    Table,
    draw_intervals,
    plain,
    say_all,
)
from safercity.evidence.statistics import round_significant

Pair = Any
FEWEST = 5
QUOTIENT_COLUMNS = (
    Column("what", "What"),
    Column("before", "Before", "count"),
    Column("after", "After", "count"),
)


@dataclass(frozen=True)
class AreaCounts:
    """Counts (before, after) of each area; or, to weigh harm, an array (2, types) of each.

    `displacement_treated` is the ring around the treated area, `displacement_control` its own
    comparison; without them only the treated area is told. `control_weight`, `ring_weight`: what a
    control count stands for where it is larger than its treated area; with `treated_weight` and
    `treated_ring_weight`, the same of the treated area and its ring, differences can be told for
    each square kilometre (1 / size of each). `length`: months after over months before.
    """

    treated: Pair
    control: Pair
    displacement_treated: Pair | None = None
    displacement_control: Pair | None = None
    control_weight: float = 1.0
    ring_weight: float = 1.0
    length: float = 1.0
    treated_weight: float = 1.0
    treated_ring_weight: float = 1.0

    def __post_init__(self) -> None:
        given = {
            name: getattr(self, name)
            for name in ("control_weight", "ring_weight", "length", "treated_weight",
                         "treated_ring_weight")
        }  # fmt: skip
        for name, value in given.items():
            if not 0 < value < np.inf:
                raise EffectTermsRefused(
                    f"A {name} of {value:g}: weights and lengths of areas and periods are above "
                    "zero and finite."
                )
        if (self.displacement_treated is None) != (self.displacement_control is None):
            raise EffectCountsUnusable(
                "A ring around the treated area needs a ring to be compared with, and it the other."
            )


@dataclass(frozen=True)
class DisplacementSettings:
    """`level` of the interval; `weighted_by`: "incidents", or "harm"."""

    level: float = 0.95
    weighted_by: str = "incidents"


@dataclass(frozen=True)
class DisplacementDifference:
    """`difference`: incidents (or harm) fewer (below zero) than without, rings included.

    `variance` by chance, `z`, two-sided `p`, interval `low` to `high`; `inside` and `moved` are the
    parts of the treated area and of its ring.
    """

    difference: float
    variance: float
    z: float
    p: float
    low: float
    high: float
    inside: float
    moved: float
    settings: DisplacementSettings
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """One row: the difference and its interval."""
        columns = (
            Column("what", "What"),
            Column("value", "Difference", "figure", self.settings.weighted_by),
            Column("low", "Low", "figure"),
            Column("high", "High", "figure"),
        )
        figures = map(plain, (self.difference, self.low, self.high))
        return Table("displacement_difference", columns, (("Treated area and ring", *figures),))

    def chart(self) -> dict[str, Any]:
        """The difference with its interval."""
        told = "Incidents more or fewer than without the intervention; 0 would be none."
        caption = Caption(self.explain(), told)
        return draw_intervals(self.table().records(), caption, name="what", value="value")


def displacement_difference(
    counts: AreaCounts,
    *,
    harm_weights: np.ndarray | None = None,
    settings: DisplacementSettings | None = None,
) -> DisplacementDifference:
    """The weighted displacement difference, plain or weighted by harm (types,).

    (treated after - before) - weight x (control after - before), and the same of the rings; the
    variance is the sum of all counts (each weight squared), as of Poisson counts.
    Source: Wheeler & Ratcliffe, Crime Science 7:11 (2018); for harm, Wheeler & Reuter (2021).
    Limits: control areas of like size and level; counts that vary more than chance give an interval
    too narrow. Errors: `EffectCountsUnusable`, `EffectTermsRefused`.
    """
    settings = settings or DisplacementSettings(weighted_by=_name_unit(counts, harm_weights))
    check_level(settings.level)
    weights = None if harm_weights is None else check_counts(harm_weights, what="Weights of harm")
    parts = [
        _change(pair, weights, scale=scale, length=counts.length)
        for pair, scale in (
            (counts.treated, counts.treated_weight),
            (counts.control, -counts.control_weight),
            (counts.displacement_treated, counts.treated_ring_weight),
            (counts.displacement_control, -counts.ring_weight),
        )
    ]
    inside, moved = parts[0][0] + parts[1][0], parts[2][0] + parts[3][0]
    difference, variance = inside + moved, sum(part[1] for part in parts)
    error = variance**0.5
    z = difference / error if error > 0 else 0.0
    half = float(ndtri((1 + settings.level) / 2)) * error
    figures = round_figures(
        difference=difference,
        variance=variance,
        z=z,
        p=2 * ndtr(-abs(z)),
        low=difference - half,
        high=difference + half,
        inside=inside,
        moved=moved,
    )
    found = DisplacementDifference(**figures, settings=settings)
    state = (_state_difference(found, has_ring=counts.displacement_treated is not None),)
    limits = (Statement("effects.limit_chance_only"),)
    return replace(found, statements=state, limits=limits)


def _name_unit(counts: AreaCounts, harm_weights: np.ndarray | None) -> str:
    unit = "incidents" if harm_weights is None else "harm"
    is_weighted = (counts.treated_weight, counts.treated_ring_weight) != (1.0, 1.0)
    return f"{unit} as weighted" if is_weighted else unit


def _change(
    pair: Pair | None, weights: np.ndarray | None, *, scale: float, length: float
) -> tuple[float, float]:
    """After less before, scaled, and its variance."""
    if pair is None:
        return 0.0, 0.0
    values = check_counts(pair, what="A displacement difference")
    shape = (2,) if weights is None else (2, weights.size)
    if values.shape != shape or np.isnan(values).any():
        raise EffectCountsUnusable(f"Counts of shape {values.shape}; {shape}, all known, is meant.")
    before, after = (values[0], values[1])
    by = 1.0 if weights is None else weights
    change = float((by * after).sum() - length * (by * before).sum())
    spread = float((by**2 * after).sum() + length**2 * (by**2 * before).sum())
    return scale * change, scale**2 * spread


def _state_difference(found: DisplacementDifference, *, has_ring: bool) -> Statement:
    way = "fewer" if found.high < 0 else "more" if found.low > 0 else "unclear"
    size, low, high = abs(found.difference), found.low, found.high
    if way == "fewer":
        low, high = -found.high, -found.low
    if way == "unclear":
        low, high = max(0.0, -found.low), max(0.0, found.high)
    values = {"size": size, "low": low, "high": high, "of": found.settings.weighted_by,
              "where": "there and around it" if has_ring else "there"}  # fmt: skip
    return Statement(f"effects.wdd_{way}", values)


@dataclass(frozen=True)
class DisplacementQuotient:
    """`quotient` (NaN where it cannot be read, with `why`): above 0 the benefit spread, 0 to -1
    some of it moved, below -1 more moved than was gained. `success`: the treated area's own share
    of control, after less before (below 0: it did better).
    """

    quotient: float
    success: float
    reading: Literal["spread", "none", "some_moved", "all_moved", "unreadable"]
    why: str
    counts: AreaCounts
    settings: DisplacementSettings
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each area: counts before and after."""
        pairs = {
            "Treated area": self.counts.treated,
            "Ring around it": self.counts.displacement_treated,
            "Control area": self.counts.control,
        }
        rows = tuple(
            (name, *(plain(float(one)) for one in np.asarray(pair))) for name, pair in pairs.items()
        )
        return Table("displacement_quotient", QUOTIENT_COLUMNS, rows)

    def chart(self) -> dict[str, Any]:
        """The quotient, where there is one, as a dot."""
        value = plain(self.quotient)
        row = {"what": "Displacement quotient", "value": value, "low": value, "high": value}
        told = "Above 0 the benefit spread; below -1 more moved than was gained."
        caption = Caption(self.explain(), told)
        return draw_intervals([row], caption, name="what", value="value")


def displacement_quotient(counts: AreaCounts) -> DisplacementQuotient:
    """The weighted displacement quotient: (ring / control) change over (treated / control) change.

    Source: Bowers & Johnson, Journal of Quantitative Criminology 19 (2003). Only to be read where
    the treated area did better than its control; it has no interval, so it is never read alone.
    Errors: `EffectCountsUnusable`, without a ring around the treated area.
    """
    if counts.displacement_treated is None:
        raise EffectCountsUnusable("A displacement quotient needs counts of a ring around.")
    pairs = (counts.treated, counts.displacement_treated, counts.control)
    treated, ring, control = (check_counts(np.asarray(one), what="A quotient") for one in pairs)
    if any(one.shape != (2,) or np.isnan(one).any() for one in (treated, ring, control)):
        raise EffectCountsUnusable("A displacement quotient takes two known counts of each area.")
    quotient, success, why = float("nan"), float("nan"), ""
    if control.min() <= 0:
        why = "control_empty"
    else:
        success = float(treated[1] / control[1] - treated[0] / control[0])
        moved = float(ring[1] / control[1] - ring[0] / control[0])
        success, moved = (float(round_significant(one)) for one in (success, moved))
        why = "no_gain" if success >= 0 else "few" if treated.min() < FEWEST else ""
        quotient = float(round_significant(moved / success)) if success < 0 else quotient
    reading = "unreadable" if why else _read_quotient(quotient)
    values = {} if why else {"quotient": quotient}
    told = Statement(f"effects.wdq_{why or reading}", values)
    limits = (Statement("effects.limit_no_interval"),)
    return DisplacementQuotient(
        quotient, success, reading, why, counts, DisplacementSettings(), (told,), limits
    )


def _read_quotient(quotient: float) -> Literal["spread", "none", "some_moved", "all_moved"]:
    if quotient > 0:
        return "spread"
    if quotient == 0:
        return "none"
    return "some_moved" if quotient >= -1 else "all_moved"
