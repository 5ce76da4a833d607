"""Which definitions of classes over time, and their numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from safercity.evidence.places.hot_spots.settings import HotSpotSettings
from safercity.evidence.statistics import FiguresRefused

DEFINITIONS = ("ours", "esri", "sfhotspot")


@dataclass(frozen=True)
class OurClasses:
    """Numbers of our own definitions (docs/explanation/hot-spots.md): periods known before any
    class is given, hot periods that make a run, how many latest periods are recent, how long ago a
    run may have begun to be emerging, how long a run must have been to be former, and the shares of
    periods that are "most" and "few"."""

    known_at_least: int = 6
    run_at_least: int = 3
    recent: int = 3
    began_within: int = 6
    former_run: int = 6
    most: float = 0.75
    few: float = 0.25


@dataclass(frozen=True)
class EsriClasses:
    """`most`: share of steps that must be hot; `trend_level`: of Mann and Kendall's test."""

    most: float = 0.9
    trend_level: float = 0.05


@dataclass(frozen=True)
class SfhotspotClasses:
    """Shares as sfhotspot documents them: of periods that make a hot spot of any kind, of periods
    that make a persistent one, and of periods that are recent."""

    hotspot: float = 0.1
    persistent: float = 0.8
    recent: float = 0.2


@dataclass(frozen=True)
class OverTimeSettings:
    """`definitions`: "ours", "esri" or "sfhotspot". `spots`: how each period is tested; by itself,
    so the false-discovery rate holds for each period's map."""

    definitions: str = "ours"
    spots: HotSpotSettings = field(default_factory=HotSpotSettings)
    ours: OurClasses = field(default_factory=OurClasses)
    esri: EsriClasses = field(default_factory=EsriClasses)
    sfhotspot: SfhotspotClasses = field(default_factory=SfhotspotClasses)

    def __post_init__(self) -> None:
        if self.definitions not in DEFINITIONS:
            raise FiguresRefused(
                f"definitions is {' or '.join(DEFINITIONS)}, not {self.definitions!r}."
            )
