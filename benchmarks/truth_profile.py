"""Are profiles quiet when nothing differs, do their intervals hold what was planted?

    python benchmarks/truth_profile.py [--times 1000]

Changes by type, repeats, nights, funnels, similar areas, assessments, standardised rates, groups,
meeting measures: false calls (gate: at most the exact binomial 99.9% band of what is promised) and
intervals (gate: at least the band), on records drawn by `tests/evidence/profile/planting.py`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from scipy.stats import binom

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from record import Truth, record_truths

from safercity.evidence.findings import Basis
from safercity.evidence.profile import (
    AssessmentSettings,
    FunnelSettings,
    GroupCounts,
    MeetingSettings,
    ThemeFigures,
    compare_areas,
    compare_assessments,
    compare_similar,
    describe_make_up,
    describe_week,
    find_meeting,
    find_repeats,
    profile_groups,
    standardise_rates,
)
from safercity.evidence.runs import Run
from tests.evidence.profile.planting import (
    as_areas,
    as_pair,
    as_types,
    draw_areas,
    draw_times,
    grouped,
    lattice,
)

MONTHLY, PLACED, TIMED = Basis(), Basis(location="property"), Basis(time="minute")
YEAR = (dt.date(2024, 1, 1), dt.date(2024, 12, 29))
MEANS = np.array([4.0, 15, 60, 9, 30, 2])
QUEENS = lattice(7)
Draws = np.random.Generator


def call_type(draws: Draws, *, ratio: float = 1.0, spread: float = 0.0) -> bool:
    """Whether any of six types is called changed; `ratio`: what the third changed by."""
    mean = np.repeat(MEANS[:, None], 24, axis=1)
    mean[2, 12:] *= ratio
    counts = draws.poisson(mean)
    if spread:
        counts = draws.negative_binomial(1 / spread, 1 / (1 + spread * mean))
    found = describe_make_up(as_types(counts), basis=MONTHLY)
    return any(one.q <= 0.05 for one in found.types)


def call_repeats(draws: Draws) -> bool:
    found = find_repeats(np.bincount(draws.integers(0, 900, 700)), basis=PLACED, targets=900)
    return found.repeats > found.chance.high


def hold_nights(draws: Draws, *, nights: float) -> bool:
    found = describe_week(draw_times(draws, 800, nights=nights), basis=TIMED, period=YEAR)
    return bool(found.night.ratio_low <= nights <= found.night.ratio_high)


def count_far(draws: Draws, *, tau: float) -> int:
    chosen = FunnelSettings(overdispersion="additive" if tau else "multiplicative")
    found = compare_areas(draw_areas(draws, tau=tau), basis=MONTHLY, settings=chosen)
    return sum(one.verdict.startswith("far_") for one in found.areas)


def hold_ratio(draws: Draws) -> bool:
    """Own area at 1.2 times the rate of fourteen others."""
    counts = draws.poisson(np.r_[240, np.full(14, 200)])
    found = compare_similar(as_areas(counts, np.full(15, 10_000)), own="area 0", basis=MONTHLY,
                            run=Run())  # fmt: skip
    return found.low <= 1.2 <= found.high


def hold_ranks(draws: Draws) -> int:
    """Of twelve areas, how many true ranks the 90% rank intervals hold."""
    true = draws.gamma(25, 1 / 25, 12)
    areas = as_areas(draws.poisson(true * 100), np.full(12, 10_000))
    found = compare_similar(areas, own="area 0", basis=MONTHLY, run=Run())
    ranks = np.argsort(np.argsort(-true)) + 1
    rows = {one.label: one for one in found.areas}
    told = [rows[f"area {at}"] for at in range(12)]
    return sum(one.rank_low <= rank <= one.rank_high for one, rank in zip(told, ranks, strict=True))


def call_theme(draws: Draws) -> bool:
    sides = [draws.poisson(MEANS * 12) for _ in range(2)]
    themes = tuple(f"theme {at}" for at in range(len(MEANS)))
    now, before = (
        ThemeFigures(themes, counts.astype(float), *period)
        for counts, period in zip(
            sides, (("2023-04", "2024-03"), ("2020-04", "2021-03")), strict=True
        )
    )
    found = compare_assessments(
        now, before, basis=MONTHLY, run=Run(), settings=AssessmentSettings(draws=20)
    )
    return any(one.verdict in ("rose", "fell") for one in found.themes)


def hold_standardised(draws: Draws) -> bool:
    people, rate = np.array([[3000, 500, 80]]), np.array([0.01, 0.03, 0.05])
    standard = np.array([5.0, 3, 2])
    true = (rate * standard).sum() / standard.sum() * 1000
    asked = grouped(draws.poisson(people * rate), people, standard=standard)
    row = standardise_rates(asked, basis=MONTHLY).areas[0]
    return row.low <= true <= row.high


def call_group(draws: Draws) -> bool:
    labels = tuple(f"group {at}" for at in range(8))
    asked = GroupCounts(labels, draws.poisson(40.0, 8) + 5.0, np.full(8, 1000.0))
    found = profile_groups(asked, basis=MONTHLY)
    return "profile.group" in {one.id for one in found.statements}


def call_meeting(draws: Draws, *, planted: float = 0.0) -> bool:
    """Whether any area is called; planted: whether the middle of a planted square is."""
    first, second = draws.normal(size=(2, 7, 7))
    first[2:5, 2:5] += planted
    second[2:5, 2:5] += planted
    found = find_meeting(
        as_pair(first.ravel(), second.ravel(), QUEENS), basis=MONTHLY,
        run=Run(seed=int(draws.integers(1 << 30))), settings=MeetingSettings(permutations=999),
    )  # fmt: skip
    if planted:
        return "area 24" in found.meeting
    return any(one.called for one in found.areas)


def count(ask: Callable[..., int], times: int, **how: float) -> int:
    return sum(int(ask(np.random.default_rng([71, seed]), **how)) for seed in range(times))


def at_most(share: float, number: int) -> tuple[float, float]:
    return 0.0, float(binom.ppf(0.9995, number, share))


def at_least(share: float, number: int) -> tuple[float, float]:
    return float(binom.ppf(0.0005, number, share)), float(number)


def measure_quiet(times: int) -> Iterator[Truth]:
    """False calls where nothing differs."""
    quiet, uneven = at_most(0.05, times), {"spread": 0.05}
    yield Truth("six types, no change: any called", count(call_type, times), times, quiet)
    what = "six types, no change, months that swing: any called"
    yield Truth(what, count(call_type, times, **uneven), times, quiet)
    what = "repeats by chance: called more than chance"
    yield Truth(what, count(call_repeats, times), times, at_most(0.025, times))
    areas = 40 * (times // 5)
    what = "funnel, areas alike: beyond the outer limits"
    yield Truth(what, count(count_far, times // 5, tau=0.0), areas, at_most(0.002, areas))
    what = "funnel, areas that differ by 20%: beyond the outer limits"
    yield Truth(what, count(count_far, times // 5, tau=0.2), areas)
    yield Truth("six themes, no change: any called", count(call_theme, times), times, quiet)
    yield Truth("eight groups alike: any called", count(call_group, times), times, quiet)
    looks = times // 2
    what = "unrelated measures of 49 areas: any called to meet"
    yield Truth(what, count(call_meeting, looks), looks, at_most(0.05, looks))


def measure_intervals(times: int) -> Iterator[Truth]:
    """Intervals that hold what was planted, and planted things that are found."""
    for nights in (1.0, 3.0):
        what = f"nights at {nights:g} times the rest: 95% intervals that hold it"
        yield Truth(what, count(hold_nights, times, nights=nights), times, at_least(0.95, times))
    what = "similar areas, ratio of 1.2: 95% intervals that hold it"
    yield Truth(what, count(hold_ratio, times), times, at_least(0.95, times))
    ranks = 12 * (times // 5)
    what = "similar areas: 90% rank intervals that hold the true rank"
    yield Truth(what, count(hold_ranks, times // 5), ranks)
    what = "standardised rate of 49 records: 95% intervals that hold it"
    yield Truth(what, count(hold_standardised, times), times, at_least(0.94, times))
    for ratio in (1.2, 1.5):
        what = f"one of six types, 60 a month, at {ratio:g} times: any called"
        yield Truth(what, count(call_type, times // 5, ratio=ratio), times // 5)
    for planted in (1.0, 2.0, 3.0):
        what = f"measures that meet in 9 of 49 areas, {planted:g} deviations up: middle found"
        yield Truth(what, count(call_meeting, times // 5, planted=planted), times // 5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=1000)
    times = parser.parse_args().times
    record_truths("profile", [*measure_quiet(times), *measure_intervals(times)])


if __name__ == "__main__":
    main()
