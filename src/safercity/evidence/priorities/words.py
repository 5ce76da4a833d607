"""What this room says, as messages: plain English that a chair can read aloud."""

from __future__ import annotations

MESSAGES = {
    # ---- the ranking
    "priorities.top": "Of {number:words} candidates {top:title} scores highest, {score:figure} of "
    "1, with harm {harm}, likelihood {likelihood} and capacity to act {capacity}.",
    "priorities.firm": "It comes first in {share:share} of {weightings:count} other weightings of "
    "the criteria, so its place is {word}.",
    "priorities.first": "Likely to be among the first {first:words} whatever the weights: "
    "{names:list}.",
    "priorities.perhaps": "It depends on the weights whether these are: {names:list}.",
    "priorities.turn": "Were {criterion:title} to count for {needed:share} in place of "
    "{stated:share}, {other:title} would come first.",
    "priorities.no_turn": "No single weight, however it is changed, puts another first.",
    "priorities.one": "Only one candidate, {top:title}, has enough known of it; there is nothing "
    "to rank it against.",
    "priorities.none": "Of no candidate is enough known to rank it.",
    "priorities.unranked": "Too little is known to rank {names:list}.",
    "priorities.missing": "{criterion:title} is not known for {names:list}; it is left out for "
    "them, and counts neither for nor against.",
    "priorities.unasked": "{names:list} is known of no candidate and plays no part.",
    "priorities.unasked_many": "{names:list} are known of no candidate and play no part.",
    # ---- its limits
    "priorities.judgement": "The weights are a judgement, written down so that it can be argued "
    "with; people decide on priorities, with this before them.",
    "priorities.relative": "A score compares these candidates with each other. It is no measure of "
    "harm, and changes when a candidate is added.",
    "priorities.overlap": "Candidates may overlap: one incident can count for two of them.",
    # ---- the matrix of harm and likelihood
    "priorities.matrix": "Of {number:words} {number:plural candidate candidates} {placed:words} "
    "{placed:plural has have} both harm and likelihood known.",
    "priorities.matrix_none": "Of {number:words} {number:plural candidate candidates} none has "
    "both harm and likelihood known.",
    "priorities.matrix_high": "High in both: {names:list}.",
    "priorities.matrix_none_high": "None is known to be high in both.",
    "priorities.matrix_unknown": "Harm or likelihood is not known of {names:list}: they stand "
    "apart, and are not low.",
    "priorities.matrix_unknown_many": "Harm or likelihood is not known of {number:count} "
    "candidates: they stand apart, and are not low.",
    "priorities.matrix_bands": "Low is below a third of the scale, high from two thirds: a "
    "candidate near a line may as well stand beside it.",
    # ---- the horizon
    "horizon.summary": "{number:words} {number:plural thing things} beyond the data "
    "{number:plural is are} watched. Judged most pressing: {title} (likelihood {likelihood} of 5, "
    "impact {impact} of 5), from {since:month}.",
    "horizon.none": "Nothing is written down on the horizon. That is no sign that nothing comes.",
    "horizon.kinds": "Nothing is written down under {names:list}.",
    "horizon.beside": "{candidate:title}: {names:list}.",
    "horizon.overdue": "{number:words} {number:plural entry entries} should have been looked at "
    "again by now: {names:list}.",
    "horizon.judgement": "Likelihood and impact are what people judged, not what was measured.",
    "horizon.not_scored": "The horizon stands beside the ranking and is in no score.",
}
