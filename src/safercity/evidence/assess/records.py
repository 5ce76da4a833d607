"""Records of a workspace for a notebook: series of a theme on any unit, ready for an analysis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.assess.basis import Basis, gather_basis
from safercity.evidence.assess.counting import lay_units
from safercity.evidence.assess.questions.series import ThemeSeries, read_one_series
from safercity.evidence.assess.questions.watched import gather_watched
from safercity.evidence.matrix import Matrix
from safercity.evidence.places.hot_spots import Neighbourhoods, neighbourhoods_from_lists
from safercity.evidence.runs import Run
from safercity.evidence.store import Unit
from safercity.evidence.watch import ThemeRecords, WatchedArea
from safercity.evidence.workspace import Workspace


@dataclass(frozen=True)
class Records:
    """The records of a workspace as they stand now. Later loads do not change what this reads."""

    basis: Basis

    @property
    def months(self) -> tuple[str, ...]:
        """Every month from the first to the last with records."""
        return self.basis.months

    def read(self, theme: str, *, unit: Unit = "city") -> ThemeSeries:
        """A theme's counts by unit and month, as the agency that tells most of it records them;
        `counts` is the matrix (NaN: not sent), `rests` what it rests on.

        `unit`: "city", "ward", "small_area" or "cell". Errors: `UnknownName`; `NothingToAssess`.
        """
        return read_one_series(self.basis, theme, unit=unit)

    def find_neighbours(self, unit: Unit) -> Neighbourhoods:
        """Which cells or small areas lie next to which, in the order of their counts."""
        units = lay_units(self.basis.store, unit)
        return neighbourhoods_from_lists(units.indptr, units.indices)

    def find_centroids(self, unit: Unit) -> np.ndarray:
        """Their centres, (n, 2) metres of the National Grid."""
        return lay_units(self.basis.store, unit).centroids

    def count_residents(self, unit: Unit) -> Matrix:
        """How many live in each unit (or, where nobody told, its square metres), (n, 1)."""
        units = lay_units(self.basis.store, unit)
        exposure = np.asarray(units.exposure, dtype=float)
        return Matrix(exposure[:, None], units.labels, (units.exposure_kind,))

    def gather_watched(
        self, look: str | None = None
    ) -> tuple[tuple[ThemeRecords, ...], WatchedArea]:
        """What `find_news` takes: every theme's records by day or month, and their area."""
        watched = gather_watched(self.basis, look=look)
        return watched.records, watched.area


def open_records(workspace: Workspace, *, run: Run | None = None) -> Records:
    """Open a workspace's records. Errors: `NothingToAssess`, which says what is lacking."""
    return Records(gather_basis(workspace, run=run or Run()))
