"""What may be chosen about hot spots, and what is chosen if nobody does."""

from __future__ import annotations

from dataclasses import dataclass

from safercity.evidence.statistics import FiguresRefused


@dataclass(frozen=True)
class HotSpotSettings:
    """`method`: "exact" (conditional permutation; where values are not whole numbers or too many
    it is done by `permutations` seeded drawings, and says so), "permutation" or "analytic" (a
    normal approximation). `side`: "both" for hot and cold spots, "high" for hot ones alone.
    `false_discovery`: the share of what is called that may be chance (Benjamini and Hochberg), or
    None for plain p-values at `level`. `unit`: "cell" or "area", what the rows are.
    """

    method: str = "exact"
    side: str = "both"
    false_discovery: float | None = 0.05
    level: float = 0.05
    permutations: int = 99_999
    unit: str = "cell"

    def __post_init__(self) -> None:
        for name, allowed in CHOICES.items():
            if getattr(self, name) not in allowed:
                raise FiguresRefused(
                    f"{name} is {' or '.join(allowed)}, not {getattr(self, name)!r}."
                )


CHOICES = {
    "method": ("exact", "permutation", "analytic"),
    "side": ("both", "high"),
    "unit": ("cell", "area"),
}
