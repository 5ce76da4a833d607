"""What this room says: message ids and their sentences."""

from __future__ import annotations

NEWS = (
    "{theme:title}: {observed:count} recorded {how} {at:title} from {first:day} to {last:day}, "
    "where about {expected:figure} would be usual. "
)
SEEN = "It is seen by {seen:list}; chance alone would do as much "
CLUSTER = (
    "Around {centre:title} ({places:count} {places:plural place places}), "
    "{observed:count} were recorded from {first:day} to {last:day} where about {expected:figure} "
    "would be usual. Chance alone would do as much "
)
RISE = (
    "{place:title} had {observed:count} in {period} where about {expected:figure} would be usual, "
    "and up to {usual:count} no surprise. Chance alone would show such a rise somewhere "
)

MESSAGES: dict[str, str] = {
    "watch.nothing": "Nothing new stands out in the records up to {look:day}.",
    "watch.nothing_apart": "Nothing new stands out in the records, which end between {first:day} "
    "and {look:day}.",
    "watch.number": "{number:words} new {number:plural thing things} "
    "{number:plural stands stand} out in the records up to {look:day}.",
    "watch.number_apart": "{number:words} new {number:plural thing things} "
    "{number:plural stands stand} out in records that end between {first:day} and {look:day}.",
    "watch.still": "{number:words} told at an earlier look {number:plural is are} still up.",
    "watch.news_rare": NEWS + SEEN + "less than once in 100 years.",
    "watch.news_years": NEWS + SEEN + "about once in {years:figure} {years:plural year years}.",
    "watch.news_often": NEWS + SEEN + "about {times:figure} times a year.",
    "watch.windows": "At {look:day}, {places:words} {places:plural place places} "
    "{places:plural was were} near enough to a recent {theme:title} event for the risk to be "
    "raised, {places:plural until|the last of them until} {until:day}.",
    "watch.setting": "About {alarms:figure} {alarms:plural alarm alarms} a year will be chance: "
    "that is the setting, shared by {monitors:words} {monitors:plural monitor monitors}.",
    "watch.not_looked_coarse": "{themes:list} {count:plural is are} told too coarsely, in place or "
    "in time, for {method}.",
    "watch.not_looked_few": "{themes:list} {count:plural has have} too few records or periods for "
    "{method}.",
    "watch.cause": "An alarm says that more was recorded than usual, not why; a change in "
    "reporting or recording looks the same.",
    "watch.bunches": "Chance means events that do not depend on each other; where they come in "
    "bunches, as with one offender or one bad night, more alarms than set are raised.",
    "watch.late": "About {share:share} of the newest records of {theme:title} are still to come; "
    "counts so far are set against what should have come by now.",
    "watch.late_unknown": "How late records of {themes:list} arrive is not known yet, so the "
    "newest may look quieter than they are.",
    "watch.unplaced": "{share:share} of the records of {theme:title} have no place and are in no "
    "local figure.",
    "watch.unplaced_many": "Records without a place are in no local figure: {low:share} to "
    "{high:share} of those of {themes:words} themes, most of {theme:title}.",
    "watch.unplaced_alike": "{share:share} of the records of {themes:words} themes have no place "
    "and are in no local figure.",
    "watch.late_alike": "About {share:share} of the newest records of {themes:words} themes are "
    "still to come. Counts so far are set against what should have come by now.",
    "watch.late_many": "Some of the newest records of {themes:words} themes are still to come: "
    "{low:share} to {high:share} of them, most of {theme:title}. Counts so far are set against "
    "what should have come by now.",
    "watch.late_unknown_all": "How late records arrive is not known yet, so the newest days may "
    "look quieter than they are.",
    "watch.missing": "{periods:list} {count:plural is are} missing, not quiet.",
    "watch.break": "Recording changed in {month:month} ({title}); a rise across it may be the "
    "change.",
    "clusters.none": "No group of places stands out from {first:day} to {look:day} beyond what "
    "chance would do.",
    "clusters.no_cases": "Nothing was recorded from {first:day} to {look:day}, so there is no "
    "cluster to find.",
    "clusters.found_rare": CLUSTER + "less than once in 100 years.",
    "clusters.found_years": CLUSTER + "about once in {years:figure} {years:plural year years}.",
    "clusters.found_often": CLUSTER + "about {times:figure} times a year.",
    "clusters.permuted": "A place is set against its own share of all records and a time against "
    "its own: what is up everywhere at once is no cluster, and a place that grows slowly may be.",
    "clusters.many": "{zones:count} circles of up to {longest:words} {unit} were looked at; the "
    "chance told is for the highest of all of them, at every look.",
    "clusters.left_out": "{count:words} {count:plural period periods} without every place's "
    "records {count:plural is are} left out: {periods:list}.",
    "rises.none": "No place is above what its own past leads one to expect in {period}.",
    "rises.found_rare": RISE + "less than once in 100 years.",
    "rises.found_years": RISE + "about once in {years:figure} {years:plural year years}.",
    "rises.found_often": RISE + "about {times:figure} times a year.",
    "rises.late": "About {share:share} of the records of {period} are still to come; counts so far "
    "are set against what should have come by now.",
    "rises.not_judged": "{periods:list} {count:plural is are} not judged: too few of "
    "{count:plural its their} records have come.",
    "rises.many": "{places:count} {places:plural place places} {places:plural was were} looked at "
    "together; the chance told is for the highest of them.",
    "rises.model": "What is usual follows from each place's own level, trend and season; past "
    "peaks count for less. Small places take the season of all places.",
    "near.raised": "After one {theme:title} event, another is {ratio:figure} times as likely as "
    "usual {when}, at {where}.",
    "near.none": "After one {theme:title} event, no more follow nearby than chance would have it.",
    "near.windows": "{places:words} {places:plural place places} {places:plural is are} in such a "
    "window on {look:day}.",
    "near.no_windows": "No place is in such a window on {look:day}.",
    "near.pairs": "{events:count} events make {pairs:count} pairs; {bands:words} bands were tested "
    "together by {permutations:count} shuffles of the times.",
    "near.cause": "Events that follow each other may have one cause or one offender, or be one "
    "incident recorded twice. It is a pattern of places, never of people.",
    "repeats.none": "No place became a repeat place in the newest {days:words} "
    "{days:plural day days} beyond what chance would do.",
    "repeats.found": "{place:title} has had {within:words} within {window:count} days, where "
    "{expected:figure} would be usual for it.",
    "repeats.number": "{number:words} {number:plural place became a repeat place|places became "
    "repeat places} in the newest {days:words} {days:plural day days}.",
    "repeats.rate": "A place is set against its own past, drawn towards that of all {places:count} "
    "places; places looked at together are allowed for.",
}

METHOD_WORDS = {
    "cluster": "the scan for clusters",
    "ward cluster": "the scan within wards",
    "rise": "the watch for rises",
    "repeat": "the list of repeat places",
    "window": "the near-repeat pattern",
}


RAREST_YEARS = 100  # beyond this the fitted tail says "rare" and no more


def rarity(id_: str, years: float) -> tuple[str, dict[str, object]]:
    """The message and value for a recurrence interval: years from one on, else times a year."""
    if years > RAREST_YEARS:
        return f"{id_}_rare", {}
    if years >= 1:
        return f"{id_}_years", {"years": years}
    return f"{id_}_often", {"times": 1 / years}
