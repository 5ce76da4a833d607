"""Hot spots: where demand is concentrated beyond chance, and how that changes over time."""

from safercity.evidence.places.counts import CountsUnusable
from safercity.evidence.places.hot_spots.errors import NeighboursUnusable
from safercity.evidence.places.hot_spots.exact import exact_tails
from safercity.evidence.places.hot_spots.find import find_hot_spots
from safercity.evidence.places.hot_spots.found import HotSpots
from safercity.evidence.places.hot_spots.gi_star import (
    GiStar,
    Tails,
    calculate_gi_star,
    normal_tails,
)
from safercity.evidence.places.hot_spots.judge import COLD, HOT, NEITHER, UNTESTED, Judged
from safercity.evidence.places.hot_spots.neighbourhoods import (
    Neighbourhoods,
    neighbourhoods_from_lists,
    neighbourhoods_within,
)
from safercity.evidence.places.hot_spots.over_time.find import class_hot_spots
from safercity.evidence.places.hot_spots.over_time.found import HotSpotsOverTime, PlaceClass
from safercity.evidence.places.hot_spots.over_time.settings import (
    EsriClasses,
    OurClasses,
    OverTimeSettings,
    SfhotspotClasses,
)
from safercity.evidence.places.hot_spots.permuted import permuted_tails
from safercity.evidence.places.hot_spots.settings import HotSpotSettings

__all__ = [
    "COLD",
    "HOT",
    "NEITHER",
    "UNTESTED",
    "CountsUnusable",
    "EsriClasses",
    "GiStar",
    "HotSpotSettings",
    "HotSpots",
    "HotSpotsOverTime",
    "Judged",
    "Neighbourhoods",
    "NeighboursUnusable",
    "OurClasses",
    "OverTimeSettings",
    "PlaceClass",
    "SfhotspotClasses",
    "Tails",
    "calculate_gi_star",
    "class_hot_spots",
    "exact_tails",
    "find_hot_spots",
    "neighbourhoods_from_lists",
    "neighbourhoods_within",
    "normal_tails",
    "permuted_tails",
]
