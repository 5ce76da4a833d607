"""What a score says, as templates by message id."""

from __future__ import annotations

from safercity.evidence.places.basis_words import BASIS_MESSAGES

MESSAGES: dict[str, str] = BASIS_MESSAGES | {
    "places.score.pai": "On {area:share} of the area the map held {demand:share} of {later:count} "
    "later records: {pai:figure} times its share (PAI, likely {low:figure} to {high:figure}).",
    "places.score.pei": "That is {pei:share} of what the best map of that size could have held "
    "(PEI).",
    "places.score.rri": "Its share of the records is {rri:figure} times what it was before (RRI, "
    "likely {low:figure} to {high:figure}); below 1 is usual.",
    "places.score.better": "It did better than the simpler map “{rival:title}” of the same area, "
    "by {difference:figure} in PAI (likely {low:figure} to {high:figure}).",
    "places.score.worse": "It did worse than the simpler map “{rival:title}” of the same area, by "
    "{difference:figure} in PAI (likely {low:figure} to {high:figure}).",
    "places.score.alike": "It cannot be told apart from the simpler map “{rival:title}” of the "
    "same area: {difference:figure} in PAI (likely {low:figure} to {high:figure}).",
    "places.score.no_later": "There are no later records to score the map on.",
    "places.score.no_area": "The map chose nothing, so there is nothing to score.",
    "places.score.limit.independent": "Intervals take records as independent; repeats make the "
    "truth a little less sure.",
    "places.score.limit.falls": "Places are chosen because they were high, and tend to fall on "
    "their own.",
}
