"""Do we find what was planted, and nothing else? Recall, precision, null cities, coverage.

    python benchmarks/truth_places.py [--cities 30] [--null 200] [--per-ratio 10]

Prints one table a question. The gates are those of docs/explanation/high-demand-places.md;
the rules of judging are in tests/evidence/places/judging.py, fixed before the method.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from record import Truth, record_truths

from safercity.evidence.statistics import find_rank_intervals, fit_gamma_prior, wilson_interval
from tests.evidence.places.arrays import Recipe, make_city
from tests.evidence.places.judging import add, find_in, judge, mistaken_for_several

RATIOS = (1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
KINDS = ("persistent", "single", "emerging", "former", "seasonal")
CITIES = {
    "residents known by cell": Recipe(),
    "residents known by small area": Recipe(within_small_areas=0.3),
}
PROMISED, MOST_NULL = "residents known by cell", 0.05
FEW_DRAWS = {"rank_draws": 20, "weightings": 20}  # classes do not depend on them
NOTHING = {"persistent": 0, "single": 0, "emerging": 0, "former": 0, "seasonal": 0}


def run_planted(recipe: Recipe, *, seeds: range) -> dict:
    judged, mistaken, seconds = {kind: [] for kind in KINDS}, 0, []
    for seed in seeds:
        city = make_city(seed, recipe)
        begun = time.process_time()
        found = find_in(city)
        seconds.append(time.process_time() - begun)
        for kind in KINDS:
            judged[kind].append(judge(city, found, kind=kind))
        mistaken += mistaken_for_several(city, found)
    table = {kind: summarise(add(each)) for kind, each in judged.items()}
    return {
        "cities": len(seeds),
        "by_kind": table,
        "single_called_several": mistaken,
        "cpu_seconds_median": round(float(np.median(seconds)), 2),
    }


def summarise(one) -> dict:
    low, high = wilson_interval(one.found, max(1, one.planted))
    return {
        **asdict(one),
        "recall": round(one.found / max(1, one.planted), 3),
        "recall_interval": [round(float(low), 3), round(float(high), 3)],
        "precision": round(one.right / max(1, one.listed), 3),
        "cell_recall": round(one.cells_found / max(1, one.cells_planted), 3),
    }


def run_null(recipe: Recipe, *, seeds: range) -> dict:
    several = of_any_class = 0
    for seed in seeds:
        classes = {place.class_ for place in find_in(make_city(seed, recipe), **FEW_DRAWS).places}
        several += "persistent" in classes
        of_any_class += bool(classes & {"persistent", "emerging", "seasonal", "former"})
    low, high = wilson_interval(several, len(seeds))
    return {
        "cities": len(seeds),
        "with_persistent": several,
        "share": several / len(seeds),
        "interval": [round(float(low), 4), round(float(high), 4)],
        "with_any_several": of_any_class,
    }


def run_coverage(*, runs: int, mean: float, level: float = 0.90) -> dict:
    inside = total = 0
    for seed in range(runs):
        rng = np.random.default_rng([7, seed])
        exposure = rng.gamma(8, 1 / 8, 1750) * mean
        rates = rng.gamma(5, 1 / 5, 1750)
        counts = rng.poisson(rates * exposure)
        prior = fit_gamma_prior(counts, exposure)
        ranks = find_rank_intervals(counts, exposure, prior=prior, draws=rng, shape=(1000, level))
        truth = np.argsort(np.argsort(-rates)) + 1
        top = np.argsort(ranks.median, kind="stable")[:50]
        inside += int(((truth >= ranks.low) & (truth <= ranks.high))[top].sum())
        total += 50
    return {"mean_count": mean, "level": level, "runs": runs, "coverage": round(inside / total, 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cities", type=int, default=30)
    parser.add_argument("--null", type=int, default=200)
    parser.add_argument("--per-ratio", type=int, default=10)
    parser.add_argument("--coverage", type=int, default=20)
    chosen = parser.parse_args()
    results: dict = {"planted": {}, "null": {}, "curve": {}, "coverage": []}
    for name, recipe in CITIES.items():
        results["planted"][name] = run_planted(recipe, seeds=range(1000, 1000 + chosen.cities))
        show_planted(name, results["planted"][name])
        nothing = replace(recipe, **NOTHING)
        results["null"][name] = run_null(nothing, seeds=range(5000, 5000 + chosen.null))
        print(f"  null cities: {results['null'][name]}", flush=True)
    for ratio in RATIOS:
        recipe = Recipe(ratio=ratio)
        curve = run_planted(recipe, seeds=range(2000, 2000 + chosen.per_ratio))
        results["curve"][str(ratio)] = curve["by_kind"]["persistent"]
        row = curve["by_kind"]["persistent"]
        print(
            f"  ratio {ratio}: recall {row['recall']} {row['recall_interval']}, "
            f"precision {row['precision']}, cells {row['cell_recall']}",
            flush=True,
        )
    for mean in (30.0, 100.0):
        results["coverage"].append(run_coverage(runs=chosen.coverage, mean=mean))
        print(f"  rank intervals: {results['coverage'][-1]}", flush=True)
    record_truths("high-demand places", list(list_truths(results)))


def list_truths(results: dict) -> Iterator[Truth]:
    """The rows of the reference: what the issue asked for has a band, the rest is told."""
    for name, planted in results["planted"].items():
        for kind, row in planted["by_kind"].items():
            band = (0.9, 1.0) if kind == "persistent" else None
            what = f"{kind} places, {name}"
            yield Truth(f"recall of {what}", row["recall"], row["planted"], band)
            yield Truth(f"precision of {what}", row["precision"], row["listed"], band)
    for name, null in results["null"].items():
        band = (0, MOST_NULL * null["cities"]) if name == PROMISED else None
        what = f"null cities with a persistent place, {name}"
        yield Truth(what, null["with_persistent"], null["cities"], band)
    for ratio, row in results["curve"].items():
        yield Truth(f"recall at rate ratio {ratio}", row["recall"], row["planted"])
    for one in results["coverage"]:
        what = f"90% rank intervals that hold the truth, mean count {one['mean_count']:g}"
        yield Truth(what, one["coverage"], 50 * one["runs"], (0.87, 0.93))


def show_planted(name: str, result: dict) -> None:
    print(
        f"{name}: {result['cities']} cities, "
        f"{result['cpu_seconds_median']} s each, "
        f"single called several: {result['single_called_several']}"
    )
    for kind, row in result["by_kind"].items():
        print(
            f"  {kind:<10} planted {row['planted']:>4} recall {row['recall']:.3f} "
            f"{row['recall_interval']} listed {row['listed']:>4} "
            f"precision {row['precision']:.3f} cells {row['cell_recall']:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
