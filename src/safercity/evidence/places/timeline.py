"""The stretches of quarters that the classes of places are defined on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.overlay import PlaceSettings

# Seasons tried: each calendar quarter, and each pair of neighbouring ones.
SEASONS = ((1,), (2,), (3,), (4,), (1, 2), (2, 3), (3, 4), (4, 1))


@dataclass(frozen=True)
class Timeline:
    """The quarters of an overlay ("2024-Q1", oldest first) and the settings that cut them."""

    quarters: tuple[str, ...]
    settings: PlaceSettings

    def last(self, number: int, *, before: int = 0) -> np.ndarray:
        """Marks (Q booleans) of the `number` quarters that end `before` from the last."""
        position = np.arange(len(self.quarters))
        end = len(self.quarters) - before
        return (position >= end - number) & (position < end)

    def window(self) -> np.ndarray:
        """The last q quarters."""
        return self.last(self.settings.of_last)

    def recent(self) -> np.ndarray:
        """The last few quarters, in which an emerging place must have shown itself."""
        return self.last(self.settings.recent_quarters)

    def before_recent(self) -> np.ndarray:
        """The q quarters before the recent ones, in which an emerging place was quiet."""
        return self.last(self.settings.of_last, before=self.settings.recent_quarters)

    def earlier_windows(self) -> list[np.ndarray]:
        """Every stretch of q quarters that ended two or more quarters ago, latest first."""
        spare = len(self.quarters) - self.settings.of_last
        return [self.last(self.settings.of_last, before=back) for back in range(2, spare + 1)]

    def seasons(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """(in season, off season) marks for every season tried, over the last few years."""
        years = self.last(4 * self.settings.season_years)
        number = np.array([int(quarter[-1]) for quarter in self.quarters])
        marks = [np.isin(number, season) for season in SEASONS]
        return [(mark & years, ~mark & years) for mark in marks]
