"""What makes a question about hot spots impossible to answer."""

from __future__ import annotations

from safercity.evidence.errors import SaferCityError


class NeighboursUnusable(SaferCityError):
    """The neighbourhoods do not belong to the places, or there are too few places for them."""

    exit_code = 32
    advice = "Give a list of neighbours for each place, as positions from 0, or the places' points."
