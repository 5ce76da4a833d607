"""The year ahead: what to expect, how sure that is, and how good past forecasts were."""

from safercity.evidence.seasons.forecasting.back_test import BackTest
from safercity.evidence.seasons.forecasting.errors import ForecastUnusable, TreeDiffers
from safercity.evidence.seasons.forecasting.forecast import forecast
from safercity.evidence.seasons.forecasting.found import Forecast
from safercity.evidence.seasons.forecasting.naive import expect_naive, find_scale
from safercity.evidence.seasons.forecasting.settings import ForecastSettings
from safercity.evidence.seasons.forecasting.tree import Tree, add_up, reconcile

__all__ = [
    "BackTest",
    "Forecast",
    "ForecastSettings",
    "ForecastUnusable",
    "Tree",
    "TreeDiffers",
    "add_up",
    "expect_naive",
    "find_scale",
    "forecast",
    "reconcile",
]
