"""What concentration says, as templates by message id."""

from __future__ import annotations

from safercity.evidence.places.basis_words import BASIS_MESSAGES

MESSAGES: dict[str, str] = BASIS_MESSAGES | {
    "places.concentration.needed": "{of:share} of {places:count} places hold at least "
    "{share:share} of the {total:count} records.",
    "places.concentration.nothing": "No records were counted in {places:count} places, so nothing "
    "can be said of how they are spread.",
    "places.concentration.index": "On a scale from 0 (no more uneven than it must be) to 1 (all in "
    "one place) the concentration is {value:figure} (likely {low:figure} to {high:figure}).",
    "places.concentration.plain": "On a scale from 0 (all alike) to 1 (all in one place) the "
    "concentration is {value:figure} (likely {low:figure} to {high:figure}).",
    "places.concentration.beyond_chance": "Chance alone would give {value:figure}, seldom more "
    "than {high:figure}.",
    "places.concentration.within_chance": "Chance alone would give {value:figure}, and up to "
    "{high:figure}: the records are too few to say that some places draw more than others.",
    "places.concentration.limit.units": "Smaller units always look more concentrated: compare only "
    "measures on the same units.",
    "places.concentration.limit.few": "With {total:count} records on {places:count} places most "
    "must stay empty; the plain Gini index, {gini:figure}, mistakes that for concentration.",
}
