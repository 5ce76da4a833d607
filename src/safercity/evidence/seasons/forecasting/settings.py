"""What is chosen before a forecast; every choice is printed with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from safercity.evidence.seasons.forecasting.errors import ForecastUnusable

SHIFT = 0.375  # sqrt(count + 3/8) varies alike for all sizes (Anscombe 1948)
Reconciling = Literal["wls", "bottom_up", "top_down"]


@dataclass(frozen=True)
class ForecastSettings:
    """`horizon` months ahead; `level` of the intervals.

    `remembered`: shares of a level's weight that are kept from one month to the next; `borrowed`:
    how many expected records the seasons of all rows weigh against a row's own; `common`: shares
    kept by the movement that all rows share. One of each (or no shared movement) is chosen for each
    row by how well it would have forecast; of equals the first, so the calmest comes first.
    `unusual`: months (first, last) that count `unusual_weight` of a month. Forecasts of the past
    begin once `months_before` are known; below `months_at_least` the finding says that there are
    too few. `reconcile`: how the areas of a tree are made to add up.
    """

    horizon: int = 12
    level: float = 0.90
    remembered: tuple[float, ...] = (0.985, 0.96, 0.92, 0.85, 0.7)
    borrowed: tuple[float, ...] = (1e6, 320.0, 80.0, 20.0)
    common: tuple[float, ...] = (0.9, 0.7)
    unusual: tuple[str, str] = ("2020-03", "2021-07")
    unusual_weight: float = 0.25
    months_before: int = 12
    months_at_least: int = 24
    reconcile: Reconciling = "wls"


def check_settings(settings: ForecastSettings) -> None:
    """Errors: `ForecastUnusable`, naming the setting and its value."""
    wrong = {
        "horizon": settings.horizon < 1 or settings.horizon != int(settings.horizon),
        "level": not 0 < settings.level < 1,
        "remembered": not settings.remembered or not all(0 < d <= 1 for d in settings.remembered),
        "borrowed": not settings.borrowed or not all(k > 0 for k in settings.borrowed),
        "common": not all(0 < d <= 1 for d in settings.common),
        "unusual_weight": not 0 < settings.unusual_weight <= 1,
        "months_before": settings.months_before < 1,
        "reconcile": settings.reconcile not in ("wls", "bottom_up", "top_down"),
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            raise ForecastUnusable(
                f"The setting {name} is {getattr(settings, name)!r}.",
                advice="A horizon is 1 month or more; levels, shares and weights lie between 0 "
                "and 1.",
            )
