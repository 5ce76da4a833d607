"""Sums before and after of the place, its comparison and the rings, for the published methods."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.effects.displacement import AreaCounts
from safercity.evidence.effects.preparing import Prepared
from safercity.evidence.effects.request import EffectRequest


def group_rows(prepared: Prepared) -> list[np.ndarray]:
    """Rows of the treated, comparison, ring and its comparison, each without a gap.

    Without a ring around the comparison, the comparison itself stands for it.
    """
    other_ring = prepared.around_comparison
    if not other_ring.size:
        other_ring = prepared.comparison
    parts = (prepared.comparison, prepared.around_treated, other_ring)
    return [prepared.treated, *(prepared.complete(one, prepared.judged_months) for one in parts)]


def sum_areas(prepared: Prepared) -> AreaCounts | None:
    """Sums of incidents, controls weighted to the level that their treated area had before.

    None where either had no incident before.
    """
    treated, control, ring, other_ring = _sums(prepared, prepared.units.values)
    if treated[0] <= 0 or control[0] <= 0:
        return None
    has_ring = ring[0] > 0 and other_ring[0] > 0
    return AreaCounts(
        treated,
        control,
        ring if has_ring else None,
        other_ring if has_ring else None,
        control_weight=treated[0] / control[0],
        ring_weight=ring[0] / other_ring[0] if has_ring else 1.0,
        length=float(prepared.window.after.sum() / prepared.window.before.sum()),
    )


def sum_types(
    prepared: Prepared, request: EffectRequest, *, like: AreaCounts
) -> tuple[AreaCounts, np.ndarray] | None:
    """Sums by type, weighted as `like`, and the weights of harm; None where none were given."""
    if not request.by_type or not request.harm_weights:
        return None
    names = tuple(request.by_type)
    each = [_sums(prepared, request.by_type[name].values) for name in names]
    treated, control, ring, other_ring = (np.array(one).T for one in zip(*each, strict=True))
    has_ring = like.displacement_treated is not None
    counts = replace(
        like,
        treated=treated,
        control=control,
        displacement_treated=ring if has_ring else None,
        displacement_control=other_ring if has_ring else None,
    )
    return counts, np.array([request.harm_weights[name] for name in names], dtype=float)


def _sums(prepared: Prepared, values: np.ndarray) -> list[tuple[float, float]]:
    """(before, after) of each group of rows."""
    before, after = prepared.window.before, prepared.window.after
    return [
        (float(np.nansum(values[rows][:, before])), float(np.nansum(values[rows][:, after])))
        for rows in group_rows(prepared)
    ]
