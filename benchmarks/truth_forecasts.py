"""Are forecasts better than taking last year's month, and do months fall where they were promised?

    python benchmarks/truth_forecasts.py [--themes 20]

Every series is scored on months the method never saw. Gates: less error than the seasonal-naive
forecast (the same calendar month in the latest year that has it) on at least 80% of theme x ward
series; 90% intervals inside the exact binomial 99.9% band. Months of one series hang together, so
one month of each is looked at, a different horizon from series to series.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from scipy.stats import binom

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_refresh import find_loaded
from made_up_area import BUILD
from record import Truth, record_truths

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions.series import read_series
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.seasons.forecasting import forecast
from tests.evidence.seasons.forecasting.planting import (
    Planted,
    Scored,
    draw_city,
    draw_theme,
    score,
    score_larger_areas,
    score_on,
)

LEAST_BETTER = 0.80
LEVEL = 0.90
SEED = 2024
TRAINED_TO, SCORED_TO = "2025-03", "2025-09"


def measure_planted(
    name: str, planted: Iterable[Planted], *, scoring: Callable[..., Scored] = score
) -> Iterator[Truth]:
    scored, inside, ours, theirs = 0, 0, [], []
    for one in planted:
        found = scoring(one, first=scored)
        scored += len(found.mase)
        inside += int(found.inside.sum())
        ours.append(found.mase)
        theirs.append(found.naive_mase)
    yield from compare(name, ours=ours, theirs=theirs)
    what = f"{name}: 90% intervals that held, one month of each series"
    yield Truth(what, inside, scored, tuple(map(float, binom.interval(0.999, scored, LEVEL))))


def compare(name: str, *, ours: list[np.ndarray], theirs: list[np.ndarray]) -> Iterator[Truth]:
    """Series without a known error, or never off in the months seen, are not compared."""
    pairs = np.stack([np.concatenate(ours), np.concatenate(theirs)])
    mine, naive = pairs[:, ~np.isnan(pairs).any(axis=0)]
    better = float((mine < naive).mean())
    what = f"{name}: share of series with less error than seasonal-naive"
    yield Truth(what, better, len(mine), (LEAST_BETTER, 1.0))
    yield Truth(f"{name}: MASE", float(mine.mean()), len(mine))
    yield Truth(f"{name}: MASE of seasonal-naive", float(naive.mean()), len(mine))


def measure_real(data: Path) -> Iterator[Truth]:
    basis = gather_basis(find_loaded(data), run=Run())
    name = f"Stoke-on-Trent, themes x wards, to {TRAINED_TO}, scored to {SCORED_TO}"
    ours, theirs, held = [], [], []
    for series in read_series(basis, unit="ward"):
        counts, cut = series.counts, series.counts.columns.index(TRAINED_TO) + 1
        unseen = counts.values[:, cut : counts.columns.index(SCORED_TO) + 1]
        seen = Matrix(counts.values[:, :cut], counts.rows, counts.columns[:cut])
        found = forecast(seen, basis=series.rests)
        scored = score_on(found, unseen)
        ours.append(scored.mase)
        theirs.append(scored.naive_mase)
        months = unseen.shape[1]
        held.append((unseen >= found.low[:, :months]) & (unseen <= found.high[:, :months]))
        print(f"  {series.theme}: better {np.mean(scored.mase < scored.naive_mase):.2f}, "
              f"held {held[-1].mean():.2f}", file=sys.stderr)  # fmt: skip
    yield from compare(name, ours=ours, theirs=theirs)
    inside = np.concatenate(held)
    yield Truth(f"{name}: share of months inside 90% intervals", float(inside.mean()), inside.size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--themes", type=int, default=20)
    parser.add_argument("--data", type=Path, default=BUILD.parents[2] / "shared" / "data")
    asked = parser.parse_args()
    themes = [draw_theme(SEED, theme) for theme in range(asked.themes)]
    larger = "made-up themes, districts and city that add up"
    truths = [
        *measure_planted("made-up themes x wards", themes),
        *measure_planted(larger, themes, scoring=score_larger_areas),
        *measure_planted("made-up city, kinds x wards", draw_city(SEED)),
    ]
    if (asked.data / "police").is_dir():
        truths += measure_real(asked.data)
    else:
        print(f"Skipped: no real files in {asked.data}.", file=sys.stderr)
    record_truths("forecasts", truths)


if __name__ == "__main__":
    main()
