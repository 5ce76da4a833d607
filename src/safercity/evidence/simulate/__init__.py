"""A made-up city with planted truths: for the demonstration, and for testing methods against what
is known."""

from safercity.evidence.simulate.city import CityReport, make_city
from safercity.evidence.simulate.counts import SimulatedCounts, simulate_counts
from safercity.evidence.simulate.layout import CITY_CODE as CITY_AREA
from safercity.evidence.simulate.layout import City, lay_out_city
from safercity.evidence.simulate.names import CITY as CITY_NAME

__all__ = [
    "CITY_AREA",
    "CITY_NAME",
    "City",
    "CityReport",
    "SimulatedCounts",
    "lay_out_city",
    "make_city",
    "simulate_counts",
]
