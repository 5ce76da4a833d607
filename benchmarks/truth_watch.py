"""Are quiet cities left alone as often as set, and planted clusters found?

    python benchmarks/truth_watch.py [--looks 2000] [--clusters 400]

Gates are exact 99.9% bands (docs/explanation/watch.md); the cities are those of
tests/evidence/watch/cities.py, fixed before the method.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.stats import binom, poisson

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from record import Truth, record_truths

from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.watch import (
    AlarmSettings,
    ClusterQuestion,
    KnoxSettings,
    RiseQuestion,
    ScanSettings,
    WatchSettings,
    find_clusters,
    find_near_repeats,
    find_news,
    find_rises,
)
from safercity.evidence.watch.merging import shares_places
from tests.evidence.watch.cities import BASIS, START, make_city, plant_cluster

RATES = (1.0, 12.0)
CASES = (5, 6, 7, 8, 9, 10, 12, 15)
BEFORE = 500  # days of a city's past before the first look


def poisson_band(expected: float) -> tuple[float, float]:
    low, high = poisson.interval(0.999, expected)
    return float(low), float(high)


def binomial_least(of: int, share: float) -> float:
    """The least share found that 99.9% of right methods would reach."""
    return float(binom.ppf(0.0005, of, share)) / of


def count_daily(looks: int, *, rate: float, seed: int) -> dict[str, int]:
    """New alarms over consecutive daily looks of a quiet city by all methods, told once each."""
    city = make_city(seed, days=BEFORE + looks + 1)
    settings = WatchSettings(alarms_per_year=rate)
    memory, delays = None, None
    alarms: dict[str, int] = {"all": 0, "cluster": 0, "rise": 0, "repeat": 0, "several": 0}
    for number in range(looks):
        look = START + BEFORE + number
        if number % 28 == 0:
            delays = city.delays(look)
        records = replace(city.records(look, days=look - START + 1, delays=delays), events=None)
        news, memory = find_news([records], city.area, settings=settings, run=Run(), memory=memory)
        for one in news.new:
            alarms["all"] += 1
            alarms[one.methods[0] if len(one.methods) == 1 else "several"] += 1
    return alarms


def count_monthly(looks: int, *, rate: float) -> dict[str, int]:
    """Alarms over looks at cities that know months alone, each look another 40 months."""
    draws, alarms = np.random.default_rng(91), {"cluster": 0, "rise": 0}
    area = make_city(1, days=1).area
    share = draws.gamma(1.5, 1.0, len(area.labels))
    level = 400 * share / share.sum()
    months = tuple(f"{2021 + month // 12}-{month % 12 + 1:02d}" for month in range(40))
    season = 1 + 0.2 * np.sin(2 * np.pi * np.arange(40) / 12)
    nulls, null = {}, None
    budget = AlarmSettings(rate, 2)
    for _ in range(looks):
        values = draws.poisson(level[:, None] * season).astype(float)
        recent = Matrix(values[:, -24:], area.labels, months[-24:])
        scan = ScanSettings(longest=3)
        asked = ClusterQuestion(area.centroids, scan=scan, alarms=budget, nulls=nulls)
        found = find_clusters(recent, asked, run=Run())
        nulls = found.nulls
        wards = Matrix(values, area.labels, months).group_rows(area.wards)
        rises = find_rises(wards, RiseQuestion(alarms=budget, null=null), run=Run())
        null = rises.null
        alarms["cluster"] += len(found.alarms)
        alarms["rise"] += len(rises.alarms)
    return alarms


def count_found(cases: int, *, clusters: int, rate: float, **how) -> int:
    """Planted clusters that raise an alarm sharing half of their places, at the first look."""
    found, nulls = 0, {}
    for seed in range(clusters):
        planted = plant_cluster(seed, cases=cases, **how)
        asked = ClusterQuestion(
            planted.centroids, basis=BASIS, alarms=AlarmSettings(rate, 3), nulls=nulls
        )
        told = find_clusters(planted.counts, asked, run=Run())
        nulls = told.nulls
        found += any(shares_places(one.places, planted.places) for one in told.alarms)
    return found


def count_raised(cities: int) -> int:
    """Quiet cities with any near-repeat band raised, of 5% allowed."""
    settings, raised = KnoxSettings(), 0
    for seed in range(cities):
        city = make_city(3000 + seed, days=300, per_day=3)
        events = city.records(START + 299, days=300).events
        raised += bool(find_near_repeats(events, settings=settings, run=Run()).is_raised.any())
    return raised


def list_truths(asked) -> Iterator[Truth]:
    for rate in RATES:
        expected = rate * asked.looks / 365.25
        found = count_daily(asked.looks, rate=rate, seed=int(rate))
        told = ", ".join(f"{name} {number}" for name, number in found.items() if name != "all")
        what = f"new alarms in {asked.looks:,} daily looks at {rate:g} a year ({told})"
        yield Truth(what, found["all"], asked.looks, poisson_band(expected))
    for rate in RATES:
        expected = rate * asked.looks / 12
        found = count_monthly(asked.looks, rate=rate)
        told = ", ".join(f"{name} {number}" for name, number in found.items())
        what = f"alarms in {asked.looks:,} monthly looks at {rate:g} a year ({told})"
        yield Truth(what, sum(found.values()), asked.looks, poisson_band(expected))
    for rate in RATES:
        for cases in CASES:
            found = count_found(cases, clusters=asked.clusters, rate=rate)
            least = binomial_least(asked.clusters, 0.95)
            what = f"planted clusters found, {cases} cases where 3 are expected, at {rate:g} a year"
            band = (least, 1.0) if cases == 15 else None
            yield Truth(what, found / asked.clusters, asked.clusters, band)
    for per_day in (20.0, 60.0):
        how = {"per_day": per_day, "as_scanned": False}
        found = count_found(15, clusters=asked.clusters, rate=12.0, **how)
        what = "planted clusters found, 15 cases where rates that the scan does not know make 3 "
        what += f"due, city of {per_day:g} a day, at 12 a year"
        yield Truth(what, found / asked.clusters, asked.clusters)
    raised = count_raised(asked.cities)
    band = (0.0, float(binom.ppf(0.9995, asked.cities, 0.05)))
    yield Truth("quiet cities with a near-repeat band raised", raised, asked.cities, band)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--looks", type=int, default=2000)
    parser.add_argument("--clusters", type=int, default=400)
    parser.add_argument("--cities", type=int, default=200)
    truths, begun = [], time.perf_counter()
    for truth in list_truths(parser.parse_args()):
        print(f"{time.perf_counter() - begun:6.0f} s  {truth}", flush=True)
        truths.append(truth)
    record_truths("watch", truths)


if __name__ == "__main__":
    main()
