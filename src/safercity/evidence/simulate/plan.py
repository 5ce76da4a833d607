"""What the made-up agencies record: how much, what, when, and how badly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

FIRST_MONTH = "2022-10"
MONTHS = 48

# Factors for January to December, each with mean 1.
SEASONS = {
    "flat": (1.0,) * 12,
    "summer": (0.78, 0.80, 0.92, 1.02, 1.12, 1.18, 1.28, 1.26, 1.08, 0.96, 0.84, 0.76),
    "winter": (1.16, 1.08, 1.02, 0.94, 0.88, 0.86, 0.86, 0.88, 0.94, 1.06, 1.16, 1.16),
    "bonfire": (0.80, 0.78, 0.94, 1.02, 0.98, 0.94, 1.00, 0.98, 0.94, 1.28, 1.52, 0.82),
    "night_out": (0.90, 0.90, 0.98, 0.98, 1.04, 1.06, 1.10, 1.08, 1.00, 0.96, 0.92, 1.08),
}

# Relative chance of each hour of the day, and the factor of Friday and Saturday nights.
HOURS = {
    "night": ((4, 4, 4, 3, 2, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 6, 7, 8, 8, 6), 1.6),
    "day": ((1, 1, 1, 1, 1, 1, 2, 4, 6, 7, 7, 7, 6, 6, 6, 6, 6, 5, 4, 3, 3, 2, 2, 1), 1.0),
    "evening": ((2, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 4, 6, 7, 8, 8, 8, 8, 7, 5, 3), 1.15),
}


@dataclass(frozen=True)
class Kind:
    """One category of a stream: our name, its share of the stream, and its season and hours."""

    name: str
    share: float
    season: str = "flat"
    hours: str = "evening"


@dataclass(frozen=True)
class Stream:
    """One source of one agency. `source` is the shape's id; `volume` the events in the city
    in all months."""

    source: str
    agency: str
    volume: int
    kinds: tuple[Kind, ...]
    unplaced: float = 0.0
    outside: float = 0.0
    missing: tuple[str, ...] = ()
    by_area: bool = False

    def season(self) -> np.ndarray:
        """Factor per category and month of the city's 48 (kinds x months)."""
        return np.array([[SEASONS[kind.season][m % 12] for m in _numbers()] for kind in self.kinds])

    def share(self) -> np.ndarray:
        shares = np.array([kind.share for kind in self.kinds])
        return shares / shares.sum()


@dataclass(frozen=True)
class RecordingChange:
    """From a month on, one category of one source is recorded `factor` times as often."""

    source: str
    kind: str
    start: str
    factor: float


STREAMS = (
    Stream(
        "force-crimes", "police", 48_000, unplaced=0.03, outside=0.03,
        kinds=(
            Kind("violence", 26, "night_out", "night"), Kind("public_order", 12, "summer", "night"),
            Kind("shoplifting", 14, "flat", "day"), Kind("criminal_damage", 12, "summer", "night"),
            Kind("burglary", 8, "winter", "night"), Kind("vehicle", 12, "winter", "night"),
            Kind("theft", 11, "flat", "day"), Kind("robbery", 3, "winter", "night"),
            Kind("arson", 2, "bonfire", "night"),
        ),
    ),
    Stream(
        "force-incidents", "police", 35_000, unplaced=0.04, outside=0.03,
        kinds=(
            Kind("nuisance", 62, "summer"), Kind("personal", 20, "summer"),
            Kind("environmental", 18, "bonfire"),
        ),
    ),
    Stream(
        "council-asb", "asb_team", 44_000, unplaced=0.06, outside=0.02,
        kinds=(
            Kind("noise", 34, "summer"), Kind("nuisance", 32, "summer"),
            Kind("harassment", 14), Kind("drinking", 12, "night_out", "night"),
            Kind("animals", 8, "summer", "day"),
        ),
    ),
    Stream(
        "council-environment", "environment", 50_000, unplaced=0.05, outside=0.02,
        kinds=(
            Kind("fly_tipping", 58, "summer", "day"), Kind("graffiti", 18, "flat", "day"),
            Kind("needles", 10, "flat", "day"), Kind("litter", 14, "summer", "day"),
        ),
    ),
    Stream(
        "housing-asb", "housing", 38_000, unplaced=0.03, outside=0.02,
        kinds=(
            Kind("noise", 46, "summer"), Kind("harassment", 20), Kind("damage", 16),
            Kind("waste", 18, "flat", "day"),
        ),
    ),
    Stream(
        "fire-incidents", "fire", 39_000, unplaced=0.02, outside=0.05,
        missing=("2025-02", "2025-03"),
        kinds=(
            Kind("secondary", 54, "bonfire", "evening"), Kind("vehicle", 12, "flat", "night"),
            Kind("primary", 8, "bonfire", "night"), Kind("dwelling", 12, "winter"),
            Kind("hoax", 14, "summer", "evening"),
        ),
    ),
    Stream(
        "ambulance-calls", "health", 35_000, unplaced=0.05, outside=0.04,
        kinds=(
            Kind("assault", 34, "night_out", "night"), Kind("alcohol", 30, "night_out", "night"),
            Kind("overdose", 22), Kind("stabbing", 2, "night_out", "night"),
            Kind("self_harm", 12),
        ),
    ),
    Stream(
        "ae-injuries", "health", 5_000, unplaced=0.12,
        kinds=(
            Kind("fist", 60, "night_out", "night"), Kind("object", 24, "night_out", "night"),
            Kind("blade", 10, "night_out", "night"), Kind("other", 6, "night_out", "night"),
        ),
    ),
    Stream(
        "childrens-services-counts", "children", 24_000, by_area=True,
        kinds=(Kind("referral", 60), Kind("exploitation", 12), Kind("missing", 28, "summer")),
    ),
    Stream(
        "adult-social-care-counts", "adults", 22_000, by_area=True,
        kinds=(Kind("concern", 64), Kind("self_neglect", 24, "winter"), Kind("modern_slavery", 12)),
    ),
)  # fmt: skip

RECORDING_CHANGE = RecordingChange("council-asb", "noise", "2025-04", 1.4)

AGENCIES = tuple(dict.fromkeys(stream.agency for stream in STREAMS))
POINT_AGENCIES = tuple(
    agency for agency in AGENCIES if not any(s.by_area for s in STREAMS if s.agency == agency)
)


@cache
def month_labels() -> tuple[str, ...]:
    """The city's 48 months, "2022-10" to "2026-09"."""
    return tuple(f"{number // 12}-{number % 12 + 1:02d}" for number in _numbers())


def _numbers() -> range:
    first = int(FIRST_MONTH[:4]) * 12 + int(FIRST_MONTH[5:]) - 1
    return range(first, first + MONTHS)
