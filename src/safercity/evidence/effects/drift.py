"""How differently areas go by themselves: scatter of their changes beyond chance."""

from __future__ import annotations

import numpy as np

from safercity.evidence.statistics import round_significant

STEPS = 100
CLOSE_ENOUGH = 1e-13
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
    drift = 0.0
    for _ in range(STEPS):  # Newton from the left of a falling, convex curve never oversteps
        spread = chance + drift * chance**2
        over = (squares / spread).sum() - free
        slope = (squares * chance**2 / spread**2).sum()
        drift += float(over / slope)
        if over <= CLOSE_ENOUGH * free or drift >= MOST:
            break
    return float(round_significant(min(drift, MOST)))
