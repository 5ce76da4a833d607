"""Agencies laid over each other on the finest unit that all counted ones support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.errors import NothingToAssess
from safercity.evidence.overlay.demand import AgencyDemand, Units, check_demand
from safercity.evidence.overlay.quarters import list_quarters, sum_quarters
from safercity.evidence.overlay.settings import PlaceSettings
from safercity.evidence.overlay.views import AgencyView, Series, view_agency
from safercity.evidence.runs import Run


@dataclass(frozen=True)
class Overlay:
    """Every counted agency's view of the same units and quarters, agencies in order of name.

    `context`: agencies whose records bear no finer unit than small areas; never one of k on
    cells. `exposure`: (n,) as used, floored.
    """

    units: Units
    quarters: tuple[str, ...]
    views: tuple[AgencyView, ...]
    context: tuple[str, ...]
    exposure: np.ndarray
    settings: PlaceSettings

    def last(self, number: int, *, before: int = 0) -> np.ndarray:
        """Marks (Q booleans) of the `number` quarters that end `before` quarters from the last."""
        position = np.arange(len(self.quarters))
        end = len(self.quarters) - before
        return (position >= end - number) & (position < end)

    def able(self) -> tuple[bool, ...]:
        """Per view: whether the agency sent at least m of the last q quarters."""
        window = self.last(self.settings.of_last)
        need = self.settings.quarters_at_least
        return tuple(bool((view.present & window).sum() >= need) for view in self.views)


def lay_over(
    demand: Sequence[AgencyDemand], units: Units, *, settings: PlaceSettings, run: Run
) -> Overlay:
    """Lay agencies' counts over each other.

    `demand`: counts by unit and month, one value per agency. On cells an agency that supports
    small areas only becomes context. Months after `run.as_of` are not read. Raises
    DemandDoesNotFit where labels differ, NothingToAssess where no agency sent a usable quarter.
    Limits: agencies' numbers are never added together, because one event may be told to several.
    """
    run.step("overlay", 0, len(demand))
    ordered = sorted(demand, key=lambda one: one.agency)
    counted = [one for one in ordered if units.kind != "cell" or one.supports == "cell"]
    for one in counted:
        check_demand(one, units)
    quarters = list_quarters(
        counted, months_for_quarter=settings.months_for_quarter, as_of=run.as_of
    )
    if not quarters:
        raise NothingToAssess(_nothing(units, settings, counted=len(counted)))
    exposure = floor_exposure(units.exposure, settings=settings)
    views = []
    for done, one in enumerate(counted, start=1):
        counts, months = sum_quarters(one, quarters, as_of=run.as_of)
        series = Series(one.agency, one.unplaced_share, counts, months)
        views.append(view_agency(series, units, exposure=exposure, settings=settings))
        run.step("overlay", done, len(demand))
    context = tuple(one.agency for one in ordered if all(one is not other for other in counted))
    return Overlay(units, quarters, tuple(views), context, exposure, settings)


def floor_exposure(exposure: np.ndarray, *, settings: PlaceSettings) -> np.ndarray:
    """Exposure with a floor at `exposure_floor` of the mean, so that a handful of residents in a
    town centre or a park does not make a rate of any few records."""
    exposure = np.asarray(exposure, dtype=float)
    return np.maximum(exposure, settings.exposure_floor * exposure.sum() / max(1, exposure.size))


def _nothing(units: Units, settings: PlaceSettings, *, counted: int) -> str:
    if counted == 0:
        return f"No agency's records can be placed on a {units.kind.replace('_', ' ')}."
    return (
        f"No agency sent {settings.months_for_quarter} months of any quarter, "
        "so no quarter can be judged."
    )
