"""How much counts vary beyond chance, and how alike the seasons of a group's rows are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.statistics import round_significant

STEPS = 60  # halvings of the bracket
MOST_ALPHA = 1e2
CLEARLY = 1.645
ALIKE = 1e6  # a strength that says: the group's season and no other


@dataclass(frozen=True)
class Fitted:
    """Counts (rows, n), NaN where not used, the `usual` of an average month, and the `index` of
    each month; `lost`: coefficients of each row's level (rows,)."""

    counts: np.ndarray
    usual: np.ndarray
    index: np.ndarray
    lost: np.ndarray


def find_alpha(
    fitted: Fitted, *, small: np.ndarray, group: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Alpha of variance = mean + alpha mean^2, and degrees of freedom, (rows,) both.

    The alpha at which Pearson's chi-squared is what it should be (Breslow, Applied Statistics 33,
    1984); 0 where counts vary no more than chance. Small rows of a group share one, and only where
    chance is clearly (95%) exceeded: there a little noise would hide how their seasons differ.
    Months of the year without a record fit exactly and are no evidence.
    """
    mean = fitted.usual * fitted.index
    told = ~np.isnan(fitted.counts) & (mean > 0)
    safe = np.where(told, mean, 1.0)
    squares = np.where(told, (np.nan_to_num(fitted.counts) - mean) ** 2, 0.0)
    free = np.maximum(told.sum(axis=1) - fitted.lost - 11.0, 0.0)
    owner = np.where(small, group, group.max() + 1 + np.arange(len(group)))
    free = _add_up(free, owner)
    low, high = np.zeros(len(group)), np.full(len(group), MOST_ALPHA)
    for _ in range(STEPS):
        middle = (low + high) / 2
        scaled = (squares / (safe * (1 + middle[:, None] * safe))).sum(axis=1)
        above = _add_up(scaled, owner) > free
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    plain = _add_up((squares / safe).sum(axis=1), owner)
    real = (plain > free + CLEARLY * np.sqrt(2 * free)) | ~small
    return round_significant(np.where((free > 0) & real & (plain > free), low, 0.0)), free


def _add_up(values: np.ndarray, owner: np.ndarray) -> np.ndarray:
    summed = np.zeros(int(owner.max()) + 1)
    np.add.at(summed, owner, values)
    return summed[owner]


@dataclass(frozen=True)
class Likeness:
    """How far rows scatter about their group's season, by row: chi-squared `squares` over `free`
    degrees, the records `size` behind a month, and the `within` degrees by which chance itself was
    estimated. 0 where a row is not pooled."""

    squares: np.ndarray
    free: np.ndarray
    size: np.ndarray
    within: np.ndarray

    @property
    def strength(self) -> np.ndarray:
        """How many records the group's figure counts for in each month of the year, (rows,)."""
        return round_significant(self._strength_from(self.free))

    def draw(self, row: int, stream: np.random.Generator, *, draws: int) -> np.ndarray:
        """Strengths as uncertain as the scatter, and what chance alone scatters, are: (draws,).

        Small counts scatter more unevenly than chi-squared has it (their kurtosis), which is worth
        fewer degrees.
        """
        size, strength = self.size[row], self.strength[row]
        kurtosis = 6 / strength + 1 / (size * (1 + size / strength))
        degrees = self.free[row] * 2 / (2 + kurtosis)
        between = stream.chisquare(degrees, draws) / degrees * self.free[row]
        within = stream.chisquare(self.within[row], draws) / self.within[row]
        return self._strength_from(between / within, row)

    def _strength_from(self, squares: np.ndarray, row: int | slice = slice(None)) -> np.ndarray:
        beyond = self.squares[row] / np.maximum(squares, 1e-9) - 1
        size = self.size[row]
        told = np.where(beyond > 0, size / np.maximum(beyond, 1e-12), ALIKE)
        return np.where(size > 0, np.minimum(told, ALIKE), 0.0)


def find_likeness(
    tallies: tuple[np.ndarray, np.ndarray],
    *,
    within: np.ndarray,
    pooled: np.ndarray,
    group: np.ndarray,
) -> Likeness:
    """From records by month of the year, counted and expected with the group's season, (rows, 12)
    both, over dispersion; `within`: degrees of that dispersion.

    Moments of the gamma-Poisson model (Marshall, Applied Statistics 40, 1991): the variance of a
    count is mean + mean^2 / strength. One degree is lost to each row's level, 11 to the season.
    """
    counted, expected = tallies
    squares, free, size = (np.zeros(len(group)) for _ in range(3))
    told = expected > 0
    safe = np.where(told, expected, 1.0)
    terms = np.where(told, (counted - expected) ** 2 / safe, 0.0)
    for number in np.unique(group[pooled]):
        inside = (group == number) & told.any(axis=1)
        target = pooled & (group == number)
        squares[target] = terms[inside].sum()
        free[target] = max(told[inside].sum() - inside.sum() - 11.0, 1.0)
        size[target] = expected[inside].sum() / told[inside].sum()
    return Likeness(squares, free, size, np.maximum(within, 1.0))
