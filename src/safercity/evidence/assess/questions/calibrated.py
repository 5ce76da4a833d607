"""How high chance climbs in the watch of each theme: worked out twice a year, and kept."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.questions.watched import Watched
from safercity.evidence.errors import SaferCityError
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
from safercity.evidence.workspace import Workspace, recall, remember

# A change of the simulations asks for a new number, so that nothing kept before is used.
FORMAT = 1
ALIKE_WITHIN = 0.2  # of cases; a scan's calibration holds within a quarter


def calibrate_watch(basis: Basis, watched: Watched, *, settings: WatchSettings, run: Run) -> Memory:
    """Null distributions of every theme from its records to the end of the half year before."""
    # The compiled loops let go of Python's lock: themes are worked out side by side.
    with ThreadPoolExecutor(run.threads) as pool:
        found = [
            pool.submit(_calibrate_kept, basis.store.workspace, one, area=watched.area,
                        settings=settings, run=run)
            for one in watched.records
        ]  # fmt: skip
        try:
            nulls = [each.result() for each in found]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return Memory(nulls={name: null for each in nulls for name, null in each.items()})


def _calibrate_kept(
    workspace: Workspace, one: ThemeRecords, *, area: WatchedArea, settings: WatchSettings, run: Run
) -> Mapping[str, LookNull]:
    """What was kept of a theme, or what is worked out now and kept."""
    base = _choose_base(one)
    if len(base.counts.columns) < 2:
        return {}
    name = _name(base, area, settings=settings, run=run)
    kept = recall(workspace, name)
    found = None if kept is None else _read(kept)
    if found is None:
        found = dict(_calibrate(base, area, settings=settings, run=run))
        remember(workspace, name, data=_write(found))
    return found


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
    return cut_counts(one, last=day_number(periods.last_day(max(at, 0))))


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
) -> Mapping[str, LookNull]:
    try:
        return find_news([base], area, settings=settings, run=run)[1].nulls
    except (NothingRecorded, TooFewToWatch):
        return {}


def _name(base: ThemeRecords, area: WatchedArea, *, settings: WatchSettings, run: Run) -> str:
    """All that a calibration depends on, as one name."""
    told = hashlib.sha256()
    about = {
        "format": FORMAT,
        "theme": base.theme,
        "rows": list(base.counts.rows),
        "columns": [base.counts.columns[0], base.counts.columns[-1]],
        "wards": dict(area.wards),
        "basis": asdict(base.basis),
        "settings": asdict(replace(settings, alarms_per_year=1.0)),
        "seed": run.seed,
    }
    told.update(json.dumps(about, sort_keys=True, default=str).encode())
    for array in (base.counts.values.astype(float), np.asarray(area.centroids, dtype=float)):
        told.update(np.ascontiguousarray(array).tobytes())
    return f"watch-{told.hexdigest()[:40]}.npz"


def _write(nulls: Mapping[str, LookNull]) -> bytes:
    arrays: dict[str, np.ndarray] = {}
    about = {}
    for number, (name, null) in enumerate(nulls.items()):
        arrays[f"scores{number}"] = null.scores
        about[name] = [number, null.location, null.scale, null.seen_again, null.key]
    out = io.BytesIO()
    arrays["about"] = np.array(json.dumps(about))
    np.savez(out, allow_pickle=False, **arrays)
    return out.getvalue()


def _read(data: bytes) -> dict[str, LookNull] | None:
    """None for what cannot be read: it is worked out anew."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            about = json.loads(str(arrays["about"]))
            return {
                name: LookNull(arrays[f"scores{number}"], location, scale, again, key)
                for name, (number, location, scale, again, key) in about.items()
            }
    except (ValueError, KeyError, OSError, SaferCityError):
        return None
