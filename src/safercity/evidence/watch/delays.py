"""How late records arrive, learnt from earlier loads: a quiet last week may only be a late one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.statistics import round_significant
from safercity.evidence.watch.errors import BadCounts

RECORDS_AT_LEAST = 50


@dataclass(frozen=True)
class Delays:
    """`by_day` (days,): the share of records that have arrived 0, 1, 2, ... days after the event;
    the last is 1. `records`: how many it was learnt from; too few, and nothing is corrected
    (`is_known` False: then every share is 1 and the late share is not known)."""

    by_day: np.ndarray
    records: int

    @property
    def is_known(self) -> bool:
        return self.records >= RECORDS_AT_LEAST

    def arrived(self, days_since: np.ndarray) -> np.ndarray:
        """The share that has arrived of what happened so many days ago, (n,), 0 to 1."""
        days_since = np.asarray(days_since)
        if not self.is_known:
            return np.where(days_since < 0, 0.0, 1.0)
        held = self.by_day[np.clip(days_since, 0, self.by_day.size - 1)]
        return np.where(days_since < 0, 0.0, held)

    def arrived_of(self, first: int, last: int, *, as_of: int) -> float:
        """The same for a period of days `first` to `last` (both included; day numbers)."""
        days = np.arange(first, last + 1)
        return float(round_significant(self.arrived(as_of - days).mean()))


def estimate_delays(
    occurred: np.ndarray, received: np.ndarray, *, as_of: int, longest: int = 90
) -> Delays:
    """The distribution of days from event to receipt (vectors of day numbers, one each a record).

    Records of the first load are left out: they came in one heap, and their delays with them. So
    are events before it, of which the quickest are in that heap. What happened lately can only
    have arrived quickly; that is allowed for by the reverse hazard: of the records with a delay of
    at most d that had d days to arrive, the share with exactly d.
    Source: Kalbfleisch & Lawless, JASA 84:360 (1989); Lawless, Canadian J. Statistics 22 (1994).
    Limits: delays are taken to be now as they were; beyond `longest` days none is expected.
    Errors: `BadCounts` for lengths that differ, or records received before they occurred.
    """
    occurred, received = np.asarray(occurred), np.asarray(received)
    if occurred.shape != received.shape or occurred.ndim != 1:
        raise BadCounts(
            f"{occurred.shape} events and {received.shape} receipts: one each a record."
        )
    if (received < occurred).any():
        raise BadCounts(
            f"{int((received < occurred).sum())} records were received before they occurred.",
            advice="Check which column holds which date.",
        )
    known = received <= as_of
    if known.any():
        known &= occurred >= received[known].min()
    late = np.minimum((received - occurred)[known], longest).astype(np.int64)
    since = (as_of - occurred)[known]
    share = np.ones(longest + 1)
    for days in range(longest, 0, -1):
        able = since >= days
        within = int((able & (late <= days)).sum())
        exactly = int((able & (late == days)).sum())
        share[days - 1] = share[days] * (1 - exactly / within) if within else share[days]
    return Delays(round_significant(share), int(late.size))
