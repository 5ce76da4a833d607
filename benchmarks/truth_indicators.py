"""Do charts stay quiet when nothing happens, see what does, and frozen areas claim nothing?

    python benchmarks/truth_indicators.py [--series 2000] [--nulls 2000]

False alarms of the newest point and of a whole chart on null series; the share of planted shifts
seen; frozen areas with regression to the mean planted (gate: exact binomial 99.9% band of 2.5%).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from scipy.stats import binom

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from record import Truth, record_truths

from tests.evidence.indicators.planting import NULLS, compare_planted, read_null, read_shifted

SHIFTS = (1.2, 1.5, 2.0)


def measure_nulls(number: int) -> Iterator[Truth]:
    for name in NULLS:
        signals = [read_null(name, seed).signals.is_special for seed in range(number)]
        newest = sum(bool(special[-1]) for special in signals)
        yield Truth(f"quiet series, {name}: a signal in the newest figure", newest, number)
        anywhere = sum(bool(special.any()) for special in signals)
        yield Truth(f"quiet series, {name}: a signal anywhere", anywhere, number)


def measure_shifts(number: int) -> Iterator[Truth]:
    for ratio in SHIFTS:
        seen = sum(bool(read_shifted(ratio, seed).signals.is_special[-1]) for seed in range(number))
        yield Truth(f"shift by {ratio} in the last nine months seen, mean 30", seen, number)


def measure_frozen(number: int) -> Iterator[Truth]:
    for name, effect in (("nothing done", 1.0), ("a quarter less", 0.75)):
        found = [compare_planted(seed, effect=effect) for seed in range(number)]
        better = sum(one.verdict == "better" for one in found)
        band = (0, band_of(0.025, number)[1]) if effect == 1.0 else None
        yield Truth(f"frozen areas, {name}: called better", better, number, band)
        covers = sum(bool(one.low <= effect <= one.high) for one in found)
        what = f"frozen areas, {name}: 95% intervals that hold the truth"
        yield Truth(what, covers, number, band_of(0.95, number))


def band_of(share: float, number: int) -> tuple[float, float]:
    """The exact 99.9% band of a count among so many simulations."""
    low, high = binom.interval(0.999, number, share)
    return float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--series", type=int, default=2000)
    parser.add_argument("--nulls", type=int, default=2000)
    chosen = parser.parse_args()
    truths = [
        *measure_nulls(chosen.series),
        *measure_shifts(chosen.series),
        *measure_frozen(chosen.nulls),
    ]
    record_truths("indicators", truths)


if __name__ == "__main__":
    main()
