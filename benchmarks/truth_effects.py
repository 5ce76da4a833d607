"""Are planted effects recovered, and is falling back never taken for one?

    python benchmarks/truth_effects.py [--cities 2000]

The cities, and how a place is chosen in them, are those of tests/evidence/effects/cities.py. Those
below FIRST were looked at while the methods were made (which of the two main ones decides was
chosen on them), so the figures are of cities from FIRST on. Gates: exact binomial 99.9% bands; with
nothing done "worked" is said in at most 5% (docs/explanation/effects.md).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import binom

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from record import Truth, record_truths

from safercity.evidence.effects import Effect
from tests.evidence.effects.cities import measure_planted
from tests.evidence.effects.real import FOLDER, measure_nothing, read_areas

FIRST = 10_000
MOST_BIAS = 0.03
VERDICTS = ("worked", "disagree", "no_change", "rose")
NULLS: dict[str, dict[str, Any]] = {
    "highest in the last year": {"how": "highest"},
    "furthest above its own mean in the last year": {"how": "risen"},
    "highest in all months before, as we are told": {"how": "ever", "all_before": True},
    "highest in all months before, as we are not told": {"how": "ever", "is_told": False},
}
FALLS: dict[str, dict[str, Any]] = {
    "chosen at random": {"how": "random"},
    "highest in the last year": {"how": "highest"},
    "highest in all months before, as we are told": {"how": "ever", "all_before": True},
}
ALONE = ("difference", "level", "synthetic", "series", "rate_ratio")


def measure_nulls(number: int) -> Iterator[Truth]:
    for name, planted in NULLS.items():
        found = [measure_planted(seed, **planted) for seed in seeds_of(number)]
        worked = sum(one.verdict == "worked" for one in found)
        most = (0, band_of(0.05, number)[1])
        yield Truth(f"nothing done, {name}: said to have worked", worked, number, most)
        yield from _tell_verdicts(f"nothing done, {name}", found, verdicts=VERDICTS[1:])
        yield _count_covers(f"nothing done, {name}", found, truth=1.0)
        plain = sum(one.methods.rate_ratio.high < 1 for one in found if one.methods.rate_ratio)
        what = f"nothing done, {name}: the plain ratio of rates alone says it fell"
        yield Truth(what, plain, number)


def measure_falls(number: int) -> Iterator[Truth]:
    for name, planted in FALLS.items():
        found = [measure_planted(seed, effect=0.75, **planted) for seed in seeds_of(number)]
        bias = float(np.mean([one.ratio for one in found])) - 0.75
        what = f"a quarter less, {name}: bias of the ratio"
        yield Truth(what, bias, number, (-MOST_BIAS, MOST_BIAS))
        yield _count_covers(f"a quarter less, {name}", found, truth=0.75)
        yield from _tell_verdicts(f"a quarter less, {name}", found, verdicts=VERDICTS)
        for method in ALONE if planted["how"] == "random" else ():
            answers = [one for each in found for one in each.answers if one.name == method]
            covers = sum(one.low <= 0.75 <= one.high for one in answers)
            what = f"a quarter less, {name}: 95% intervals of {method} alone that hold the truth"
            yield Truth(what, covers, len(answers))


def measure_real() -> Iterator[Truth]:
    """Every area of Staffordshire as if something had been done there; areas are not independent,
    so there is no band."""
    if not FOLDER.is_dir():
        print(f"the police files are not at {FOLDER}: no real areas")
        return
    counts = read_areas()
    found = [measure_nothing(counts, area) for area in counts.rows]
    name = "real areas, nothing known to be done"
    yield from _tell_verdicts(name, found, verdicts=VERDICTS)
    covers = sum(one.low <= 1.0 <= one.high for one in found)
    yield Truth(f"{name}: 95% intervals that hold no change", covers, len(found))


def _count_covers(name: str, found: list[Effect], *, truth: float) -> Truth:
    covers = sum(one.low <= truth <= one.high for one in found)
    what = f"{name}: 95% intervals that hold the truth"
    return Truth(what, covers, len(found), band_of(0.95, len(found)))


def _tell_verdicts(name: str, found: list[Effect], *, verdicts: tuple[str, ...]) -> Iterator[Truth]:
    for verdict in verdicts:
        told = sum(one.verdict == verdict for one in found)
        yield Truth(f"{name}: verdict {verdict.replace('_', ' ')}", told, len(found))


def seeds_of(number: int) -> range:
    """The cities, none of which the methods were made on."""
    return range(FIRST, FIRST + number)


def band_of(share: float, number: int) -> tuple[float, float]:
    """The exact 99.9% band of a count among so many simulations."""
    low, high = binom.interval(0.999, number, share)
    return float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cities", type=int, default=2000)
    chosen = parser.parse_args()
    truths = [*measure_nulls(chosen.cities), *measure_falls(chosen.cities), *measure_real()]
    record_truths("effects", truths)


if __name__ == "__main__":
    main()
