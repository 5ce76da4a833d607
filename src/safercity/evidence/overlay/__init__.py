"""Agencies' demand laid over each other: one view per agency on shared units and quarters."""

from safercity.evidence.overlay.demand import AgencyDemand, DemandDoesNotFit, Units
from safercity.evidence.overlay.evidence import Evidence, weigh_quarters
from safercity.evidence.overlay.neighbours import sum_with_neighbours
from safercity.evidence.overlay.overlay import Overlay, floor_exposure, lay_over
from safercity.evidence.overlay.quarters import first_month_of, quarter_of
from safercity.evidence.overlay.settings import PlaceSettings
from safercity.evidence.overlay.views import HIGH, MISSING, NOT, AgencyView, judge_quarters

__all__ = [
    "HIGH",
    "MISSING",
    "NOT",
    "AgencyDemand",
    "AgencyView",
    "DemandDoesNotFit",
    "Evidence",
    "Overlay",
    "PlaceSettings",
    "Units",
    "first_month_of",
    "floor_exposure",
    "judge_quarters",
    "lay_over",
    "quarter_of",
    "sum_with_neighbours",
    "weigh_quarters",
]
