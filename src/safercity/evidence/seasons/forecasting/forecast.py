"""Many short monthly series forecast at once, a year ahead, with how good that was in the past."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.findings import Basis, require_location
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.seasons.forecasting.back_test import back_test
from safercity.evidence.seasons.forecasting.conformal import Widths, find_widths
from safercity.evidence.seasons.forecasting.found import Forecast
from safercity.evidence.seasons.forecasting.months import Months, read_months
from safercity.evidence.seasons.forecasting.origins import (
    Origins,
    find_variances,
    look_from_origins,
)
from safercity.evidence.seasons.forecasting.settings import ForecastSettings, check_settings
from safercity.evidence.seasons.forecasting.telling import state_forecast, state_limits
from safercity.evidence.seasons.forecasting.tree import Tree, add_up, reconcile_values
from safercity.evidence.statistics import round_significant
from safercity.evidence.types import LOCATION_PRECISIONS

WITHIN_AREAS = LOCATION_PRECISIONS[: LOCATION_PRECISIONS.index("small_area") + 1]


def forecast(
    counts: Matrix,
    *,
    basis: Basis | None = None,
    settings: ForecastSettings | None = None,
    tree: Tree | None = None,
    run: Run | None = None,
) -> Forecast:
    """Expected counts of each row of `counts` (places x months, NaN for a gap) in the months ahead.

    Rows are of one theme: they share its seasons and its movement as far as their own months do not
    tell. With a `tree`, rows are its smallest areas; the larger ones are added and all add up.

    expected = level x days x season. Level: discounted Poisson-gamma (West, Harrison & Migon, JASA
    80, 1985), of the row alone or within the movement of all rows. Season: the row's ratio to all
    rows' (gamma-Poisson), theirs to a flat year (Efron & Morris 1975). What is chosen for a row is
    what would have forecast its past best. Intervals: split conformal on errors of earlier origins
    (`conformal.py`). Areas: `reconcile`. Every finding carries its back-test beside the
    seasonal-naive forecast.
    Limits: assumes that things go on; no trend is carried forward; expects records, not events.
    Errors: `ForecastUnusable`, `TreeDiffers`, `ActivityAsked`, `TooCoarse`.
    """
    basis, settings, run = basis or Basis(), settings or ForecastSettings(), run or Run()
    check_settings(settings)
    if tree is not None:
        require_location(basis, WITHIN_AREAS, method="A forecast of areas")
        counts = add_up(counts, tree)
    months = read_months(counts, basis=basis, settings=settings)
    origins = look_from_origins(months, settings=settings, run=run)
    if tree is not None:
        origins = _add_up_past(origins, tree, settings=settings)
    run.step("Forecasts: intervals")
    layers = tree.heights if tree is not None else None
    widths = find_widths(origins, level=settings.level, layers=layers)
    whole = tree.whole if tree is not None and len(counts.rows) > 1 else None
    found = _gather(counts, months, origins=origins, widths=widths, settings=settings)
    found = replace(found, basis=basis, whole=whole)
    found = replace(found, limits=state_limits(found))
    return replace(found, statements=state_forecast(found))


def _gather(
    counts: Matrix,
    months: Months,
    *,
    origins: Origins,
    widths: Widths,
    settings: ForecastSettings,
) -> Forecast:
    days = months.days[len(months.labels) :]
    total = widths.total[:, -1]
    low, high = (round_significant(each[:, -1]) for each in (widths.low, widths.high))
    return Forecast(
        rows=counts.rows,
        months=months.labels,
        ahead=months.ahead,
        counts=months.counts,
        expected=origins.expected[:, -1],
        low=low[:, :-1],
        high=high[:, :-1],
        total=total,
        total_low=low[:, -1],
        total_high=high[:, -1],
        usual=round_significant(total[:, None] * (days / days.sum())),
        seasons=round_significant(origins.seasons),
        tested=widths.tested[-1],
        back_test=back_test(months, origins, widths=widths),
        basis=Basis(),
        settings=settings,
    )


def _add_up_past(origins: Origins, tree: Tree, *, settings: ForecastSettings) -> Origins:
    """The forecasts of every origin made to add up, so that errors are those of what is told.

    An origin that not every area has is left out.
    """
    nodes, _, horizon = origins.expected.shape
    doubt = np.repeat(find_variances(origins)[:, :, None], horizon, axis=2)
    complete = ~np.isnan(origins.expected).any(axis=(0, 2))
    made = np.full_like(origins.expected, np.nan)
    part = origins.expected[:, complete].reshape(nodes, -1)
    told = reconcile_values(
        part, tree, doubt=doubt[:, complete].reshape(nodes, -1), method=settings.reconcile
    )
    made[:, complete] = told.reshape(nodes, -1, horizon)
    actual = np.where(complete[None, :, None], origins.actual, np.nan)
    return replace(origins, expected=made, actual=actual)
