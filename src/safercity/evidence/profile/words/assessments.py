"""What comparisons with the last assessment, and of standardised rates, say."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "profile.assessments": "Of {themes:words} {themes:plural theme themes} counted from "
    "{first:month} to {last:month} and, in the last assessment, from {from:month} to {to:month}, "
    "{called:words} changed clearly, with allowance for having looked at all of them (about "
    "{discovery:share} of what is so called may be chance).",
    "profile.assessments_same": "Of {themes:words} {themes:plural theme themes} counted from "
    "{first:month} to {last:month} and, in the last assessment, from {from:month} to {to:month}, "
    "none changed clearly, with allowance for having looked at all of them.",
    "profile.theme_rose": "{theme:title} rose by {change:share} (likely {low:share} to "
    "{high:share}), to {now:figure} a year.",
    "profile.theme_fell": "{theme:title} fell by {change:share} (likely {low:share} to "
    "{high:share}), to {now:figure} a year.",
    "profile.theme_from_none": "{theme:title} was not recorded then and now is, {now:figure} a "
    "year.",
    "profile.places_same": "The order of the themes by number of records is the same.",
    "profile.places_unsure": "{moved:words} {moved:plural theme themes} changed places in the "
    "order by number of records, none by more than chance could.",
    "profile.places": "{moved:words} {moved:plural theme themes} changed places in the order by "
    "number of records, {firm:words} of them firmly.",
    "profile.place_moved": "{theme:title} went from place {before:figure} to place {now:figure}.",
    "profile.themes_new": "Counted now and not then: {themes:list}.",
    "profile.themes_gone": "Counted then and not now: {themes:list}.",
    "profile.themes_missing": "Not known for one of the two, which is not low: {themes:list}.",
    "profile.limit.chance_of_counts": "Only the chance of counts is allowed for; themes that swing "
    "from month to month are less certain than this says.",
    "profile.limit.other_months": "The two are of different months of the year, so season is in "
    "the difference.",
    "profile.limit.part_of_year": "Records a year are reckoned from {months:words} "
    "{months:plural month months}, and hold for a year only as far as these are like the rest.",
    "profile.limit.two_periods": "Two periods are not a trend: what rose since may be falling now.",
    "profile.standardised": "With the same make-up of people everywhere {highest} would have most, "
    "{top:figure} for each {per:count} a year (likely {top_low:figure} to {top_high:figure}), and "
    "{lowest} fewest, {bottom:figure} (likely {low:figure} to {high:figure}).",
    "profile.standardised_none": "No area has {fewest:count} records and people of every group: "
    "none is standardised.",
    "profile.standardised_moved": "Of {areas:count} areas {moved:words} stand elsewhere in the "
    "order than by their rates as they are.",
    "profile.limit.standardised": "A standardised rate is for comparing areas; no area has that "
    "rate, and what differs between groups is hidden in it.",
    "profile.limit.not_standardised": "{areas:words} {areas:plural area areas} with fewer than "
    "{fewest:count} records, or without people in a group, are not standardised: {labels:list}.",
}
