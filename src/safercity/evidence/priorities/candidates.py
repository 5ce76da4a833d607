"""What is ranked: candidates with a figure for each criterion, as far as it is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from safercity.evidence.matrix import LabelsDiffer, Matrix
from safercity.evidence.priorities.errors import ScoresRefused
from safercity.evidence.taxonomy.priorities import Criterion


@dataclass(frozen=True)
class Candidates:
    """`values`: candidates x criteria, each in the unit of the criterion, NaN where not known.

    `low`, `high`: the 95% interval of each figure, of the same labels, NaN where there is none.
    `titles`: the candidates' names by label. Errors: `ScoresRefused`, `LabelsDiffer`.
    """

    values: Matrix
    low: Matrix | None = None
    high: Matrix | None = None
    titles: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(set(self.values.rows)) < len(self.values.rows):
            raise ScoresRefused("A candidate stands there twice.")
        if np.isinf(self.values.values.astype(float)).any():
            raise ScoresRefused("A figure of a candidate is not finite.")
        if (self.low is None) != (self.high is None):
            raise ScoresRefused("An interval has two ends: give low and high, or neither.")
        for one in (self.low, self.high):
            if one is None:
                continue
            if (one.rows, one.columns) != (self.values.rows, self.values.columns):
                raise LabelsDiffer(
                    f"Figures of {len(self.values.rows)} candidates and intervals of "
                    f"{len(one.rows)} do not have the same labels."
                )
        self._check_ends()

    def _check_ends(self) -> None:
        if self.low is None or self.high is None:
            return
        with np.errstate(invalid="ignore"):
            wrong = (self.low.values > self.values.values) | (self.high.values < self.values.values)
        if wrong.any():
            row, column = np.argwhere(wrong)[0]
            raise ScoresRefused(
                f"{self.values.columns[column]} of {self.values.rows[row]} is "
                f"{self.values.values[row, column]:g}, outside its interval "
                f"{self.low.values[row, column]:g} to {self.high.values[row, column]:g}."
            )

    def by(self, criteria: Sequence[Criterion]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Figures, low and high in the order of the criteria, (n, k) each.

        A criterion without a column is not known of anybody; no interval is no width.
        Errors: `ScoresRefused`, for a column that is no criterion.
        """
        ids = [one.id for one in criteria]
        strange = [str(name) for name in self.values.columns if name not in ids]
        if strange:
            raise ScoresRefused(f"{strange[0]!r} is not one of the criteria: {', '.join(ids)}.")
        values = self._arrange(self.values, ids)
        low, high = (values if one is None else self._arrange(one, ids)
                     for one in (self.low, self.high))  # fmt: skip
        return values, np.where(np.isnan(low), values, low), np.where(np.isnan(high), values, high)

    def _arrange(self, matrix: Matrix, ids: list[str]) -> np.ndarray:
        arranged = np.full((len(matrix.rows), len(ids)), np.nan)
        for column, name in enumerate(matrix.columns):
            arranged[:, ids.index(name)] = matrix.values[:, column]
        return arranged
