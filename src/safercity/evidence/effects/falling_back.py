"""Regression to the mean: how far a place would be expected to fall with nothing done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from safercity.evidence.effects.errors import EffectCountsUnusable
from safercity.evidence.effects.figures import round_figures
from safercity.evidence.effects.units import check_counts
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.findings import Caption, Column, Statement, Table, draw_bars, plain, say_all
from safercity.evidence.statistics import fit_gamma_prior, smooth_rates

LITTLE = 0.01


@dataclass(frozen=True)
class FallingBack:
    """`above`: rate of the chosen months over the place's own other months before (NaN: none).

    `expected_fall`: share by which the place would come down from the chosen months with nothing
    done. `chosen_rate`, `own_rate`, `expected_rate`: incidents a month; `usual_rate`: of all units.
    """

    above: float
    expected_fall: float
    chosen_rate: float
    own_rate: float
    expected_rate: float
    usual_rate: float
    settings: dict[str, float] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each rate."""
        columns = (Column("what", "What"), Column("rate", "Incidents a month", "rate"))
        rates = {
            "In the months that chose it": self.chosen_rate,
            "In its other months before": self.own_rate,
            "To be expected with nothing done": self.expected_rate,
            "The usual area": self.usual_rate,
        }
        return Table("falling_back", columns, tuple((k, plain(v)) for k, v in rates.items()))

    def chart(self) -> dict[str, Any]:
        """The rates as bars."""
        caption = Caption(self.explain(), "Incidents a month, as chosen and as to be expected.")
        return draw_bars(self.table().records(), caption, name="what", value="rate")


def warn_of_falling_back(
    counts: np.ndarray, treated: np.ndarray, *, chosen: np.ndarray, earlier: np.ndarray
) -> FallingBack:
    """How much of a fall is to be expected with nothing done, because the place was chosen high.

    `counts` (units, months); `treated` (units,), `chosen` (months that chose it) and `earlier`
    (every month before, those included) bool. The expected rate is the empirical-Bayes mean of the
    place's own months before, shrunk towards all units; each incident counts for less the more the
    units' months scatter beyond chance. Source: Hauer, Observational Before-After Studies (1997).
    Limits: units are taken as of one kind. Errors: `EffectCountsUnusable`.
    """
    values = check_counts(counts, what="A warning of falling back")
    treated, chosen = np.asarray(treated, dtype=bool), np.asarray(chosen, dtype=bool)
    earlier = np.asarray(earlier, dtype=bool)
    if values.shape != (treated.size, chosen.size) or chosen.shape != earlier.shape:
        raise EffectCountsUnusable(f"{values.shape}, {treated.size} units, {chosen.size} months.")
    own = earlier & ~chosen
    months = (~np.isnan(values[:, earlier])).sum(axis=1).astype(float)
    totals = np.nansum(values[:, earlier], axis=1)
    scatter = _find_scatter(values[:, earlier])
    prior = fit_gamma_prior(totals / scatter, months / scatter)
    shrunk = smooth_rates(totals / scatter, months / scatter, prior=prior)
    chosen_rate, own_rate = (_rate(values[treated], part) for part in (chosen, own))
    expected = float(shrunk[treated].mean())
    fall = 1 - expected / chosen_rate if chosen_rate > 0 else 0.0
    figures = round_figures(
        above=chosen_rate / own_rate if own_rate > 0 else np.nan,
        expected_fall=max(0.0, fall),
        chosen_rate=chosen_rate,
        own_rate=own_rate,
        expected_rate=expected,
        usual_rate=prior.mean,
    )
    found = FallingBack(**figures, settings={"scatter": round(scatter, 6)})
    return replace(found, statements=_state(found), limits=(Statement("effects.limit_shrunk"),))


def _find_scatter(values: np.ndarray) -> float:
    """Variance of units' months over their mean, 1 or more."""
    known = ~np.isnan(values)
    mean = np.nansum(values, axis=1) / np.maximum(known.sum(axis=1), 1)
    squares = np.where(known, (np.nan_to_num(values) - mean[:, None]) ** 2, 0.0).sum(axis=1)
    kept = (mean > 0) & (known.sum(axis=1) > 1)
    free = (known.sum(axis=1) - 1)[kept].sum()
    return max(1.0, float((squares[kept] / mean[kept]).sum() / free)) if free else 1.0


def _rate(values: np.ndarray, months: np.ndarray) -> float:
    part = values[:, months]
    return float(np.nanmean(part)) if (~np.isnan(part)).any() else float("nan")


def _state(found: FallingBack) -> tuple[Statement, ...]:
    if not found.chosen_rate > 0:
        return (Statement("effects.back_unknown"),)
    if found.expected_fall < LITTLE:
        return (Statement("effects.back_none"),)
    fall = {"fall": found.expected_fall}
    if found.above > 1:
        return (Statement("effects.back_above", round_figures(above=found.above - 1) | fall),)
    return (Statement("effects.back_plain", fall),)
