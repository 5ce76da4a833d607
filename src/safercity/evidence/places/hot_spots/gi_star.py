"""Getis and Ord's Gi*: is a place, with its neighbours, higher or lower than an even spread?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from safercity.evidence.places.counts import CountsUnusable
from safercity.evidence.places.hot_spots.errors import NeighboursUnusable
from safercity.evidence.places.hot_spots.neighbourhoods import Neighbourhoods


@dataclass(frozen=True)
class GiStar:
    """Gi* of n places. `z`: the statistic, NaN where a place is missing or all places are alike.
    `sums`: values in each neighbourhood, itself included. `sizes`: how many places that is, missing
    ones left out. `mean`: of all places known; `number`: of places known."""

    z: np.ndarray
    sums: np.ndarray
    sizes: np.ndarray
    mean: float
    number: int


@dataclass(frozen=True)
class Tails:
    """For n places, the chance of a neighbourhood's sum or more (`more`), and of that or less
    (`less`), if the other places' values lay anywhere; NaN where it was not tested."""

    more: np.ndarray
    less: np.ndarray


def calculate_gi_star(values: np.ndarray, near: Neighbourhoods) -> GiStar:
    """Gi* with binary weights: z = (sum - k m) / (s sqrt((n k - k^2) / (n - 1))).

    `values`: (n,) of any unit, NaN where missing; zeros belong. k is the size of the neighbourhood
    with the place itself, m and s the mean and standard deviation (divisor n) of all places.
    Source: Ord & Getis, Geographical Analysis 27 (1995), equation 13; Getis & Ord (1992).
    Weights that sum to one for each place give the same z. Limits: z is near normal only where
    neighbourhoods are many and counts not small; `exact_tails` needs neither.
    Errors: `NeighboursUnusable`, where values and neighbourhoods differ in number or a
    neighbourhood is every place; `CountsUnusable` for infinite values or fewer than two places.
    """
    from safercity.evidence.places.hot_spots import _kernels as kernels

    values = check_values(values, near)
    number, mean, deviation = kernels.moments_known(values)
    sums, sizes = kernels.sum_known(values, near.indptr, near.indices)
    z = kernels.standardise(sums, sizes, values, number, mean, deviation)
    return GiStar(z, sums, sizes, float(mean), int(number))


def normal_tails(found: GiStar) -> Tails:
    """Tails as if z were normal. A place without neighbours is not tested."""
    z = np.where(found.sizes > 1, found.z, np.nan)
    return Tails(ndtr(-z), ndtr(z))


def check_values(values: np.ndarray, near: Neighbourhoods) -> np.ndarray:
    """The values as floats, once they and the neighbourhoods can belong together."""
    values = np.ascontiguousarray(values, dtype=float)
    if values.shape != (len(near),):
        raise NeighboursUnusable(
            f"There are values of shape {values.shape} and neighbourhoods of {len(near)} places."
        )
    if np.isinf(values).any():
        raise CountsUnusable(f"{int(np.isinf(values).sum())} values are infinite.")
    if values.size < 2:
        raise CountsUnusable(f"Hot spots need places to compare; there is {values.size}.")
    largest = int(near.sizes.max())
    if largest >= values.size:
        raise NeighboursUnusable(
            f"A neighbourhood holds {largest} places and there are {values.size} in all: "
            "nothing is left to compare it with.",
            advice="Choose a shorter band, or take in a wider area.",
        )
    return values
