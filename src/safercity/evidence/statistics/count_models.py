"""Log-linear models of counts: Poisson and negative binomial, one series or many side by side.

Own code for three reasons: many short series are fitted at once, a statistics library takes seconds
to import, and the sums here run in one order on every machine (docs/decisions/0005).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from safercity.evidence.statistics.errors import FiguresRefused, check_counts
from safercity.evidence.statistics.rounding import round_significant

STEPS = 50
CLOSE_ENOUGH = 1e-10
# Beyond this a log-linear predictor says nothing but "none" or "any number".
FARTHEST = 30.0
LEAST_ALPHA, MOST_ALPHA = 1e-6, 1e2


@dataclass(frozen=True)
class CountFit:
    """A fitted model; leading axes are those of the counts (`...` is nothing for one series).

    `coefficients` (..., k) on the log scale; `covariance` (..., k, k) as if counts were Poisson or
    negative binomial with `alpha`, times `dispersion`; `fitted` (..., n) expected counts, also of
    missing periods; `dispersion` (...) Pearson's chi-squared over its degrees of freedom, never
    below 1; `alpha` (...) is 0 for Poisson, else variance = mean + alpha mean^2; `used` (...) how
    many periods were not missing; `converged` (...).
    """

    coefficients: np.ndarray
    covariance: np.ndarray
    fitted: np.ndarray
    dispersion: np.ndarray
    alpha: np.ndarray
    used: np.ndarray
    converged: np.ndarray

    @property
    def errors(self) -> np.ndarray:
        """Standard errors of the coefficients, (..., k)."""
        return np.sqrt(np.maximum(np.diagonal(self.covariance, axis1=-2, axis2=-1), 0))


def fit_poisson(
    counts: np.ndarray,
    design: np.ndarray,
    *,
    offset: np.ndarray | float = 0.0,
    robust: bool = False,
) -> CountFit:
    """Fit log(mean) = offset + design . coefficients by maximum likelihood.

    `counts` (..., n), NaN where a period is missing; `design` (n, k) or (..., n, k); `offset`
    broadcasts to the counts. The covariance allows for overdispersion by Pearson quasi-likelihood,
    or with `robust` by the sandwich (HC1), which also allows for a variance of another form.
    Source: McCullagh & Nelder (1989), chapters 6 and 9; White, Econometrica 48 (1980).
    Limits: needs more periods than coefficients; the interval takes periods as independent.
    Errors: `FiguresRefused`, for negative or infinite counts, or shapes that do not meet.
    """
    return _fit(counts, design, offset=offset, alpha=None, robust=robust)


def fit_negative_binomial(
    counts: np.ndarray, design: np.ndarray, *, offset: np.ndarray | float = 0.0
) -> CountFit:
    """As `fit_poisson`, with variance mean + alpha mean^2 and alpha by maximum likelihood.

    Source: Lawless, Canadian Journal of Statistics 15 (1987). Where the counts vary no more than
    chance would have it, alpha ends at its least, and the fit is Poisson's.
    """
    counts = np.asarray(counts, dtype=float)
    low = np.full(counts.shape[:-1], np.log(LEAST_ALPHA))
    high = np.full(counts.shape[:-1], np.log(MOST_ALPHA))
    golden = (np.sqrt(5) - 1) / 2
    for _ in range(40):  # golden section: the bracket shrinks to 1e-8 of itself
        inner, outer = high - golden * (high - low), low + golden * (high - low)
        worse = _likelihood(counts, design, offset=offset, alpha=np.exp(inner)) < _likelihood(
            counts, design, offset=offset, alpha=np.exp(outer)
        )
        low, high = np.where(worse, inner, low), np.where(worse, high, outer)
    alpha = np.exp((low + high) / 2)
    return _fit(counts, design, offset=offset, alpha=alpha, robust=False)


def _fit(counts, design, *, offset, alpha, robust: bool) -> CountFit:
    counts, design, shift = _check(counts, design, offset=offset)
    known = ~np.isnan(counts)
    y = np.where(known, counts, 0.0)
    mixed = np.zeros(counts.shape[:-1]) if alpha is None else alpha
    coefficients, converged = _climb(y, known, design=design, shift=shift, alpha=mixed)
    mean = _mean(design, coefficients, shift=shift)
    weight = known * mean / (1 + mixed[..., None] * mean)
    bread = invert_small(_cross(design, weight))
    used, k = known.sum(axis=-1), design.shape[-1]
    free = np.maximum(used - k, 1)
    variance = mean + mixed[..., None] * mean**2
    pearson = (known * (y - mean) ** 2 / np.maximum(variance, 1e-300)).sum(axis=-1) / free
    dispersion = np.maximum(pearson, 1.0) if alpha is None else np.ones_like(pearson)
    if robust:
        score = known * (y - mean) / (1 + mixed[..., None] * mean)
        meat = _cross(design, score**2) * (used / free)[..., None, None]
        covariance = multiply_small(multiply_small(bread, meat), bread)
    else:
        covariance = bread * dispersion[..., None, None]
    return CountFit(
        round_significant(coefficients),
        round_significant(covariance),
        round_significant(mean),
        round_significant(dispersion),
        round_significant(mixed),
        used,
        converged & (used > k),
    )


def _check(counts, design, *, offset) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    counts, design = np.asarray(counts, dtype=float), np.asarray(design, dtype=float)
    if counts.shape[-1:] != design.shape[-2:-1]:
        raise FiguresRefused(
            f"The counts have {counts.shape[-1:]} periods, the design {design.shape[-2:-1]}.",
            advice="Give the design a row for each period of the counts.",
        )
    if not counts.shape[-1]:
        raise FiguresRefused("A count model was given no period at all.")
    check_counts(counts, what="A series of counts to be modelled")
    if not np.isfinite(design).all():
        raise FiguresRefused(
            f"The design of a count model holds {design[~np.isfinite(design)].flat[0]}, which is "
            "not finite.",
            advice="A missing period is NaN in the counts; the design knows every period.",
        )
    return counts, design, np.broadcast_to(np.asarray(offset, dtype=float), counts.shape)


def _climb(y, known, *, design, shift, alpha) -> tuple[np.ndarray, np.ndarray]:
    """Iteratively reweighted least squares of each series."""
    from safercity.evidence.statistics import _count_kernels as kernels

    lead, (n, k) = y.shape[:-1], design.shape[-2:]
    rows = int(np.prod(lead))
    shapes = design if design.ndim == 2 else np.broadcast_to(design, (*lead, n, k))
    coefficients, converged = kernels.climb(
        np.ascontiguousarray(y.reshape(rows, n)),
        np.ascontiguousarray(known.reshape(rows, n)),
        np.ascontiguousarray(shapes.reshape(-1, n, k)),
        np.ascontiguousarray(np.broadcast_to(shift, y.shape).reshape(rows, n)),
        np.ascontiguousarray(np.broadcast_to(alpha, lead).reshape(rows), dtype=float),
        np.array([STEPS, CLOSE_ENOUGH, FARTHEST]),
    )
    return coefficients.reshape(*lead, k), converged.reshape(lead)


def _likelihood(counts, design, *, offset, alpha) -> np.ndarray:
    counts, design, shift = _check(counts, design, offset=offset)
    known = ~np.isnan(counts)
    y = np.where(known, counts, 0.0)
    coefficients, _ = _climb(y, known, design=design, shift=shift, alpha=alpha)
    mean, size = _mean(design, coefficients, shift=shift), 1 / alpha[..., None]
    told = gammaln(y + size) - gammaln(size) + size * np.log(size / (size + mean))
    told = told + y * np.log(np.maximum(mean, 1e-300) / (size + mean))
    return np.where(known, told, 0.0).sum(axis=-1)


def _mean(design: np.ndarray, coefficients: np.ndarray, *, shift: np.ndarray) -> np.ndarray:
    return np.exp(np.clip(_apply(design, coefficients) + shift, -FARTHEST, FARTHEST))


def _apply(design: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
    return (design * coefficients[..., None, :]).sum(axis=-1)


def _cross(design: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """design' weight design, (..., k, k), summed in one order: no matrix library."""
    k = design.shape[-1]
    weighted = design * weight[..., None]
    out = np.empty((*weight.shape[:-1], k, k))
    for i in range(k):
        for j in range(i, k):
            out[..., i, j] = (weighted[..., i] * design[..., j]).sum(axis=-1)
            out[..., j, i] = out[..., i, j]
    return out


def multiply_small(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The product of (..., k, k) matrices, summed in one order."""
    return (left[..., :, :, None] * right[..., None, :, :]).sum(axis=-2)


def invert_small(matrix: np.ndarray) -> np.ndarray:
    """The inverse of symmetric positive matrices (..., k, k) by Gauss-Jordan with scaled pivots.

    A direction of which the data say nothing gets a variance of zero and a coefficient of zero.
    """
    k = matrix.shape[-1]
    scale = np.sqrt(np.maximum(np.diagonal(matrix, axis1=-2, axis2=-1), 1e-300))
    work = matrix / scale[..., :, None] / scale[..., None, :]
    inverse = np.broadcast_to(np.eye(k), work.shape).copy()
    for i in range(k):
        pivot = work[..., i, i]
        usable = pivot > 1e-12
        factor = np.where(usable, 1 / np.where(usable, pivot, 1.0), 0.0)
        row, right = work[..., i, :] * factor[..., None], inverse[..., i, :] * factor[..., None]
        column = work[..., :, i].copy()
        column[..., i] = 0.0
        work = work - column[..., :, None] * row[..., None, :]
        inverse = inverse - column[..., :, None] * right[..., None, :]
        work[..., i, :], inverse[..., i, :] = row, right
    return inverse / scale[..., :, None] / scale[..., None, :]
