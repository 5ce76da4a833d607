"""Second, slow, obvious versions of what the room computes quickly."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import minimize

from safercity.evidence.statistics import fit_poisson


def slow_difference(counts, treated, after) -> float:
    """The ratio from a Poisson model with a column for every unit and every month."""
    units, months = counts.shape
    rows = []
    for i in range(units):
        for t in range(months):
            unit = [1.0 * (i == j) for j in range(units)]
            month = [1.0 * (t == s) for s in range(1, months)]
            rows.append([*unit, *month, 1.0 * (treated[i] and after[t])])
    fit = fit_poisson(counts.ravel(), np.array(rows))
    return math.exp(fit.coefficients[-1])


def slow_simplex(early: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Weights by a general optimiser. `early` (units, months)."""
    n = len(early)

    def misfit(weights):
        return (((weights[:, None] * early).sum(axis=0) - target) ** 2).sum()

    found = minimize(
        misfit,
        np.full(n, 1 / n),
        bounds=[(0, 1)] * n,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        method="SLSQP",
        options={"maxiter": 2000, "ftol": 1e-14},
    )
    return found.x


def slow_e_test(k1: int, k2: int, n1: float = 1.0, n2: float = 1.0) -> float:
    """Krishnamoorthy & Thomson (2004), double loop, formula by formula."""

    def statistic(a, b):
        spread = a / n1**2 + b / n2**2
        return abs(a / n1 - b / n2) / math.sqrt(spread) if spread > 0 else 0.0

    rate, seen, total = (k1 + k2) / (n1 + n2), statistic(k1, k2), 0.0
    top = int(4 * (k1 + k2) + 60)
    chance1, chance2 = ([math.exp(-rate * n + i * math.log(rate * n) - math.lgamma(i + 1))
                         for i in range(top)] for n in (n1, n2))  # fmt: skip
    for a in range(top):
        for b in range(top):
            if statistic(a, b) >= seen - 1e-12:
                total += chance1[a] * chance2[b]
    return total


def slow_matches(values, mine, allowed, number):
    """Units by distance, with loops: level and trend only. Nearest first."""
    n, months = values.shape
    half = months // 2
    things = []
    for i in range(n):
        level = math.log((sum(values[i]) + 0.5) / months)
        late, early = sum(values[i][months - half :]), sum(values[i][:half])
        things.append((level, math.log((late + 2) / (early + 2))))
    spread = []
    for k in range(2):
        own = [things[i][k] for i in allowed]
        mean = sum(own) / len(own)
        spread.append(math.sqrt(sum((x - mean) ** 2 for x in own) / len(own)))
    far = []
    for i in allowed:
        squares = (((things[mine][k] - things[i][k]) / spread[k]) ** 2 for k in range(2))
        far.append((math.sqrt(sum(w * s for w, s in zip((1.0, 0.5), squares, strict=True))), i))
    return [i for _, i in sorted(far)[:number]]
