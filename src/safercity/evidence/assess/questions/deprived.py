"""How deprived the small areas are, from a table of reference (`safercity load deprivation`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.geography.tables import read_count
from safercity.evidence.store import read_reference

SOURCE = "deprivation"
NOT_TOLD = (
    "Nobody has told how deprived the small areas are: a table of deprivation would "
    "(safercity load deprivation FILE)."
)
FIFTHS = ("most deprived fifth", "second fifth", "middle fifth", "fourth fifth",
          "least deprived fifth")  # fmt: skip


@dataclass(frozen=True)
class Deprivation:
    """Of each common unit (n,) the `rank` (1 the nation's most deprived) and `fifth` (0 to 4, 0 the
    most deprived) among the nation's small areas; NaN and -1 where nobody told."""

    rank: np.ndarray
    fifth: np.ndarray


def read_deprivation(basis: Basis) -> Deprivation | None:
    """Deprivation of the small areas, None where no table was loaded. Of areas merged into one unit
    the mean, each weighing as many as live there."""
    geography = basis.store.geography
    units = geography.units.labels
    at = {label: position for position, label in enumerate(units)}
    sums, weights = np.zeros((len(units), 2)), np.zeros(len(units))
    rows = read_reference(basis.store, SOURCE)
    for row in rows:
        position = at.get(geography.unit_of_area(row["area"]) or row["area"])
        rank, decile = (read_count(row[name]) for name in ("rank", "decile"))
        if position is None or rank is None or decile is None:
            continue
        weight = max(geography.residents.get(row["area"], 0), 1)
        sums[position] += weight * np.array([rank, decile])
        weights[position] += weight
    if not weights.any():
        return None
    known = weights > 0
    means = np.divide(sums, weights[:, None], out=np.full(sums.shape, np.nan), where=known[:, None])
    fifth = np.where(known, np.ceil(np.nan_to_num(means[:, 1]) / 2) - 1, -1).astype(int)
    return Deprivation(means[:, 0], np.clip(fifth, -1, len(FIFTHS) - 1))
