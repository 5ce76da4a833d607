"""Real areas in which we know of nothing done: police.uk files of Staffordshire, month by month."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import numpy as np

from safercity.evidence.effects import Effect, EffectRequest, Intervention, measure_effect
from safercity.evidence.matrix import Matrix
from safercity.evidence.types import month_labels, month_number

FOLDER = Path(__file__).parents[4] / "shared/data/police"
START = "2024-01"
FEWEST = 60
LEFT_OUT = "Anti-social behaviour"  # its recording changed between the two runs of months


def read_areas() -> Matrix:
    """Small areas x months, crimes; months without a file are missing. Only areas whose code stands
    in both the older and the newer files, with at least `FEWEST` crimes."""
    counted: Counter[tuple[str, str]] = Counter()
    for path in sorted(FOLDER.glob("*/*-street.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if row["LSOA code"] and row["Crime type"] != LEFT_OUT:
                    counted[row["LSOA code"], row["Month"]] += 1
    sent = sorted({month for _, month in counted})
    months = month_labels(month_number(sent[0]), month_number(sent[-1]))
    early, late = ({area for area, month in counted if (month >= START) is side}
                   for side in (False, True))  # fmt: skip
    totals: Counter[str] = Counter()
    for (area, _), number in counted.items():
        totals[area] += number
    areas = tuple(sorted(one for one in early & late if totals[one] >= FEWEST))
    values = [[counted[area, month] if month in sent else np.nan for month in months]
              for area in areas]  # fmt: skip
    return Matrix(np.array(values, dtype=float), areas, months)


def measure_nothing(counts: Matrix, area: str) -> Effect:
    """The effect of nothing, from START on, in one area."""
    return measure_effect(counts, EffectRequest(Intervention(area, START), (area,)))
