"""For how many looks one false alarm stays up: looks a day apart see almost the same cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from safercity.evidence.runs import Run
from safercity.evidence.watch.alarms import LookNull
from safercity.evidence.watch.cases import Cases
from safercity.evidence.watch.merging import shares_places
from safercity.evidence.watch.scan import ScanPlan, scan_cylinders

PURPOSE = 452
LOOKS = 1000
OFTEN = 0.05  # alarms common enough to count; how long one stays up changes little beyond


def measure_seen_again(plan: ScanPlan, *, null: LookNull, run: Run) -> float:
    """Looks for which a false alarm stays up, on average (1 or more).

    A made-up city runs on for 1,000 looks: as many cases in each period as one of the periods
    watched (drawn at random) had, each in a place with the chance of that place's share. An alarm
    that shares half of its places with one of the last `longest` looks is the same alarm.
    """
    height = float(np.quantile(null.scores, 1 - OFTEN))
    up = fresh = 0
    known: list[tuple[int, tuple[int, ...]]] = []
    for look, city in enumerate(_run_on(plan.cases, every=plan.settings.every, run=run)):
        if look % 100 == 0:
            run.step("looks of a quiet city", look, LOOKS)
        known = [
            one for one in known if (look - one[0]) * plan.settings.every <= plan.settings.longest
        ]
        for cylinder in scan_cylinders(replace(plan, cases=city), above=height):
            up += 1
            fresh += not any(shares_places(cylinder.places, places) for _, places in known)
            known.append((look, cylinder.places))
    return max(1.0, up / fresh) if fresh else 1.0


def _run_on(cases: Cases, *, every: int, run: Run) -> Iterator[Cases]:
    draws = run.generator(PURPOSE)
    length, share = len(cases.periods), cases.totals / max(cases.totals.sum(), 1.0)
    numbers = draws.choice(cases.by_age, size=length + (LOOKS - 1) * every).astype(np.int64)
    days = np.repeat(np.arange(numbers.size), numbers)
    places = draws.choice(share.size, size=days.size, p=share)
    ends = np.searchsorted(days, np.arange(numbers.size + 1))
    for look in range(LOOKS):
        first, last = look * every, look * every + length - 1
        kept = slice(ends[first], ends[last + 1])
        yield Cases(
            places=places[kept],
            ages=last - days[kept],
            totals=np.bincount(places[kept], minlength=share.size).astype(float),
            by_age=numbers[first : last + 1][::-1].astype(float),
            labels=cases.labels,
            periods=cases.periods,
        )
