"""The one table that analyses share: counts of places by periods, with labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.errors import SaferCityError

Label = Any
Groups = Mapping[Any, Any] | Callable[[Any], Any]


class LabelsDiffer(SaferCityError):
    """Two matrices were to be combined whose labels are not the same."""

    exit_code = 17
    advice = "Ask both questions with the same places and the same periods."


@dataclass(frozen=True)
class Matrix:
    """Values (rows x columns, int64 or float64; NaN is "missing"), with a label for each."""

    values: np.ndarray
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.rows), len(self.columns)):
            raise LabelsDiffer(
                f"The values have shape {self.values.shape}, "
                f"the labels {(len(self.rows), len(self.columns))}."
            )

    def __truediv__(self, other: Matrix) -> Matrix:
        """A rate. Where `other` is zero there is a gap (NaN), never infinity."""
        self._must_match(other)
        below = other.values.astype(float)
        safe = np.where(below > 0, below, np.nan)
        return Matrix(self.values / safe, self.rows, self.columns)

    def __add__(self, other: Matrix) -> Matrix:
        self._must_match(other)
        return Matrix(self.values + other.values, self.rows, self.columns)

    def group_rows(self, groups: Groups) -> Matrix:
        """Add up rows that share a group, sorted by group. A row without one (None) is left out."""
        find = groups.get if isinstance(groups, Mapping) else groups
        return self._grouped(self.rows, find, axis=0)

    def group_columns(self, groups: Groups) -> Matrix:
        """Add up columns that share a group, as `group_rows` does."""
        find = groups.get if isinstance(groups, Mapping) else groups
        return self._grouped(self.columns, find, axis=1)

    def _grouped(self, labels: tuple[Label, ...], find: Callable, *, axis: int) -> Matrix:
        of = [find(label) for label in labels]
        kept = tuple(sorted({group for group in of if group is not None}))
        position = {group: index for index, group in enumerate(kept)}
        target = np.array([position.get(group, len(kept)) for group in of], dtype=np.int64)
        shape = list(self.values.shape)
        shape[axis] = len(kept) + 1
        summed = np.zeros(shape, dtype=self.values.dtype)
        values = self.values if axis == 0 else self.values.T
        summed = summed if axis == 0 else summed.T
        np.add.at(summed, target, values)
        if axis == 0:
            return Matrix(summed[:-1], kept, self.columns)
        return Matrix(summed[:-1].T, self.rows, kept)

    def _must_match(self, other: Matrix) -> None:
        if self.rows != other.rows or self.columns != other.columns:
            raise LabelsDiffer(
                f"One matrix has {len(self.rows)} rows ({_ends(self.rows)}) and "
                f"{len(self.columns)} columns ({_ends(self.columns)}); the other "
                f"{len(other.rows)} rows ({_ends(other.rows)}) and "
                f"{len(other.columns)} columns ({_ends(other.columns)})."
            )


def _ends(labels: tuple[Label, ...]) -> str:
    return f"{labels[0]} ... {labels[-1]}" if labels else "none"
