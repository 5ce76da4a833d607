"""What make-ups say: types, changes, harm and cost."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "profile.made_of_nothing": "Nothing was recorded of {types:words} "
    "{types:plural type types} in the months that were sent.",
    "profile.nothing_sent": "No month was sent for all {types:words} {types:plural type types}: "
    "nothing is said of what records are made of.",
    "profile.made_of": "{count:count} {count:plural record records} of {types:words} "
    "{types:plural type types}.",
    "profile.made_of_months": "{count:count} {count:plural record records} of {types:words} "
    "{types:plural type types} in {months:words} {months:plural month months} to {last:month}.",
    "profile.type_share": "{type:title} is {share:share} of them (likely {low:share} to "
    "{high:share}).",
    "profile.types_nothing_before": "There are no records of the same months a year before.",
    "profile.types_same": "Of {tested:words} {tested:plural type types} compared with the same "
    "{months:words} {months:plural month months} of the year before, none changed clearly, with "
    "allowance for having looked at all of them.",
    "profile.types_changed": "Of {tested:words} {tested:plural type types} compared with the same "
    "{months:words} {months:plural month months} of the year before, {called:words} changed "
    "clearly; of what is so called, about {discovery:share} may be chance.",
    "profile.type_more": "{type:title} rose by {change:share} (likely {low:share} to "
    "{high:share}).",
    "profile.type_fewer": "{type:title} fell by {change:share} (likely {low:share} to "
    "{high:share}).",
    "profile.type_new": "{type:title} was not recorded a year before and is now.",
    "profile.harm": "By {table} the records that have a figure come to {total:count} {unit} "
    "(figures of {year}; chance alone could make it {low:count} to {high:count}), most of it from "
    "{type:title}.",
    "profile.harm_none": "By {table} none of the types that have a figure was recorded.",
    "profile.unweighted": "{count:count} {count:plural record records} of {types:words} "
    "{types:plural type types} ({share:share}) have no figure in {table} and stand outside it.",
    "profile.no_figures": "{table} has no figure for any of these types: nothing is said by it.",
    "profile.ranks_agree": "{first} and {second} put the {types:words} types that both weigh in "
    "the same order.",
    "profile.ranks_differ": "{first} and {second} put {reversed:count} of the {pairs:count} pairs "
    "of types that both weigh the other way round: {type:title} comes {one:figure} by the one and "
    "{other:figure} by the other of {types:words}.",
    "profile.limit.types": "A type is what the recorder called it; what is called what "
    "changes too.",
    "profile.limit.harm": "Weights of harm are an average over all victims: they tell nothing of "
    "one person, and two tables rank places differently.",
    "profile.limit.one_harm_table": "Types are not ranked by harm: two tables with figures for the "
    "same types are needed, and one alone misleads.",
    "profile.limit.cost": "Unit costs are averages of England and Wales at the prices of their "
    "year; most of the cost is no agency's budget.",
}
