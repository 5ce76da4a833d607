"""What the method of high-demand places is told; every result repeats it."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class PlaceSettings:
    """Settings of the overlay and of the places found in it. Defaults and reasons:
    docs/explanation/high-demand-places.md."""

    agencies_at_least: int = 3
    agencies_at_least_if_few: int = 2
    few_agencies_below: int = 5
    quarters_at_least: int = 6
    of_last: int = 8
    months_for_quarter: int = 2
    ratio_at_least: float = 1.5
    minimum_count: int = 3
    false_discovery: float = 0.05
    top_share: float = 0.25
    exposure_floor: float = 0.25
    background_rounds: int = 5
    local_prior: float = 20.0
    recent_quarters: int = 4
    recent_at_least: int = 3
    quiet_at_most: int = 1
    season_years: int = 4
    season_seen_at_least: int = 3
    season_share: float = 0.75
    off_season_share: float = 0.25
    joining_rounds: int = 2
    largest_place: int = 24
    weightings: int = 1000
    weighting_evenness: float = 4.0
    rank_draws: int = 1000
    rank_level: float = 0.90
    listed: int = 20

    def agencies_needed(self, counted: int) -> int:
        """How many of `counted` agencies must see a place: 3, or 2 of fewer than five."""
        if counted < self.few_agencies_below:
            return self.agencies_at_least_if_few
        return self.agencies_at_least

    def as_values(self) -> dict[str, float | int]:
        """The settings as plain values, for the edition's manifest."""
        return asdict(self)
