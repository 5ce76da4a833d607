"""Areas to be compared: counts, what they are counts for each of, and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from safercity.evidence.profile.checks import check_labels, read_counts
from safercity.evidence.profile.errors import ComparisonUnusable, CountsUnusable

COARSEST = ("minute", "day", "month", "quarter")
"""Comparisons take whatever time precision: they add whole periods up."""

DENOMINATORS: Mapping[str, str] = {
    "residents": "residents",
    "workday": "people there on a workday",
    "ambient": "people usually there",
    "premises": "premises",
    "area": "square kilometres",
}
"""What records may be counted for each of, and how it is said. Other names are said as they are."""

PEOPLE_THERE = ("workday", "ambient")
"""Denominators of people who are there, where residents are those who sleep there."""

# From so many times as many people there as live there, residents are the wrong denominator.
BUSY_FROM = 1.5


@dataclass(frozen=True)
class AreaCounts:
    """Areas: `labels` (n,), `counts` (n,) or (n, periods) with NaN where one is missing.

    `exposures`: arrays (n,) by denominator (see `DENOMINATORS`). `periods`: a label for each column
    ("2024-Q1", "2024-03", "2024"), which tells how long it is; without them counts are of `years`.
    `centres`: labels of town centres, whose residents are not those who are there.
    """

    labels: tuple[str, ...]
    counts: np.ndarray
    exposures: Mapping[str, np.ndarray]
    periods: tuple[str, ...] = ()
    years: float = 1.0
    centres: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class KnownAreas:
    """The areas that can be compared: `counts` added up over the periods that each sent, `exposure`
    in units and years (for shares in units alone, `is_share`); `unknown`: labels without a count
    or a denominator. `partly`: how many sent only some of the periods.
    """

    labels: tuple[str, ...]
    counts: np.ndarray
    exposure: np.ndarray
    unknown: tuple[str, ...]
    partly: int
    is_share: bool = False

    @property
    def rate(self) -> float:
        """Records of all together for each unit and year (for each unit, of shares)."""
        return float(self.counts.sum() / self.exposure.sum())

    @property
    def of(self) -> np.ndarray | None:
        """What each count is a share of; None for rates."""
        return self.exposure if self.is_share else None

    def find(self, label: str, *, what: str) -> int:
        """Where an area stands. Errors: `ComparisonUnusable`, saying what is known of it."""
        if label in self.labels:
            return self.labels.index(label)
        missing = label in self.unknown
        why = "has no count or no denominator" if missing else "is not among the areas"
        raise ComparisonUnusable(f"{what}: {label} {why} ({len(self.labels)} can be compared).")


def read_areas(
    areas: AreaCounts, *, denominator: str, what: str, fewest: int, is_share: bool = False
) -> KnownAreas:
    """The areas with a count and a denominator; for shares each count is so many of it.

    Errors: `CountsUnusable`; `ComparisonUnusable`, for fewer than `fewest` or no such denominator.
    """
    counts = read_counts(areas.counts, what=what)
    counts = counts[:, None] if counts.ndim == 1 else counts
    check_labels(areas.labels, counts, what=what)
    exposure = read_exposure(areas, denominator=denominator, what=what)
    lengths = _lengths(areas, columns=counts.shape[1], what=what)
    sent = ~np.isnan(counts)
    years = np.ones(len(counts)) if is_share else (sent * lengths).sum(axis=1)
    if is_share:
        _check_shares(counts, exposure, areas=areas, what=f"{what}, {denominator}")
    known = sent.any(axis=1) & (exposure > 0)
    if known.sum() < fewest:
        raise ComparisonUnusable(
            f"{what}: {int(known.sum())} areas have a count and {denominator}; {fewest} are needed."
        )
    labels = np.array(areas.labels, dtype=object)
    return KnownAreas(
        tuple(labels[known].tolist()),
        np.where(sent, counts, 0.0).sum(axis=1)[known],
        (exposure * years)[known],
        tuple(labels[~known].tolist()),
        int((sent.any(axis=1) & ~sent.all(axis=1)).sum()),
        is_share,
    )


def _check_shares(
    counts: np.ndarray, exposure: np.ndarray, *, areas: AreaCounts, what: str
) -> None:
    if counts.shape[1] != 1:
        raise CountsUnusable(
            f"{what}: {counts.shape[1]} columns of counts, but what they are a share of is told "
            "once.",
            advice="Add the periods up, of the counts and of what they are a share of.",
        )
    beyond = np.flatnonzero(counts[:, 0] > exposure)
    if beyond.size:
        at = int(beyond[0])
        raise CountsUnusable(
            f"{what}: {areas.labels[at]} has {counts[at, 0]:g} of {exposure[at]:g}, more than all."
        )


def read_exposure(areas: AreaCounts, *, denominator: str, what: str) -> np.ndarray:
    """One denominator (n,), NaN where nobody knows. Errors: `ComparisonUnusable`,
    `CountsUnusable`."""
    if denominator not in areas.exposures:
        there = ", ".join(areas.exposures) or "none"
        raise ComparisonUnusable(f"{what}: no {denominator} was passed in, only {there}.")
    exposure = read_counts(areas.exposures[denominator], what=f"{what}, {denominator}")
    if exposure.shape != (len(areas.labels),):
        raise CountsUnusable(
            f"{what}: {exposure.size} figures of {denominator} for {len(areas.labels)} areas."
        )
    return exposure


def find_busy(areas: AreaCounts, *, what: str) -> tuple[tuple[str, str, float], ...]:
    """(area, denominator, times) where far more people are than live there, the busiest measure."""
    if "residents" not in areas.exposures:
        return ()
    residents = read_exposure(areas, denominator="residents", what=what)
    busiest: dict[str, tuple[str, float]] = {}
    for name in (one for one in PEOPLE_THERE if one in areas.exposures):
        there = read_exposure(areas, denominator=name, what=what)
        for label, people, living in zip(areas.labels, there, residents, strict=True):
            times = people / living if living > 0 else np.nan
            if times >= BUSY_FROM and times > busiest.get(label, ("", 0.0))[1]:
                busiest[label] = (name, float(times))
    return tuple((label, *told) for label, told in busiest.items())


def _lengths(areas: AreaCounts, *, columns: int, what: str) -> np.ndarray:
    """Years of each column. Errors: `CountsUnusable`."""
    if not areas.periods:
        if columns != 1 or not 0 < areas.years < np.inf:
            raise CountsUnusable(
                f"{what}: {columns} columns of counts of {areas.years:g} years have no periods.",
                advice="Give a label for each column: 2024-Q1, 2024-03 or 2024.",
            )
        return np.array([areas.years])
    if len(set(areas.periods)) != len(areas.periods) or len(areas.periods) != columns:
        raise CountsUnusable(f"{what}: {len(set(areas.periods))} periods for {columns} columns.")
    return np.array([0.25 if "-Q" in one else 1 / 12 if "-" in one else 1 for one in areas.periods])
