"""Do seasonal indices hold what was planted, and is a flat year left alone?

    python benchmarks/truth_seasons.py [--series 2000]

The truths are fixed in tests/evidence/seasons/drawing.py, before any method ran. Gates are exact
99.9% bands around what is promised; curves over the size of a rise have no gate. One month of each
series is looked at, in turn, so that the trials are independent.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
from scipy.stats import binom

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from record import Truth, record_truths

from safercity.evidence.findings import Basis
from safercity.evidence.matrix import Matrix
from safercity.evidence.seasons import estimate_indices, find_season, measure_calendar_effects
from safercity.evidence.seasons.dates import days_between, days_by_effect
from safercity.evidence.taxonomy.calendar import load_calendar
from tests.evidence.seasons.drawing import FLAT, SUMMER, alone, band, draw_matrix

BASIS = Basis(sources=("made up",))
GROUP = 40  # rows that share a season: the wards of a city, say


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--series", type=int, default=2000)
    record_truths("seasons", list(judge_all(parser.parse_args().series)))


def judge_all(series: int) -> Iterator[Truth]:
    for spread, said in ((0.0, "chance alone"), (0.03, "more than chance")):
        counts = draw_matrix(np.random.default_rng(11), rows=series, spread=spread)
        told = estimate_indices(counts, basis=BASIS, groups=alone(counts))
        what = f"90% intervals of indices hold the planted season, {said}, 30 a month"
        yield count_held(what, told, season=np.broadcast_to(SUMMER, (series, 12)))
    for mean in (3.0, 1.0):
        yield judge_pooled(series, mean=mean, likeness=30.0, gated=mean >= 3)
    yield judge_pooled(series, mean=3.0, likeness=1e6, gated=False)
    for mean, spread in ((30.0, 0.0), (3.0, 0.0), (30.0, 0.03)):
        yield judge_flat(series, mean=mean, spread=spread)
    for rise in (1.05, 1.1, 1.15, 1.25, 1.5):
        yield judge_peak(series // 10, rise=rise)
    yield from judge_days(series)


def count_held(what: str, told, *, season: np.ndarray, gated: bool = True) -> Truth:
    at = (np.arange(len(season)), np.arange(len(season)) % 12)
    inside = (told.low[at] <= season[at]) & (season[at] <= told.high[at])
    limits = band(len(season), 0.90) if gated else None
    return Truth(what, int(inside.sum()), len(season), limits)


def judge_pooled(series: int, *, mean: float, likeness: float, gated: bool) -> Truth:
    """Rows whose seasons scatter about their group's as if it stood for `likeness` records."""
    draws = np.random.default_rng(12)
    season = SUMMER * draws.gamma(likeness, 1 / likeness, (series, 12))
    season = season / season.mean(axis=1, keepdims=True)
    counts = draw_matrix(draws, rows=series, mean=mean, season=season)
    groups = {row: f"group {at // GROUP}" for at, row in enumerate(counts.rows)}
    told = estimate_indices(counts, basis=BASIS, groups=groups)
    alike = "all alike" if likeness >= 1e6 else f"alike as {likeness:.0f} records"
    what = f"90% intervals of pooled indices, {mean:g} a month, groups of {GROUP} {alike}"
    return count_held(what, told, season=season, gated=gated)


def judge_flat(series: int, *, mean: float, spread: float) -> Truth:
    """Flat years in which any month is called high or low: at most the rate that is set."""
    counts = draw_matrix(
        np.random.default_rng(13), rows=series, mean=mean, season=FLAT, spread=spread
    )
    called = 0
    for row, label in enumerate(counts.rows):
        one = Matrix(counts.values[row : row + 1], (label,), counts.columns)
        called += find_season(one, basis=BASIS).verdict == "season"
    uneven = "more than chance" if spread else "chance alone"
    what = f"flat years called a season, {mean:g} a month, {uneven}"
    return Truth(what, called, series, (0, int(binom.ppf(0.9995, series, 0.05))))


def judge_peak(series: int, *, rise: float) -> Truth:
    """How often July and August, higher by `rise`, are called and nothing else is called high."""
    season = np.ones(12)
    season[6:8] = rise
    season = season / season.mean()
    counts = draw_matrix(np.random.default_rng(14), rows=series, mean=100.0, season=season)
    found = 0
    for row, label in enumerate(counts.rows):
        one = Matrix(counts.values[row : row + 1], (label,), counts.columns)
        peaks = find_season(one, basis=BASIS).peaks
        found += [peak.months for peak in peaks] == [(6, 7)]
    return Truth(f"July and August {rise:g} times the rest, told as the peak", found, series)


def judge_days(series: int) -> Iterator[Truth]:
    """Planted effects of days held by their 95% intervals; none called where none are."""
    calendar, days = load_calendar(), days_between("2016-01-01", "2019-12-31")
    by_effect = days_by_effect(calendar, first=days[0], last=days[-1])
    at = np.array([date.fromisoformat(day).toordinal() for day in days])
    usual = 12 * (1 + 0.3 * ((at + 6) % 7 >= 5)) * (1 + 0.2 * np.cos(2 * np.pi * at / 365.25))
    planted = {"pay-day": 1.3, "bonfire-night": 2.0, "christmas": 0.6, "bank-holidays": 1.2}
    expected = usual.copy()
    for effect, ratio in planted.items():
        expected = expected * np.where([day in by_effect[effect] for day in days], ratio, 1.0)
    draws = np.random.default_rng(15)
    rows = tuple(f"p{row}" for row in range(series))
    basis = Basis(sources=("made up",), time="day")
    counts = Matrix(draws.poisson(expected, (series, len(days))).astype(float), rows, days)
    told = measure_calendar_effects(counts, calendar, basis=basis)
    for effect, ratio in planted.items():
        column = told.effects.index(effect)
        inside = (told.low[:, column] <= ratio) & (ratio <= told.high[:, column])
        what = f"95% intervals of {effect}, planted at {ratio:g} times"
        yield Truth(what, int(inside.sum()), series, band(series, 0.95))
    called = 0
    for row in range(series // 10):
        quiet = Matrix(draws.poisson(usual, (1, len(days))).astype(float), (f"q{row}",), days)
        plain = measure_calendar_effects(quiet, calendar, basis=basis)
        called += bool(np.nanmin(plain.chance) <= plain.settings.false_discovery)
    of = series // 10
    yield Truth("years without effects in which any is called", called, of,
                (0, int(binom.ppf(0.9995, of, 0.05))))  # fmt: skip


if __name__ == "__main__":
    main()
