"""Close pairs of events counted for many orders of their times at once, compiled.

Events are sorted into square cells as wide as the widest band, so that close ones are neighbours in
memory; a pair is found once for `times.shape[1]` shuffles, and nothing is kept of it: memory grows
with events, never with pairs.
"""

from __future__ import annotations

import numpy as np
from numba import njit

SAVE_AFTER = 8_000_000  # float32 counts exactly to 2^24, and one event has at most n pairs


@njit(cache=True, nogil=True)
def find_band(along, across, edges, manhattan):  # pragma: no cover - compiled
    """The space band of a pair, -1 below the first edge or at and beyond the last.

    Edges of straight-line distance are given squared.
    """
    apart = along + across if manhattan else along * along + across * across
    if apart < edges[0] or apart >= edges[-1]:
        return -1
    band = 0
    while apart >= edges[band + 1]:
        band += 1
    return band


@njit(cache=True, nogil=True)
def count_pairs(x, y, strips, edges, manhattan, times, within):  # pragma: no cover
    """For each column of `times`: pairs by space band nearer in time than each of `within`.

    `x`, `y` sorted by cell; `strips` (n, 2, 2): for each event the stretches of later events that
    may be close (its own row of cells, the row above). `times` (n, columns) float32 whole numbers.
    Also the pairs of each space band. Returns (bands, within, columns) int64 and (bands,) int64.
    """
    columns, bands, limits = times.shape[1], edges.size - 1, within.size
    counts = np.zeros((bands, limits, columns), dtype=np.int64)
    pairs = np.zeros(bands, dtype=np.int64)
    running = np.zeros((bands, limits, columns), dtype=np.float32)
    unsaved = 0
    for i in range(x.size):
        mine = times[i]
        for strip in range(2):
            for j in range(strips[i, strip, 0], strips[i, strip, 1]):
                band = find_band(abs(x[i] - x[j]), abs(y[i] - y[j]), edges, manhattan)
                if band < 0:
                    continue
                pairs[band] += 1
                unsaved += 1
                theirs = times[j]
                for limit in range(limits):
                    nearer, total = within[limit], running[band, limit]
                    for column in range(columns):
                        gap = abs(mine[column] - theirs[column])
                        total[column] += np.float32(1.0) if gap < nearer else np.float32(0.0)
        if unsaved > SAVE_AFTER:
            counts += running.astype(np.int64)
            running[:] = np.float32(0.0)
            unsaved = 0
    counts += running.astype(np.int64)
    return counts, pairs
