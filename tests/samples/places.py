"""The invented town of the samples: Harnbeck, its streets, force and area codes."""

from __future__ import annotations

Sample = tuple[list[str], list[list[object]]]

AREAS = [f"E0109990{n}" for n in range(1, 7)]
WARDS = [f"E0509990{n}" for n in range(1, 5)]
STREETS = [
    "Tanner Lane",
    "Lantern Street",
    "Weavers Yard",
    "Market Row",
    "Quarry Bank",
    "Ferryman's Walk",
]
FORCE = "Harnbeck Constabulary"


def spot(n: int) -> tuple[int, int]:
    """Easting and northing of the nth made-up place, in metres."""
    return 440_000 + 137 * n, 251_000 + 211 * (n % 7)


def degrees(n: int) -> tuple[str, str]:
    """Longitude and latitude of the nth made-up place, as texts."""
    return f"{-1.41 + 0.002 * n:.6f}", f"{52.15 + 0.003 * (n % 6):.6f}"
