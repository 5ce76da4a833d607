"""Near repeats beside pointpats, and the scan beside plain numpy, in the same run.

    python benchmarks/bench_watch.py [--pairs N] [--events 5000,20000,100000]

Near repeats: 999 shuffles; observed tables must be the same. The scan: 99 replicas; the statistic
must be the same to 1e-9; then what it costs with more places, days, lengths and replicas. R's
scanstatistics and NearRepeat are not called yet: there was no R where this was written.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from peers import find_peers
from record import Line, record
from warm import Warm, take_turns

CITY_METRES, HOT_SPOTS = 14_000, 300
REACH_SECONDS = {5_000: None, 20_000: 30.0, 100_000: 200.0}
MOST_MEGABYTES = 1024
KNOX = {"metres": 200.0, "days": 7, "permutations": 999}
PLAIN = {"places": 400, "days": 60, "longest": 7, "replicas": 99}
COSTS = (
    {"places": 800}, {"places": 1600}, {"days": 365}, {"longest": 30}, {"replicas": 999},
)  # fmt: skip


def scatter_events(path: Path, *, number: int) -> str:
    """A year of events, thick about 300 hot spots of a city, on no grid."""
    draws = np.random.default_rng(20240401)
    spots = draws.uniform(0, CITY_METRES, (HOT_SPOTS, 2))
    share = draws.gamma(0.7, 1, HOT_SPOTS)
    at = draws.choice(HOT_SPOTS, number, p=share / share.sum())
    x, y = (spots[at] + draws.normal(0, 500, (number, 2))).T
    name = path / f"events-{number}.npz"
    np.savez(name, x=x, y=y, days=draws.integers(0, 365, number))
    return str(name)


def scatter_counts(path: Path, *, places: int, days: int) -> str:
    """Uneven places, six cases each in 60 days on average."""
    draws = np.random.default_rng(20240402)
    centroids = np.round(draws.uniform(0, CITY_METRES, (places, 2)), 1)
    rates = draws.gamma(1.5, 1 / 1.5, places) * 0.1
    name = path / f"counts-{places}-{days}.npz"
    values = draws.poisson(rates[:, None] * np.ones(days)).astype(float)
    np.savez(name, values=values, centroids=centroids)
    return str(name)


def compare_knox(path: Path, *, events: list[int], pairs: int) -> Iterator[Line]:
    python = find_peers("pointpats")
    ours = Warm("ours", "rivals/knox_ours.py")
    rival = Warm("pointpats", "rivals/knox_pointpats.py", python=python) if python else None
    warm_up = KNOX | {"path": scatter_events(path, number=500)}
    for number in events:
        asked = KNOX | {"path": scatter_events(path, number=number)}
        beside = rival is not None and number <= 5_000  # beyond, the rival takes hours
        sides = [ours, rival] if beside else [ours]
        timings = take_turns(sides, asked, pairs=pairs, warm_up=warm_up)
        what = f"near repeats, {number:,} events, 999 shuffles"
        others = {"peak_megabytes": timings[0].peak_megabytes,
                  "close_pairs": sum(timings[0].answer["observed"][0])}  # fmt: skip
        if beside:
            same = timings[0].answer["observed"] == timings[1].answer["observed"]
            others |= {"observed_table_identical": same,
                       "rival_peak_megabytes": timings[1].peak_megabytes}  # fmt: skip
            yield Line.faster(what, timings, name="pointpats", reach=5.0, others=others)
        else:
            reach = REACH_SECONDS.get(number)
            yield Line(what, timings[0].seconds, reach=reach, cpu=timings[0].cpu, others=others)
            yield Line(f"{what}, memory", timings[0].peak_megabytes, reach=MOST_MEGABYTES,
                       unit="MB")  # fmt: skip
    for each in filter(None, (ours, rival)):
        each.end()


def compare_scan(path: Path, *, pairs: int) -> Iterator[Line]:
    ours, rival = Warm("ours", "rivals/scan_ours.py"), Warm("numpy", "rivals/scan_numpy.py")
    warm_up = PLAIN | {"path": scatter_counts(path, places=30, days=60)}
    asked = PLAIN | {"path": scatter_counts(path, places=400, days=60)}
    timings = take_turns([ours, rival], asked, pairs=pairs, warm_up=warm_up)
    differ = abs(timings[0].answer - timings[1].answer)
    others = {"statistic_differs_by": differ}
    yield Line.faster(
        "scan, 400 places, 60 days, 99 replicas", timings, name="numpy", reach=6.0, others=others
    )
    yield Line("scan, statistic differs from numpy's by", differ, reach=1e-9, unit="")
    for more in COSTS:
        changed = PLAIN | more
        counts = scatter_counts(path, places=changed["places"], days=changed["days"])
        timing = take_turns([ours], changed | {"path": counts}, pairs=pairs, warm_up=None)[0]
        name, value = next(iter(more.items()))
        base = PLAIN[name]
        what = f"scan, {value:,} {name} instead of {base}"
        yield Line(what, timing.seconds, cpu=timing.cpu,
                   others={"times_the_plain": timing.seconds / timings[0].seconds})  # fmt: skip
    ours.end()
    rival.end()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--events", default="5000,20000,100000")
    asked = parser.parse_args()
    events = [int(one) for one in asked.events.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        lines = list(compare_scan(path, pairs=asked.pairs))
        lines += compare_knox(path, events=events, pairs=asked.pairs)
    record("watch", lines)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
