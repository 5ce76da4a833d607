"""What it cost for each incident and each unit of harm that did not happen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from safercity.evidence.effects.errors import EffectTermsRefused
from safercity.evidence.effects.figures import Three, round_three
from safercity.evidence.effects.request import UnitCosts
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

NONE = (float("nan"),) * 3


@dataclass(frozen=True)
class CostBenefit:
    """Each figure is (value, low, high); a high of infinity: it may have prevented nothing.

    `per_incident`, `per_harm`: pounds for each one prevented; `benefit`: pounds saved; `ratio`:
    benefit to cost. NaN where a unit cost was not given, or nothing was prevented.
    """

    cost: float
    prevented: Three
    per_incident: Three
    per_harm: Three
    benefit: Three
    ratio: Three
    settings: UnitCosts
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each figure."""
        columns = (
            Column("what", "What"),
            Column("value", "Figure", "figure"),
            Column("low", "Low", "figure"),
            Column("high", "High", "figure"),
        )
        figures = {
            "Incidents prevented": self.prevented,
            "Pounds for each incident prevented": self.per_incident,
            f"Pounds for each {self.settings.harm_unit} prevented": self.per_harm,
            "Pounds saved": self.benefit,
            "Benefit for each pound": self.ratio,
        }
        rows = tuple((name, *map(plain, three)) for name, three in figures.items())
        return Table("cost_benefit", columns, rows)

    def chart(self) -> dict[str, Any]:
        """Benefit for each pound, with its interval."""
        rows = [row for row in self.table().records() if row["what"] == "Benefit for each pound"]
        caption = Caption(self.explain(), "Pounds saved for each pound spent; 1 is break-even.")
        return draw_intervals(rows, caption, name="what", value="value")


def cost_effect(
    prevented: Three,
    cost: float,
    *,
    costs: UnitCosts,
    harm_prevented: Three | None = None,
) -> CostBenefit:
    """Cost for each incident prevented, and benefit for each pound; `prevented` (value, low, high).

    Threes are those of what was prevented, carried through: unit costs are taken as known.
    Source: Heeks et al., The economic and social costs of crime (Home Office 2018) for the sum.
    `harm_prevented` (value, low, high) in the harm's unit; else `costs.harm` times the incidents.
    Errors: `EffectTermsRefused`, for a negative cost or an interval out of order.
    """
    if not (np.isfinite(cost) and cost >= 0) or any(
        one is not None and not one >= 0 for one in (costs.incident, costs.harm)
    ):
        raise EffectTermsRefused(f"Costs of {cost}, {costs.incident} and {costs.harm}?")
    if not prevented[1] <= prevented[0] <= prevented[2]:
        raise EffectTermsRefused(f"{prevented} is not a value with its low and high.")
    if harm_prevented is None and costs.harm is not None:
        harm_prevented = _times(prevented, costs.harm)
    benefit = NONE if costs.incident is None else _times(prevented, costs.incident)
    ratio = _times(benefit, 1 / cost) if cost > 0 else NONE
    found = CostBenefit(
        cost, prevented, _price(cost, prevented),
        NONE if harm_prevented is None else _price(cost, harm_prevented),
        benefit, ratio, costs,
    )  # fmt: skip
    return replace(found, statements=_state(found), limits=(Statement("effects.limit_costs"),))


def _times(three: Three, by: float) -> Three:
    return round_three(np.array(three) * by)


def _price(cost: float, prevented: Three) -> Three:
    """Cost over prevented: the dearest where the least was prevented, without bound at nothing."""
    value, low, high = (cost / one if one > 0 else float("inf") for one in prevented)
    return round_three(np.array([value if prevented[0] > 0 else np.nan, high, low]))


def _state(found: CostBenefit) -> tuple[Statement, ...]:
    values: dict[str, object] = {"cost": found.cost}
    if not found.prevented[0] > 0:
        return (Statement("effects.cost_none", values),)
    value, low, high = found.per_incident
    values |= {"value": value, "low": low}
    if np.isinf(high):
        told = [Statement("effects.cost_open", values)]
    else:
        told = [Statement("effects.cost_each", values | {"high": high})]
    if np.isfinite(found.per_harm[0]):
        harm = {"value": found.per_harm[0], "low": found.per_harm[1]}
        told.append(Statement("effects.cost_harm", harm | {"unit": found.settings.harm_unit}))
    if np.isfinite(found.ratio[0]):
        value, low, high = found.ratio
        sure = "sure" if low > 1 else "not" if high < 1 else "maybe"
        told.append(
            Statement(
                f"effects.benefit_{sure}", {"value": value, "low": max(0.0, low), "high": high}
            )
        )
    return tuple(told)
