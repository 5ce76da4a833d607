"""A made-up city with planted truths: for the demonstration, and for testing methods against what
is known."""

from safercity.evidence.simulate.city import CityReport, make_city
from safercity.evidence.simulate.counts import SimulatedCounts, simulate_counts
from safercity.evidence.simulate.layout import City, lay_out_city

__all__ = ["City", "CityReport", "SimulatedCounts", "lay_out_city", "make_city", "simulate_counts"]
