"""How high chance climbs in the watch of each theme: worked out twice a year, and kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.questions.watched import Watched
from safercity.evidence.assess.remembering import answer_once
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.types import day_number
from safercity.evidence.watch import (
    LookNull,
    Memory,
    ThemeRecords,
    WatchedArea,
    WatchSettings,
    find_news,
)
from safercity.evidence.watch.errors import NothingRecorded, TooFewToWatch
from safercity.evidence.watch.periods import read_periods
from safercity.evidence.watch.watching import SCANNED_PERIODS

ALIKE_WITHIN = 0.2  # of cases; a scan's calibration holds within a quarter


def calibrate_watch(basis: Basis, watched: Watched, *, settings: WatchSettings, run: Run) -> Memory:
    """Null distributions of every theme from its records to the end of the half year before."""
    rate_free = replace(settings, alarms_per_year=1.0)  # heights are read off at any rate
    area = replace(watched.area, titles={})

    def calibrate(one: ThemeRecords) -> dict[str, dict]:
        return answer_once(
            basis, "calibration", reads=(base := _choose_base(one), area, rate_free), run=run,
            work=lambda: _calibrate(base, area, settings=rate_free, run=run),
        )  # fmt: skip

    # The compiled loops let go of Python's lock: themes are worked out side by side.
    with ThreadPoolExecutor(run.threads) as pool:
        found = [pool.submit(calibrate, one) for one in watched.records]
        try:
            told = [each.result() for each in found]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return Memory(nulls={name: _read(null) for each in told for name, null in each.items()})


def _choose_base(one: ThemeRecords) -> ThemeRecords:
    """The records to the end of the half year before, while the newest are like them. Where they
    no longer are (after a gap, say), those to the last period before one unlike them, and so on
    from there: a calibration holds for as many new periods as it can."""
    periods = read_periods(one.counts.columns)
    half = day_number(_half_year_before(one.counts.columns[-1]))
    at = sum(day_number(periods.last_day(each)) <= half for each in range(len(periods))) - 1
    looked_at = _sum_looks(one.counts)
    newest = len(looked_at) - 1
    if at < 0 or not _is_like(looked_at[newest], looked_at[at]):
        for each in range(max(at, 0) + 1, newest + 1):
            if at < 0 or not _is_like(looked_at[each], looked_at[at]):
                at = each - 1
    # What ends in a period that was not sent tells nothing of how high chance climbs.
    sent = np.flatnonzero(~np.isnan(one.counts.values[:, : max(at, 0) + 1]).any(axis=0))
    at = int(sent[-1]) if sent.size else 0
    base = cut_counts(one, last=day_number(periods.last_day(at)))
    # Shares of unplaced and late records are told beside findings; no simulation reads them. How
    # late records come changes with every load, and what is some weeks old is complete.
    rests = replace(base.basis, unplaced_share=0.0, late_share=0.0, missing=())
    return replace(base, basis=rests, visit_labels=(), visit_units={}, delays=None, received=None)


def _is_like(now: float, then: float) -> bool:
    return abs(now - then) <= ALIKE_WITHIN * then


def _sum_looks(counts: Matrix) -> np.ndarray:
    """Cases that a scan at each period would look back on; periods with a gap count nothing."""
    kept = SCANNED_PERIODS[read_periods(counts.columns).unit]
    summed = np.cumsum(np.nan_to_num(counts.values.sum(axis=0)))
    return summed - np.concatenate([np.zeros(min(kept, summed.size)), summed[:-kept]])


def cut_counts(one: ThemeRecords, *, last: int) -> ThemeRecords:
    """The counts up to a day, without points."""
    periods = read_periods(one.counts.columns)
    kept = sum(day_number(periods.last_day(at)) <= last for at in range(len(periods)))
    counts = Matrix(one.counts.values[:, :kept], one.counts.rows, one.counts.columns[:kept])
    return replace(one, counts=counts, events=None, visits=None)


def _half_year_before(label: str) -> str:
    """The last day of the half year before the one that a day or month lies in."""
    year, month = int(label[:4]), int(label[5:7])
    return f"{year}-06-30" if month > 6 else f"{year - 1}-12-31"


def _calibrate(
    base: ThemeRecords, area: WatchedArea, *, settings: WatchSettings, run: Run
) -> dict[str, dict]:
    if len(base.counts.columns) < 2:
        return {}
    try:
        nulls = find_news([base], area, settings=settings, run=run)[1].nulls
    except (NothingRecorded, TooFewToWatch):
        return {}
    return {name: asdict(null) for name, null in nulls.items()}


def _read(told: dict) -> LookNull:
    return LookNull(**(told | {"scores": np.array(told["scores"], dtype=float)}))
