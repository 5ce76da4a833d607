"""What is chosen about a surface: the bandwidth always, by whoever asks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.places.density.errors import SurfaceUnusable
from safercity.evidence.statistics import FiguresRefused

QUARTIC, GAUSSIAN = "quartic", "gaussian"


@dataclass(frozen=True)
class DensitySettings:
    """`bandwidth_metres`: the quartic kernel's reach, the Gaussian's standard deviation; there is
    no default, because it decides what the picture shows. `kernel`: "quartic" or "gaussian"."""

    bandwidth_metres: float
    kernel: str = QUARTIC

    def __post_init__(self) -> None:
        if not 0 < self.bandwidth_metres < np.inf:
            raise SurfaceUnusable(
                f"A bandwidth is a distance above 0 metres, not {self.bandwidth_metres}."
            )
        if self.kernel not in (QUARTIC, GAUSSIAN):
            raise FiguresRefused(f"kernel is {QUARTIC} or {GAUSSIAN}, not {self.kernel!r}.")


@dataclass(frozen=True)
class CompareSettings:
    """`how`: "rate" (top per `per` of bottom) or "change" (top minus bottom, each by the number of
    its periods). `least_share`: where the bottom surface is below this share of its mean there is
    no rate: a handful of residents would make one out of nothing."""

    how: str = "rate"
    per: float = 1000.0
    least_share: float = 0.05
    periods: tuple[int, int] = (1, 1)

    def __post_init__(self) -> None:
        if self.how not in ("rate", "change"):
            raise FiguresRefused(f"how is rate or change, not {self.how!r}.")
        if min(self.periods) < 1:
            raise SurfaceUnusable(f"Each surface is of one period or more, not {self.periods}.")
