"""What hot spots say, as templates by message id."""

from __future__ import annotations

from safercity.evidence.places.basis_words import BASIS_MESSAGES

MESSAGES: dict[str, str] = BASIS_MESSAGES | {
    "places.hot_spots.found": "{hot:count} of {tested:count} places tested {hot:plural is are} "
    "hot {hot:plural spot spots}: together with the places next door, {hot:plural it they} "
    "{hot:plural holds hold} more records than chance would put there.",
    "places.hot_spots.none": "None of {tested:count} places tested is a hot spot: no place holds, "
    "together with those next door, more records than chance could put there.",
    "places.hot_spots.nothing": "No records were counted in {places:count} places, so there is "
    "nothing to test.",
    "places.hot_spots.unknown": "Nothing is known of any of {places:count} places, so nothing was "
    "tested.",
    "places.hot_spots.untestable": "Nothing could be tested in {places:count} places: all are "
    "alike, missing, or without neighbours.",
    "places.hot_spots.strongest": "The strongest is {place:title}: {local:count} records in it "
    "and the {others:words} {others:plural place places} next door, {ratio:figure} times an even "
    "spread (likely {low:figure} to {high:figure}).",
    "places.hot_spots.strongest_rate": "The strongest is {place:title}: it and the {others:words} "
    "{others:plural place places} next door come to {local:figure}, where an even spread would "
    "give {expected:figure}.",
    "places.hot_spots.cold": "{cold:count} {cold:plural is are} quieter than chance would have it.",
    "places.hot_spots.lone": "The highest count in a single place, {own:count}, is at "
    "{place:title}, which is no hot spot because its surroundings are quiet: look at it by itself.",
    "places.hot_spots.hidden": "So high a count also hides others: with it set aside, "
    "{hidden:count} {hidden:plural place places} would be hot.",
    "places.hot_spots.chance": "Allowing for the number tested, about {share:share} of the places "
    "called may be there by chance.",
    "places.hot_spots.unadjusted": "With {tested:count} tests at {level:share} each, chance alone "
    "would call about {expected:count}: no allowance was made for the number tested.",
    "places.hot_spots.limit.even": "Places are compared with an even spread of records, not with "
    "how many people live in or visit them.",
    "places.hot_spots.limit.zeros": "{zeros:count} of {places:count} places without records are "
    "part of the comparison.",
    "places.hot_spots.limit.untested": "{untested:count} {untested:plural place places} with "
    "missing counts or without neighbours {untested:plural was were} not tested.",
    "places.hot_spots.limit.exact": "The chances are exact: every way to deal the same counts out "
    "to other places was counted.",
    "places.hot_spots.limit.permutation": "The chances come from {permutations:count} seeded "
    "shuffles, so none can be below {smallest:figure}.",
    "places.hot_spots.limit.analytic": "The chances take neighbourhood sums as normal, which small "
    "counts are not: too many places are called.",
    "places.hot_spots.limit.none": "Nothing was tested.",
    "places.hot_spots.limit.edge": "Places at the edge have fewer neighbours, and we do not know "
    "what lies beyond it.",
    "places.over_time.found": "Over {periods:count} periods {hot:count} of {places:count} places "
    "{hot:plural was a hot spot|were hot spots} often enough to be given a class: "
    "{kinds:list}.",
    "places.over_time.none": "Over {periods:count} periods none of {places:count} places was a hot "
    "spot often enough to be given a class.",
    "places.over_time.undetermined": "{periods:words} periods are too few to say of any place "
    "whether it stays a hot spot.",
    "places.over_time.first": "First among the {class} ones is {place:title}: a hot spot in "
    "{hot:count} of {known:count} periods, most lately since {since:month}.",
    "places.over_time.first_period": "First among the {class} ones is {place:title}: a hot spot in "
    "{hot:count} of {known:count} periods, most lately since {since}.",
    "places.over_time.cold": "{cold:count} {cold:plural place places} {cold:plural was were} "
    "quieter than chance would have it often enough to be given a class.",
    "places.over_time.some_undetermined": "Of {number:count} {number:plural place places} too few "
    "periods are known to say.",
    "places.over_time.limit.ours": "Classes are Safer City's own, on runs of periods in which a "
    "place was a hot spot.",
    "places.over_time.limit.esri": "Classes follow Esri's published descriptions; the tests of the "
    "single periods are ours.",
    "places.over_time.limit.sfhotspot": "Classes follow sfhotspot's documentation; the tests of "
    "the single periods are ours.",
    "places.over_time.limit.chance": "In each period about {share:share} of the places called may "
    "be there by chance; a class rests on several periods.",
    "places.over_time.limit.unadjusted": "Each period was tested at {level:share} without allowing "
    "for the number of places.",
}
