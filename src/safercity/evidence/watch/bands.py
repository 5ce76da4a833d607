"""Bands of distance and of time: half-open, and printed as what they are."""

from __future__ import annotations

import math
from dataclasses import dataclass

from safercity.evidence.findings.statements import write_figure
from safercity.evidence.watch.errors import WatchSettingWrong


@dataclass(frozen=True)
class Bands:
    """Half-open bands between rising `edges`: each holds its low edge and not its high one."""

    edges: tuple[float, ...]
    unit: str

    def __post_init__(self) -> None:
        rising = all(a < b for a, b in zip(self.edges, self.edges[1:], strict=False))
        if len(self.edges) < 2 or not rising or not self.edges[0] >= 0:
            raise WatchSettingWrong(
                f"Bands of {self.unit} need two or more rising edges from 0; "
                f"these are {self.edges}."
            )
        if math.isinf(self.edges[-2]):
            raise WatchSettingWrong(f"Only the last edge of {self.unit} may be endless.")

    def __len__(self) -> int:
        return len(self.edges) - 1

    @property
    def is_open(self) -> bool:
        return math.isinf(self.edges[-1])

    @property
    def finite(self) -> int:
        """How many bands have an end."""
        return len(self) - self.is_open

    @property
    def limits(self) -> tuple[float, ...]:
        """The finite edges, with 0 in front where the first is higher."""
        kept = self.edges[:-1] if self.is_open else self.edges
        return kept if kept[0] == 0 else (0.0, *kept)

    def write(self, band: int) -> str:
        """ "[1, 2) days", "[601, ∞) metres": with the brackets, so that no edge is in doubt."""
        low, high = self.edges[band], self.edges[band + 1]
        end = "∞" if math.isinf(high) else write_figure(high)
        return f"[{write_figure(low)}, {end}) {self.unit}"

    def speak(self, band: int) -> str:
        """The same to be read aloud, in whole days and metres."""
        low, high = self.edges[band], self.edges[band + 1]
        if self.unit == "days":
            return _speak_days(low, high)
        if low == 0 and high <= 1:
            return "the same place"
        if math.isinf(high):
            return f"{write_figure(low)} metres or more"
        return f"under {write_figure(high)} metres" + (
            "" if low < 1 else f" but no nearer than {write_figure(low)}"
        )


def _speak_days(low: float, high: float) -> str:
    first = math.ceil(low)
    if math.isinf(high):
        return f"{first} days later or more"
    last = math.ceil(high) - 1
    if first == last:
        return "the same day" if first == 0 else f"{first} day{'s' * (first > 1)} later"
    return f"within {last} days" if first == 0 else f"{first} to {last} days later"
