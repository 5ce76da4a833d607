"""Areas within areas, and forecasts of them all that add up exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons.forecasting.errors import ForecastUnusable, TreeDiffers
from safercity.evidence.seasons.forecasting.settings import Reconciling

GRAIN = 1 << 20
"""Smallest areas are told in 1/1,048,576 of a record. Sums of such fractions are exact in any
order, so that wards add up to the city to the last bit."""


@dataclass(frozen=True)
class Tree:
    """`parents`: the area that each area lies in; the one area without a parent is the whole.

    Errors: `ForecastUnusable`, when there is not exactly one whole, or areas lie in each other.
    """

    parents: Mapping[str, str]

    def __post_init__(self) -> None:
        tops = sorted({str(p) for p in self.parents.values() if p not in self.parents})
        if len(tops) != 1:
            raise ForecastUnusable(
                f"A tree of areas has one whole; this has {len(tops)} ({', '.join(tops)}).",
                advice="Let every area lie in one other, up to one that lies in none.",
            )
        for area in self.parents:
            seen = {area}
            while area in self.parents:
                area = self.parents[area]
                if area in seen:
                    raise ForecastUnusable(f"The area {area} lies in itself.", advice="")
                seen.add(area)

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Every area: the smallest first, the whole last; each before the one it lies in."""
        every = {*self.parents, *self.parents.values()}
        return tuple(sorted(every, key=lambda area: (self._height[area], str(area))))

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The smallest areas."""
        return tuple(area for area in self.nodes if not self._height[area])

    @property
    def whole(self) -> str:
        """The area that all others lie in."""
        return self.nodes[-1]

    @cached_property
    def children(self) -> dict[int, np.ndarray]:
        """Positions in `nodes` of what lies directly in each larger area, smaller areas first."""
        place = {area: at for at, area in enumerate(self.nodes)}
        found: dict[int, list[int]] = {}
        for area in self.nodes[:-1]:
            found.setdefault(place[self.parents[area]], []).append(place[area])
        return {at: np.array(found[at]) for at in sorted(found)}

    @property
    def heights(self) -> np.ndarray:
        """How far above its lowest smallest area each of `nodes` is; 0 for the smallest."""
        return np.array([self._height[area] for area in self.nodes])

    @cached_property
    def _height(self) -> dict[str, int]:
        found = dict.fromkeys([*self.parents, *self.parents.values()], 0)
        for area in self.parents:
            height = 0
            while area in self.parents:
                area, height = self.parents[area], height + 1
                found[area] = max(found[area], height)
        return found


def add_up(leaves: Matrix, tree: Tree) -> Matrix:
    """Counts of all areas (`tree.nodes` x months) from those of the smallest; a gap in one is a gap
    in what it lies in. Errors: `TreeDiffers`, when rows and the tree's smallest areas differ."""
    _check(leaves.rows, tree.leaves)
    place = {area: at for at, area in enumerate(leaves.rows)}
    values = np.zeros((len(tree.nodes), len(leaves.columns)))
    values[: len(tree.leaves)] = leaves.values[[place[area] for area in tree.leaves]]
    for area, inside in tree.children.items():
        values[area] = values[inside].sum(axis=0)
    return Matrix(values, tree.nodes, leaves.columns)


def reconcile(
    expected: Matrix,
    tree: Tree,
    *,
    method: Reconciling = "wls",
    variances: np.ndarray | None = None,
) -> Matrix:
    """Expected counts of every area of `tree` (any order of rows), made to add up exactly.

    "bottom_up" trusts the smallest areas, "top_down" the whole, shared out as the smallest are
    expected; "wls" weighs each forecast by 1 / `variances` ((rows,) or like `expected`; how far it
    is usually off, squared; without them, the expected counts). None is below zero.
    Source: weighted least squares with a diagonal weight, Wickramasuriya, Athanasopoulos & Hyndman,
    JASA 114 (2019), in closed form along the tree: up, then down.
    Limits: where that would make a smallest area negative it is set to zero, and what it lies in
    grows by as much.
    Errors: `TreeDiffers`, naming the areas on either side; `ForecastUnusable` for a value or a
    variance that is negative or not finite.
    """
    _check(expected.rows, tree.nodes)
    place = {area: at for at, area in enumerate(expected.rows)}
    order = [place[area] for area in tree.nodes]
    values = expected.values[order].astype(float)
    given = expected.values if variances is None else np.asarray(variances, dtype=float)
    doubt = np.broadcast_to(given.T, values.T.shape).T[order]
    for what, each in (("expected count", values), ("variance", doubt)):
        if not (np.isfinite(each) & (each >= 0)).all():
            raise ForecastUnusable(f"An {what} is negative or not finite.", advice="")
    made = reconcile_values(values, tree, doubt=doubt, method=method)
    back = np.empty_like(made)
    back[order] = made
    return Matrix(back, expected.rows, expected.columns)


def reconcile_values(
    values: np.ndarray, tree: Tree, *, doubt: np.ndarray, method: Reconciling
) -> np.ndarray:
    """`values` and their variances `doubt` (nodes x any), in the order of `tree.nodes`."""
    if method == "wls":
        made = _weigh(values, np.maximum(doubt, 1.0 / GRAIN), tree=tree)
    elif method == "top_down":
        made = _share_out(values, leaves=len(tree.leaves))
    else:
        made = values.copy()
    made[: len(tree.leaves)] = np.rint(np.maximum(made[: len(tree.leaves)], 0.0) * GRAIN) / GRAIN
    for area, inside in tree.children.items():
        made[area] = made[inside].sum(axis=0)
    return made


def _weigh(values: np.ndarray, doubt: np.ndarray, *, tree: Tree) -> np.ndarray:
    """Up the tree each area weighs its own forecast against the sum of what lies in it; down again,
    what is left over is shared out by variance."""
    told, left = values.copy(), doubt.copy()
    sums = {}
    for area, inside in tree.children.items():
        total, unsure = told[inside].sum(axis=0), left[inside].sum(axis=0)
        own = unsure / (unsure + doubt[area])
        told[area], left[area] = total + own * (values[area] - total), unsure * (1 - own)
        sums[area] = total, unsure
    for area, inside in reversed(tree.children.items()):
        total, unsure = sums[area]
        told[inside] += left[inside] / unsure * (told[area] - total)
    return told


def _share_out(values: np.ndarray, *, leaves: int) -> np.ndarray:
    made = values.copy()
    total = values[:leaves].sum(axis=0)
    share = np.where(total > 0, values[:leaves] / np.where(total > 0, total, 1.0), 1.0 / leaves)
    made[:leaves] = share * values[-1]
    return made


def _check(rows: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    if set(rows) == set(wanted) and len(rows) == len(wanted):
        return
    only_rows = sorted(str(one) for one in set(rows) - set(wanted))
    only_tree = sorted(str(one) for one in set(wanted) - set(rows))
    raise TreeDiffers(
        f"The counts have {len(rows)} rows and the tree asks for {len(wanted)} areas. Only in the "
        f"counts: {_list(only_rows)}. Only in the tree: {_list(only_tree)}.",
        rows=only_rows,
        areas=only_tree,
    )


def _list(names: list[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more if names else "none"
