"""A smooth picture of where each theme gained and lost in a year. It tests nothing."""

from __future__ import annotations

from functools import partial

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.counting import lay_units
from safercity.evidence.assess.questions.series import ThemeSeries, read_series
from safercity.evidence.assess.questions.untold import tell_row
from safercity.evidence.places.density import (
    CompareSettings,
    DensitySettings,
    Points,
    SurfaceComparison,
    SurfaceUnusable,
    compare_densities,
    estimate_density,
)
from safercity.evidence.places.density.words import MESSAGES
from safercity.evidence.runs import Run
from safercity.evidence.types import SUPPORTS_CELLS, month_label, month_number

MONTHS = 12
# Counts stand at the middle of their cells, so what is nearer than a cell is not seen: three cells
# each way smooth that away and still part two ends of a high street.
CELLS_WIDE = 3
LISTED = 25


def surfaces_table(basis: Basis, *, run: Run) -> dict:
    """The table `surfaces` of an edition: each theme whose places are told finely enough; of the
    highest cells only so many are kept as rows."""
    units = lay_units(basis.store, "cell")
    bandwidth = float(CELLS_WIDE * basis.store.workspace.settings.grid.cell_metres)
    rows = []
    found = [one for one in read_series(basis, unit="cell") if one.rests.location in SUPPORTS_CELLS]
    for done, series in enumerate(found):
        run.step("How the picture of themes changed", done, len(found))
        title = basis.store.taxonomy.themes[series.theme].title["en"]
        row: dict = {"theme": series.theme, "title": title, "agency": series.agency}
        ask = partial(draw_change, series, units.centroids, bandwidth=bandwidth, run=run)
        row = tell_row(row, {"now": ask}, messages=MESSAGES, titles={})
        if "now" in row:
            row["now"]["table"]["rows"] = row["now"]["table"]["rows"][:LISTED]
        rows.append(row)
    return {"themes": rows}


def draw_change(
    series: ThemeSeries, centres: np.ndarray, *, bandwidth: float, run: Run
) -> SurfaceComparison:
    """The surface of the newest year's months less that of the same months a year before, for each
    month. `series` by cell; `centres` (cells, 2) in metres. Errors: `SurfaceUnusable`, where no
    month was sent both times."""
    later, earlier = _pair_months(series)
    if not later:
        raise SurfaceUnusable(
            "No month of the newest twelve was sent in the year before too.",
            advice="Load the months of the year before.",
        )
    settings = DensitySettings(bandwidth)
    surfaces = [
        estimate_density(
            Points(centres[:, 0], centres[:, 1], series.counts.values[:, at].sum(axis=1)),
            centres, settings=settings, basis=series.rests, run=run,
        )
        for at in (later, earlier)
    ]  # fmt: skip
    how = CompareSettings("change", periods=(len(later), len(earlier)))
    return compare_densities(surfaces[0], surfaces[1], settings=how)


def _pair_months(series: ThemeSeries) -> tuple[list[int], list[int]]:
    """Columns of the newest twelve months that were sent, and were a year before; both alike."""
    columns, sent = series.counts.columns, ~np.isnan(series.counts.values).any(axis=0)
    position = {month: at for at, month in enumerate(columns) if sent[at]}
    pairs = [
        (position[month], position[before])
        for month in columns[-MONTHS:]
        if month in position and (before := month_label(month_number(month) - MONTHS)) in position
    ]
    return [now for now, _before in pairs], [before for _now, before in pairs]
