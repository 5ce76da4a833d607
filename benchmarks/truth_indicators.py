"""Do charts stay quiet when nothing happens, see what does, and frozen areas claim nothing?

    python benchmarks/truth_indicators.py [--series 2000] [--nulls 2000] [--json FILE]

False alarms of the newest point and of a whole chart on null series; the share of planted shifts
seen; frozen areas with regression to the mean planted (gate: exact binomial 99.9% band of 2.5%).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from scipy.stats import binom

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.evidence.indicators.planting import NULLS, compare_planted, read_null, read_shifted

SHIFTS = (1.2, 1.5, 2.0)


def band_of(share: float, number: int) -> tuple[float, float]:
    """The exact 99.9% band of a share over so many simulations."""
    low, high = binom.interval(0.999, number, share)
    return float(low / number), float(high / number)


def measure_nulls(number: int) -> list[dict]:
    rows = []
    for name in NULLS:
        newest, anywhere, worst = 0, 0.0, 0
        for seed in range(number):
            reading = read_null(name, seed)
            special = reading.signals.is_special
            newest += bool(special[-1])
            anywhere += special.mean()
            worst += bool(special.any())
        rows.append(
            {
                "what": f"false alarms, {name}",
                "newest": round(newest / number, 4),
                "points": round(float(anywhere / number), 4),
                "charts": round(worst / number, 4),
                "simulations": number,
            }
        )
    return rows


def measure_shifts(number: int) -> list[dict]:
    return [
        {
            "what": f"shift by {ratio} in the last nine months, mean 30",
            "seen": round(sum(sees(ratio, seed) for seed in range(number)) / number, 4),
            "simulations": number,
        }
        for ratio in SHIFTS
    ]


def sees(ratio: float, seed: int) -> bool:
    return bool(read_shifted(ratio, seed).signals.is_special[-1])


def measure_frozen(number: int) -> list[dict]:
    rows = []
    for name, effect in (("nothing done", 1.0), ("a quarter less", 0.75)):
        found = [compare_planted(seed, effect=effect) for seed in range(number)]
        better = float(np.mean([one.verdict == "better" for one in found]))
        cover = float(np.mean([one.low <= effect <= one.high for one in found]))
        low, high = band_of(0.025, number)
        rows.append(
            {
                "what": f"frozen areas, {name}",
                "better": round(better, 4),
                "coverage": round(cover, 4),
                "mean_ratio": round(float(np.mean([one.ratio for one in found])), 4),
                "band": [round(low, 4), round(high, 4)] if effect == 1.0 else None,
                "met": bool(better <= high) if effect == 1.0 else None,
                "simulations": number,
            }
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--series", type=int, default=2000)
    parser.add_argument("--nulls", type=int, default=2000)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    rows = measure_nulls(chosen.series) + measure_shifts(chosen.series)
    rows += measure_frozen(chosen.nulls)
    for row in rows:
        print(row, flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
