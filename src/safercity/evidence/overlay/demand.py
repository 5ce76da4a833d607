"""What goes into an overlay: the units and each agency's counts on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from safercity.evidence.errors import SaferCityError
from safercity.evidence.matrix import Matrix


class DemandDoesNotFit(SaferCityError):
    """An agency's counts are not on the units or months that the overlay was asked for."""

    exit_code = 18
    advice = "Count every agency again with the same units and list one presence mark per month."


@dataclass(frozen=True)
class Units:
    """The units agencies are laid over each other on.

    `labels`: one text per unit. `exposure`: what demand is set against, one value per unit
    (residents, or square metres where residents are unknown; `exposure_kind` says which).
    `indptr`, `indices`: adjoining units in compressed rows, a unit not its own neighbour.
    `centroids`: (n, 2) metres.
    """

    kind: str
    labels: tuple[str, ...]
    exposure: np.ndarray
    exposure_kind: str
    indptr: np.ndarray
    indices: np.ndarray
    centroids: np.ndarray

    def neighbours(self, unit: int) -> np.ndarray:
        """Positions of the units adjoining the unit at this position."""
        return self.indices[self.indptr[unit] : self.indptr[unit + 1]]

    @cached_property
    def adjoining(self) -> np.ndarray:
        """Adjoining units as an (n, most neighbours) table of positions, filled up with n."""
        indptr = np.asarray(self.indptr, dtype=np.int64)
        degree = np.diff(indptr)
        n = degree.size
        table = np.full((n, int(degree.max(initial=0))), n, dtype=np.int64)
        row = np.repeat(np.arange(n), degree)
        column = np.arange(indptr[-1]) - np.repeat(indptr[:-1], degree)
        table[row, column] = np.asarray(self.indices, dtype=np.int64)[: int(indptr[-1])]
        table.flags.writeable = False
        return table

    def find_beside(self, labels: Collection[str]) -> set[str]:
        """The units that adjoin any of these, without themselves."""
        position = {label: at for at, label in enumerate(self.labels)}
        beside = (self.neighbours(position[label]).tolist() for label in labels)
        return {self.labels[at] for each in beside for at in each} - set(labels)


@dataclass(frozen=True)
class AgencyDemand:
    """One agency's demand: counts of units by months ("2024-01"), whole numbers.

    `present`: for each month, whether an extract of the agency covers it. `supports`: the finest
    unit its locations bear, "cell" or "small_area"; counts of an agency that supports small areas
    only are on small areas and are not read in an overlay on cells. `unplaced_share`: share of
    its records without a place, 0 to 1. `themes`: counts of the same shape by theme.
    """

    agency: str
    counts: Matrix
    present: tuple[bool, ...]
    supports: str
    unplaced_share: float = 0.0
    themes: Mapping[str, Matrix] | None = None


def check_demand(one: AgencyDemand, units: Units) -> None:
    """Refuse counts whose labels do not fit the units; raises DemandDoesNotFit."""
    if tuple(one.counts.rows) != tuple(units.labels):
        raise DemandDoesNotFit(
            f"The counts of {one.agency} have {len(one.counts.rows)} units, "
            f"the overlay {len(units.labels)}; they must be the same, in the same order."
        )
    if len(one.present) != len(one.counts.columns):
        raise DemandDoesNotFit(
            f"The counts of {one.agency} have {len(one.counts.columns)} months, "
            f"and {len(one.present)} marks of presence."
        )
    if (np.asarray(one.counts.values) < 0).any():
        raise DemandDoesNotFit(f"The counts of {one.agency} hold a number below zero.")
