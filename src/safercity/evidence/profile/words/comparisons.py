"""What comparisons of areas say."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "profile.funnel": "{areas:count} areas are compared; together they have {rate:figure} records "
    "for each {per:count} {denominator} a year.",
    "profile.funnel_shares": "{areas:count} areas are compared; together they have {rate:figure} "
    "records for each {per:count} {denominator}.",
    "profile.own_far_above": "{area} has {rate:figure} (likely {low:figure} to {high:figure}), "
    "{ratio:figure} times the average: more than chance and usual differences would give.",
    "profile.own_above": "{area} has {rate:figure} (likely {low:figure} to {high:figure}), "
    "{ratio:figure} times the average: high, but one area in twenty lies so far out by chance.",
    "profile.own_usual": "{area} has {rate:figure} (likely {low:figure} to {high:figure}), "
    "{ratio:figure} times the average: within what is usual.",
    "profile.own_below": "{area} has {rate:figure} (likely {low:figure} to {high:figure}), "
    "{ratio:figure} times the average: low, but one area in twenty lies so far out by chance.",
    "profile.own_far_below": "{area} has {rate:figure} (likely {low:figure} to {high:figure}), "
    "{ratio:figure} times the average: less than chance and usual differences would give.",
    "profile.chance_only": "Only chance is allowed for, not that areas usually differ.",
    "profile.areas_differ": "Areas differ more than chance alone would let them ({phi:figure} "
    "times its variance), and the limits are widened for it.",
    "profile.areas_differ_by": "Areas differ more than chance alone would let them, usually by "
    "about {tau:share}, and the limits are widened for it.",
    "profile.areas_alike": "Most areas differ no more than chance would let them.",
    "profile.none_outside": "None lies outside the outer limits ({outer}), where chance "
    "would put about {expected:figure} of {areas:count}.",
    "profile.far_above_all": "Above the outer limits ({outer}): {labels:list}.",
    "profile.far_above_some": "Above the outer limits ({outer}) are {count:count} areas, "
    "farthest {labels:list}.",
    "profile.far_below_all": "Below the outer limits ({outer}): {labels:list}.",
    "profile.far_below_some": "Below the outer limits ({outer}) are {count:count} areas, "
    "farthest {labels:list}.",
    "profile.outside_by_chance": "Of {areas:count} areas chance would put about {expected:figure} "
    "outside; with allowance for having looked at all of them {clear:words} "
    "{clear:plural stands stand} out (about {discovery:share} of those by chance).",
    "profile.between_limits": "Between the inner and the outer limits {count:plural lies lie} "
    "{count:words}, where "
    "chance would put about {expected:figure}: no reason to act by itself.",
    "profile.few_areas": "{areas:words} areas are few to tell how much areas usually differ.",
    "profile.limit.unlike": "Outside the limits means unlike the others, not worse run: areas "
    "differ in whom and what they hold, and in what they record.",
    "profile.limit.drawn_in": "How much areas usually differ is told by most of them, without the "
    "farthest: where they truly differ much, about one in sixty lies beyond the outer limits, not "
    "one in five hundred.",
    "profile.limit.unknown_areas": "{areas:words} {areas:plural area areas} without a count or a "
    "denominator: {labels:list}. Left out, for missing is not low.",
    "profile.limit.partly": "{areas:words} {areas:plural area areas} sent only some of the "
    "periods; rates are by the time that was sent.",
    "profile.limit.not_tried": "Too few areas have a figure of {other} to try them by it.",
    "profile.limit.otherwise": "Counted for each of {other} instead, {areas:words} "
    "{areas:plural area areas} would be judged otherwise: {labels:list}.",
    "profile.limit.busy": "Residents are the wrong denominator for {area}: {times:figure} times as "
    "many are there ({other}) as live there.",
    "profile.limit.centres": "Residents are the wrong denominator for {labels:list}, which as town "
    "centres hold many who live elsewhere.",
    "profile.similar": "{area} has {rate:figure} records for each {per:count} {denominator} a "
    "year (likely {low:figure} to {high:figure}).",
    "profile.similar_rank": "Counted from the highest it comes number {rank:figure} of "
    "{areas:count} areas; chance alone could put it anywhere from {first:count} to {last:count}.",
    "profile.similar_above": "That is {ratio:figure} times what the {others:words} others have "
    "together, {average:figure} (likely {low:figure} to {high:figure} times): above their average.",
    "profile.similar_below": "That is {ratio:figure} times what the {others:words} others have "
    "together, {average:figure} (likely {low:figure} to {high:figure} times): below their average.",
    "profile.similar_about": "That is {ratio:figure} times what the {others:words} others have "
    "together, {average:figure}: not clearly above or below, for anything from {low:figure} to "
    "{high:figure} times would fit.",
    "profile.similar_none": "The others recorded nothing, so there is no ratio to them.",
    "profile.similar_usual": "Similar areas usually differ by about {tau:share}, and so far off is "
    "nothing unusual among them.",
    "profile.similar_unusual": "Similar areas usually differ by about {tau:share}; so far off is "
    "unusual among them.",
    "profile.limit.similar": "Which areas are similar was decided by whoever drew up the list, and "
    "areas do not record alike.",
}
