"""Each area in the funnel: its rate, what it would have at the average, and where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from safercity.evidence.profile.compare.areas import KnownAreas
from safercity.evidence.profile.compare.funnel.limits import (
    Widening,
    chance_of_count,
    limit_counts,
    variance_share,
)
from safercity.evidence.statistics import (
    adjust_for_false_discovery,
    poisson_interval,
    round_significant,
    wilson_interval,
)

Verdict = Literal["far_above", "above", "usual", "below", "far_below"]
VERDICTS: Mapping[Verdict, str] = {
    "far_above": "above the outer limit",
    "above": "above the inner limit",
    "usual": "within the limits",
    "below": "below the inner limit",
    "far_below": "below the outer limit",
}
"""Where an area lies, as people read it."""


@dataclass(frozen=True)
class FunnelRow:
    """One area. Rates are for each unit and year. `expected` records at the average rate; `z` how
    far its count lies from that in (widened) standard deviations; `q` its false-discovery value.
    `verdict`: "far_above" and "far_below" the outer, "above" and "below" the inner limits.
    """

    label: str
    verdict: Verdict
    count: int
    expected: float
    rate: float
    low: float
    high: float
    z: float
    q: float
    inner_low: float
    inner_high: float
    outer_low: float
    outer_high: float


def place_areas(
    areas: KnownAreas, *, widening: Widening, levels: tuple[float, float], interval: float
) -> tuple[FunnelRow, ...]:
    """Each area among the limits of `levels` (inner, outer). Its rate has Garwood's interval, its
    share Wilson's.

    Judged by the exact two-sided chance of its count, which no more than 1 - level is below.
    """
    counts, exposure, of = areas.counts, areas.exposure, areas.of
    expected = exposure * areas.rate
    wide = widening.at(expected, of=of)
    ends = [
        end for level in levels for end in limit_counts(expected, level=level, widening=wide, of=of)
    ]
    p = chance_of_count(counts, expected, widening=wide, of=of)
    z = (counts - expected) / np.sqrt(expected * variance_share(expected, of)) / wide
    columns = [
        expected, *_rates(areas, interval=interval), z, adjust_for_false_discovery(p),
        *(end / exposure for end in ends),
    ]  # fmt: skip
    told = round_significant(np.array(columns)).T.tolist()
    return tuple(
        FunnelRow(label, _judge(float(p[i]), levels, above=z[i] > 0), int(counts[i]), *told[i])
        for i, label in enumerate(areas.labels)
    )


def _rates(areas: KnownAreas, *, interval: float) -> list[np.ndarray]:
    """Each area's own rate or share, low and high."""
    counts, exposure = areas.counts, areas.exposure
    if areas.is_share:
        return [counts / exposure, *wilson_interval(counts, exposure, level=interval)]
    return [one / exposure for one in (counts, *poisson_interval(counts, interval))]


def _judge(p: float, levels: tuple[float, float], *, above: bool) -> Verdict:
    inner, outer = levels
    if p <= 1 - outer:
        return "far_above" if above else "far_below"
    if p <= 1 - inner:
        return "above" if above else "below"
    return "usual"
