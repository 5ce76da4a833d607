"""Who is next to whom: each place's neighbourhood, itself included, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.places.hot_spots.errors import NeighboursUnusable

# Two cells exactly a band apart are neighbours on every machine, whatever their last bit says.
TOLERANCE = 1 + 1e-9


@dataclass(frozen=True)
class Neighbourhoods:
    """Neighbourhoods of n places in compressed rows, each place in its own, positions ascending.

    `indptr`: (n + 1,) int64. `indices`: (indptr[-1],) int64 positions from 0. Make one with
    `neighbourhoods_within` or `neighbourhoods_from_lists`.
    """

    indptr: np.ndarray
    indices: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        """How many places each neighbourhood holds, itself included, (n,)."""
        return np.diff(self.indptr)

    def __len__(self) -> int:
        return self.indptr.size - 1


def neighbourhoods_within(points: np.ndarray, band_metres: float) -> Neighbourhoods:
    """Every place's neighbours up to `band_metres` away, that distance included.

    `points`: (n, 2) metres; of cells their centres. Cost grows with the number of pairs.
    Errors: `NeighboursUnusable` for points that are no pairs of numbers, or a band not above 0.
    """
    points = np.asarray(points, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all():
        raise NeighboursUnusable(
            f"Points have shape (n, 2) and are finite; these have shape {points.shape}."
        )
    if not 0 < band_metres < np.inf:
        raise NeighboursUnusable(f"A band is a distance above 0 metres, not {band_metres}.")
    from scipy.spatial import cKDTree  # a tenth of a second at start-up that few need

    pairs = cKDTree(points).query_pairs(band_metres * TOLERANCE, output_type="ndarray")
    rows, columns = np.concatenate([pairs, pairs[:, ::-1]]).T
    return _compress(rows, columns, number=len(points))


def neighbourhoods_from_lists(indptr: np.ndarray, indices: np.ndarray) -> Neighbourhoods:
    """Neighbourhoods from compressed rows: the neighbours of i are indices[indptr[i]:indptr[i+1]].

    Polygons that touch, a road network, a table of wards: anything that says who is next to whom.
    Each place joins its own neighbourhood if it is not in it; repeats count once; neighbours need
    not be mutual. Errors: `NeighboursUnusable` where the arrays do not fit together.
    """
    indptr, indices = np.asarray(indptr, dtype=np.int64), np.asarray(indices, dtype=np.int64)
    number = indptr.size - 1
    if number < 0 or indptr[0] != 0 or indptr[-1] != indices.size or (np.diff(indptr) < 0).any():
        raise NeighboursUnusable(
            f"The row starts end at {indptr[-1:].tolist()}; there are {indices.size} neighbours."
        )
    if indices.size and not (0 <= indices.min() and indices.max() < number):
        raise NeighboursUnusable(
            f"Neighbours are positions from 0 to {number - 1}; "
            f"these run from {indices.min()} to {indices.max()}."
        )
    return _compress(np.repeat(np.arange(number), np.diff(indptr)), indices, number=number)


def _compress(rows: np.ndarray, columns: np.ndarray, *, number: int) -> Neighbourhoods:
    """Compressed rows, sorted and without repeats, each place added to its own."""
    itself = np.arange(number)
    keys = np.concatenate([rows * number + columns, itself * number + itself])
    keys = np.unique(keys)
    indptr = np.searchsorted(keys, np.arange(number + 1) * number)
    return Neighbourhoods(indptr.astype(np.int64), keys - (keys // max(number, 1)) * number)
