"""A question and a city of even units, for tests of `measure_effect`."""

from __future__ import annotations

import numpy as np

from safercity.evidence.effects import EffectRequest, Intervention, UnitCosts
from safercity.evidence.matrix import Matrix
from tests.evidence.effects.cities import AT, LABELS, MONTHS, START

PLACE = Intervention("Market Square", START, cost=20_000.0)
REQUEST = EffectRequest(PLACE, ("area 0",), costs=UnitCosts(incident=2_000.0))


def even_city(*, effect: float = 1.0, seed: int = 1, units: int = 60) -> Matrix:
    """Units of 20 incidents a month, by chance alone; `effect` on the first from START."""
    rng = np.random.default_rng(seed)
    mean = np.full((units, len(MONTHS)), 20.0)
    mean[0, AT:] *= effect
    return Matrix(rng.poisson(mean).astype(float), LABELS[:units], MONTHS)


def with_gap(counts: Matrix, rows, columns) -> Matrix:
    values = counts.values.copy()
    values[rows, columns] = np.nan
    return Matrix(values, counts.rows, counts.columns)
