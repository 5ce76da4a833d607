"""How differently areas go by themselves: scatter of their changes beyond chance."""

from __future__ import annotations

import numpy as np

from safercity.evidence.statistics import round_significant

STEPS = 80
MOST = 25.0


def find_drift(residuals: np.ndarray, chance: np.ndarray, *, free: int) -> float:
    """The variance (log scale) of areas' own changes beyond chance; 0 where chance is enough.

    `residuals`: counts less expected, (n,); `chance`: their variance by chance alone, (n,). The
    answer makes the sum of residuals^2 / (chance + drift chance^2) equal `free`, the number of
    areas less what was fitted. Source: Breslow, Applied Statistics 33 (1984).
    """
    kept = chance > 0
    squares, chance = residuals[kept] ** 2, chance[kept]
    if free < 1 or not kept.any() or (squares / chance).sum() <= free:
        return 0.0
    low, high = 0.0, MOST
    for _ in range(STEPS):  # bisection: falls steadily in the drift
        middle = (low + high) / 2
        if (squares / (chance + middle * chance**2)).sum() > free:
            low = middle
        else:
            high = middle
    return float(round_significant((low + high) / 2))
