"""How concentrated records are on places."""

from safercity.evidence.places.concentration.found import (
    Concentration,
    ConcentrationSettings,
    Index,
)
from safercity.evidence.places.concentration.measure import (
    LorenzCurve,
    calculate_gini,
    draw_lorenz,
    generalise_gini,
    measure_concentration,
)

__all__ = [
    "Concentration",
    "ConcentrationSettings",
    "Index",
    "LorenzCurve",
    "calculate_gini",
    "draw_lorenz",
    "generalise_gini",
    "measure_concentration",
]
