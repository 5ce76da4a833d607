"""Where things are: National Grid coordinates, areas, the grid of cells, lookups, place names."""

from safercity.evidence.geography.area_index import AreaIndex
from safercity.evidence.geography.areas import Areas, make_areas, read_areas
from safercity.evidence.geography.choose import Choice, Chosen, choose_geography
from safercity.evidence.geography.crosswalk import Crosswalk
from safercity.evidence.geography.geography import Geography
from safercity.evidence.geography.grid import Grid
from safercity.evidence.geography.lattice import Lattice
from safercity.evidence.geography.load import load_geography
from safercity.evidence.geography.matching import PlaceMatch, match_places
from safercity.evidence.geography.points import PlaceName, Postcodes, ProtectedPremises
from safercity.evidence.geography.projection import (
    to_centimetres,
    to_degrees,
    to_metres,
    turn_to_degrees,
    turn_to_metres,
)
from safercity.evidence.geography.references import read_grid_reference

__all__ = [
    "AreaIndex", "Areas", "Choice", "Chosen", "Crosswalk", "Geography", "Grid", "Lattice",
    "PlaceMatch", "PlaceName", "Postcodes", "ProtectedPremises", "choose_geography",
    "load_geography", "make_areas", "match_places", "read_areas", "read_grid_reference",
    "to_centimetres", "to_degrees", "to_metres", "turn_to_degrees", "turn_to_metres",
]  # fmt: skip
