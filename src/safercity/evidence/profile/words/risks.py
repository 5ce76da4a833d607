"""What profiles of risk say: of areas and groups, never of persons."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "profile.risk_of": "{areas:count} areas are ranked by {measures:words} measures.",
    "profile.risk_of_agencies": "{areas:count} areas are ranked by {measures:words} measures, some "
    "or all of them from {agencies:words} {agencies:plural agency agencies}.",
    "profile.risk_none": "None is in the worst {worst:share} by at least {at_least:words} of them; "
    "were the measures unrelated, about {expected:figure} would be by chance.",
    "profile.risk_meets_all": "In the worst {worst:share} by at least {at_least:words} of them "
    "{count:plural is are} {count:words} {count:plural area areas}: {labels:list}. Were the "
    "measures unrelated, chance would make it about {expected:figure}.",
    "profile.risk_meets_some": "{count:count} are in the worst {worst:share} by at least "
    "{at_least:words} of them, most so {labels:list}. Were the measures unrelated, chance would "
    "make it about {expected:figure}.",
    "profile.risk_firm": "{firm:words} of {count:words} stay there in at least {share:share} of "
    "draws of what the rates may as well be; the others could be there by chance.",
    "profile.risk_undetermined": "For {count:words} {count:plural area areas} too much is missing "
    "to say: {labels:list}.",
    "profile.groups_hidden": "The groups are so small that any figure could point at somebody: "
    "nothing is shown.",
    "profile.groups_alike": "Of {groups:words} groups none clearly has a higher rate than the "
    "others together, with allowance for having looked at all of them.",
    "profile.groups": "Of {groups:words} groups {clear:words} clearly {clear:plural has have} a "
    "higher rate than the others together, with allowance for having looked at all of them (about "
    "{discovery:share} of what is so called may be chance).",
    "profile.group": "{group}: {rate:figure} for each {per:count} people a year, {ratio:figure} "
    "times that of the others together (likely {low:figure} to {high:figure}).",
    "profile.lasting": "Of {old:words} areas of the last assessment {stayed:words} "
    "{stayed:plural is are} still listed ({share:share}, likely {low:share} to {high:share}), more "
    "than the {expected:figure} or so that two blind lists would share; {came:words} "
    "{came:plural is are} new.",
    "profile.lasting_chance": "Of {old:words} areas of the last assessment {stayed:words} "
    "{stayed:plural is are} still listed ({share:share}); two blind lists would share about "
    "{expected:figure}, and chance could make it as many; {came:words} {came:plural is are} new.",
    "profile.lasting_none_before": "The last assessment listed none of these areas; "
    "{came:words} {came:plural is are} new.",
    "profile.lasting_areas": "Still listed: {labels:list}.",
    "profile.together": "Over {areas:count} areas {first} and {second} go together: where the one "
    "is high the other is high round about (rank correlation in the same area "
    "{correlation:figure}).",
    "profile.apart": "Over {areas:count} areas {first} and {second} go apart: where the one is "
    "high the other is low round about (rank correlation in the same area {correlation:figure}).",
    "profile.unrelated": "Over {areas:count} areas {first} and the surroundings' {second} show no "
    "clear association (rank correlation in the same area {correlation:figure}).",
    "profile.meet_nowhere": "In none of them is {first} clearly high amid {second} that is high "
    "too, with allowance for having looked at {areas:count} areas.",
    "profile.meet_all": "They meet in {count:words} {count:plural area areas}, with allowance for "
    "having looked at all ({discovery:share} may be chance): {labels:list}; in {here:words} of "
    "these {second} is high in the area itself too.",
    "profile.meet_some": "They meet in {count:count} areas, with allowance for having looked at "
    "all ({discovery:share} may be chance), among them {labels:list}; in {here:count} of these "
    "{second} is high in the area itself too.",
    "profile.meet_mixed": "In {count:words} {count:plural area areas} the one is high where the "
    "other is low round about.",
    "profile.limit.areas_not_persons": "A figure of an area tells nothing of any one person in it.",
    "profile.limit.measures": "Two measures of one thing are one: they meet without telling more. "
    "Scores are taken as certain.",
    "profile.limit.groups_not_persons": "A figure of a group tells nothing of any one person in "
    "it; who reports, and who is recorded, differs between groups.",
    "profile.limit.hidden_groups": "{groups:words} {groups:plural group groups} with fewer than "
    "{smallest:words} records, or few people, are not shown, nor what they could be worked out "
    "from.",
    "profile.limit.where_it_happened": "Records are counted where it happened, which need not be "
    "where those whom it concerns live.",
    "profile.limit.near_the_line": "An area near the line comes and goes by chance.",
    "profile.limit.not_both": "{areas:words} listed {areas:plural area areas} were not looked at "
    "both times and are left out.",
    "profile.limit.no_cause": "That two measures meet does not say that one causes the other; "
    "both may follow how many people there are.",
    "profile.limit.untested": "{areas:words} {areas:plural area areas} without a figure, or "
    "without a neighbour that has one, are not tested: {labels:list}.",
}
