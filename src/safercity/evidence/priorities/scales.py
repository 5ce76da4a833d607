"""Figures of very different kinds, each brought to 0 to 1 in a way anyone can check."""

from __future__ import annotations

import numpy as np

from safercity.evidence.statistics import round_significant
from safercity.evidence.taxonomy.priorities import Scale


def bring_to_scale(values: np.ndarray, scale: Scale) -> np.ndarray:
    """Figures of one criterion as 0 to 1; the last axis is the candidates, NaN stays NaN.

    "ranks": (mid-rank - 1/2) / n among the candidates known, 1 end the highest. "linear": from
    `low` (0) to `high` (1), cut at both ends.
    """
    values = round_significant(values)
    if scale.kind == "linear" and scale.low is not None and scale.high is not None:
        along = (values - scale.low) / (scale.high - scale.low)
        return round_significant(np.clip(along, 0.0, 1.0))
    with np.errstate(invalid="ignore"):
        below = (values[..., None, :] < values[..., :, None]).sum(axis=-1)
        alike = (values[..., None, :] == values[..., :, None]).sum(axis=-1)
    known = (~np.isnan(values)).sum(axis=-1, keepdims=True)
    shares = (below + alike / 2) / np.maximum(known, 1)
    return round_significant(np.where(np.isnan(values), np.nan, shares))


def rank_from_top(scores: np.ndarray) -> np.ndarray:
    """Mid-ranks along the last axis, 1 the highest; equal scores share theirs."""
    scores = round_significant(scores)
    above = (scores[..., None, :] > scores[..., :, None]).sum(axis=-1)
    alike = (scores[..., None, :] == scores[..., :, None]).sum(axis=-1)
    return np.asarray(above + (alike + 1) / 2)


def weigh(scaled: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weighted mean over the criteria (last axis) that are known; NaN where none is."""
    known = ~np.isnan(scaled)
    total = (known * weights).sum(axis=-1)
    summed = (np.where(known, scaled, 0.0) * weights).sum(axis=-1)
    return round_significant(np.where(total > 0, summed / np.maximum(total, 1e-300), np.nan))
