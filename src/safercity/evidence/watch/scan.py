"""The prospective space-time permutation scan: where is more than its places and days explain?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant
from safercity.evidence.watch.alarms import LookNull, fit_look_null
from safercity.evidence.watch.cases import Cases
from safercity.evidence.watch.zones import ScanSettings, Zones

PURPOSE = 451
ALIKE_WITHIN = 0.25
NOTHING = 1e-9  # what the last bits of equal numbers leave
JUST_BELOW = 1 - 1e-9  # rounded to ten digits, what is lower than this share of a height stays so


@dataclass(frozen=True)
class ScanPlan:
    """What a scan needs: the cases, the zones around their places, and the limits."""

    cases: Cases
    zones: Zones
    settings: ScanSettings


@dataclass(frozen=True)
class Cylinder:
    """A zone and its newest periods. `places`: positions by distance from the first, the centre.
    `length`: periods up to the newest. `statistic`: the log-likelihood ratio."""

    places: tuple[int, ...]
    length: int
    observed: float
    expected: float
    statistic: float
    radius_metres: float


def log_likelihood_ratio(observed: float, expected: float, *, cases: float) -> float:
    """Of `observed` cases where `expected` are, of `cases` in all; 0 unless there are more.

    Source: Kulldorff et al., PLoS Medicine 2(3):e59 (2005). 3 against 0.42 of 100: 3.352053.
    """
    if observed <= expected:
        return 0.0
    inside = observed * np.log(observed / expected)
    rest = cases - observed
    outside = rest * np.log(rest / (cases - expected)) if rest > 0 else 0.0
    return float(round_significant(inside + outside))


def scan_cylinders(plan: ScanPlan, *, above: float = NOTHING) -> tuple[Cylinder, ...]:
    """The best cylinder of every centre with one of `above` or more, highest first, none sharing a
    place.

    Expected cases of a zone in a time are the zone's share of all cases times the time's number of
    cases: what is always so in a place, and what happens everywhere at once, is no cluster.
    Ties go to the smaller zone, then to the earlier row.
    """
    from safercity.evidence.watch import _scan_kernels as kernels

    cases = plan.cases
    if cases.number == 0:
        return ()
    ready = _prepare(plan)
    recent = kernels.tally_recent(cases.places, cases.ages, ready.shape)
    if above > NOTHING:
        most = kernels.scan_most(recent, *ready.arrays, above * JUST_BELOW)
        if round_significant(most) < above:
            return ()
    found = kernels.scan_each(recent, *ready.arrays)
    statistic = round_significant(found[0])
    taken: set[int] = set()
    cylinders = []
    for centre in np.lexsort((np.arange(statistic.size), found[1], -statistic)):
        places = ready.order[centre, : found[1][centre]]
        if statistic[centre] < above:
            break
        if taken.isdisjoint(places.tolist()):
            taken.update(places.tolist())
            cylinders.append(_describe(centre, found, ready=ready, recent=recent))
    return tuple(cylinders)


def simulate_scan_null(plan: ScanPlan, *, run: Run) -> LookNull:
    """The highest statistic when days are shuffled among the cases: what chance alone does.

    Each replica keeps every place's cases and every period's; only which goes with which is drawn.
    """
    from safercity.evidence.watch import _scan_kernels as kernels

    ready, cases, replicas = _prepare(plan), plan.cases, plan.settings.replicas
    draws = run.generator(PURPOSE)
    scores = np.zeros(replicas)
    for replica in range(replicas):
        if replica % 50 == 0:
            run.step("scan replicas", replica, replicas)
        recent = kernels.tally_recent(cases.places, draws.permutation(cases.ages), ready.shape)
        scores[replica] = kernels.scan_most(recent, *ready.arrays, 0.0)
    return fit_look_null(scores, key=name_design(plan))


def name_design(plan: ScanPlan) -> str:
    """Zones and limits, then periods and cases: a null distribution holds while these do."""
    asked, periods = plan.settings, plan.cases.periods
    limits = (asked.longest, asked.largest_share, asked.largest_metres, asked.fewest_cases)
    looks = (asked.replicas, asked.every, periods.unit)
    parts = (plan.zones.key, *limits, *looks, len(periods), plan.cases.number)
    return "/".join(map(str, parts))


def is_same_design(key: str, plan: ScanPlan) -> bool:
    """Whether a null distribution kept from an earlier look still holds: the same zones and
    limits, and numbers of periods and of cases within a quarter."""
    *design, periods, number = key.split("/")
    *now, periods_now, number_now = name_design(plan).split("/")
    return (
        design == now
        and abs(int(periods_now) - int(periods)) <= ALIKE_WITHIN * int(periods)
        and abs(int(number_now) - int(number)) <= ALIKE_WITHIN * int(number)
    )


@dataclass(frozen=True)
class _Ready:
    order: np.ndarray
    metres: np.ndarray
    reach: np.ndarray
    totals: np.ndarray
    shares: np.ndarray
    cases: float
    fewest: float

    @property
    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, float, float]:
        return self.order, self.reach, self.totals, self.shares, self.cases, self.fewest

    @property
    def shape(self) -> tuple[int, int]:
        return self.totals.size, self.shares.size


def _prepare(plan: ScanPlan) -> _Ready:
    cases, zones, settings = plan.cases, plan.zones, plan.settings
    longest = min(settings.longest, len(cases.periods) - 1)
    number = float(cases.number)
    shares = np.cumsum(cases.by_age[:longest]) / max(number, 1.0)
    reach = zones.limit(cases.totals, settings)
    return _Ready(
        zones.order, zones.metres, reach, cases.totals, shares, number, settings.fewest_cases
    )


def _describe(centre, found, *, ready: _Ready, recent: np.ndarray) -> Cylinder:
    size, length = int(found[1][centre]), int(found[2][centre])
    places = ready.order[centre, :size]
    observed = float(recent[places, length].sum())
    expected = float(ready.totals[places].sum() * ready.shares[length])
    return Cylinder(
        places=tuple(int(place) for place in places),
        length=length + 1,
        observed=observed,
        expected=float(round_significant(expected)),
        statistic=float(round_significant(found[0][centre])),
        radius_metres=float(ready.metres[centre, size - 1]),
    )
