"""Checks of plain arrays that several questions share: counts, labels, lengths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from safercity.evidence.profile.errors import CountsUnusable


def read_counts(values: Any, *, what: str) -> np.ndarray:
    """Counts as floats, NaN where missing. Errors: `CountsUnusable`, with the first wrong value."""
    counts = np.asarray(values, dtype=float)
    wrong = (counts < 0) | np.isinf(counts)
    if wrong.any():
        at = tuple(int(each) for each in np.argwhere(wrong)[0])
        raise CountsUnusable(f"{what}: value {at} is {counts[at]:g}, not zero or more.")
    return counts


def check_labels(labels: Sequence[Any], counts: np.ndarray, *, what: str) -> None:
    """Errors: `CountsUnusable`, for labels that are none, twice, or not as many as the counts."""
    if len(labels) != len(counts):
        raise CountsUnusable(f"{what}: {len(labels)} labels for {len(counts)} counts.")
    if not labels:
        raise CountsUnusable(f"{what}: there is nothing to count.")
    seen = set()
    for label in labels:
        if label in seen:
            raise CountsUnusable(f"{what}: {label} stands twice among the labels.")
        seen.add(label)
