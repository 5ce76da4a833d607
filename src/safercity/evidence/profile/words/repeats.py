"""What repeats say: how many, never who or where."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "profile.repeats_none": "No incident was recorded for any of these {noun}.",
    "profile.repeats_few": "{incidents:count} {incidents:plural incident incidents}: so few {noun} "
    "are concerned, or had more than one, or had only one, that a figure could point at somebody; "
    "nothing more is shown.",
    "profile.repeats": "{incidents:count} {incidents:plural incident incidents} concern "
    "{owners:count} {noun}: {concentration:figure} for each.",
    "profile.repeats_of": "Of {targets:count} {noun} in all, {prevalence:share} had any.",
    "profile.repeats_again": "{repeats:count} of the incidents ({share:share}) came after an "
    "earlier one; {again:count} of these {noun} had more than one ({owner_share:share}, likely "
    "{low:share} to {high:share}).",
    "profile.repeats_top_of_all": "The most affected {part:share} of all {noun}, "
    "{owners:count} of them, had {share:share} of the incidents.",
    "profile.repeats_top_of_hit": "The most affected {part:share} of those with any, "
    "{owners:count} of them, had {share:share} of the incidents.",
    "profile.repeats_more": "Were all {noun} alike, chance alone would give about "
    "{expected:figure} repeats (likely {low:figure} to {high:figure}); {repeats:count} are more.",
    "profile.repeats_fewer": "Were all {noun} alike, chance alone would give about "
    "{expected:figure} repeats (likely {low:figure} to {high:figure}); {repeats:count} are fewer.",
    "profile.repeats_no_more": "Were all {noun} alike, chance alone would give about "
    "{expected:figure} repeats (likely {low:figure} to {high:figure}); {repeats:count} are no more "
    "than that.",
    "profile.repeats_within": "{share:share} of the repeats came within {days:count} days of the "
    "incident before (likely {low:share} to {high:share}); spread by chance over the period it "
    "would be {expected:share}.",
    "profile.limit.one_or_two": "{noun} are told apart as they were written: one written two ways "
    "counts as two, and one incident recorded twice looks like a repeat.",
    "profile.limit.people": "People are counted by pseudonym, never named, and no group of fewer "
    "than {smallest:words} is shown.",
    "profile.limit.street": "A street holds many addresses: a repeat there need not concern the "
    "same one.",
    "profile.limit.alike": "{noun} are not alike: more repeats than chance says that risk is "
    "uneven, or that one incident raises the next, but not which.",
    "profile.limit.targets": "How many {noun} there are in all is not known, so nothing is said of "
    "chance.",
    "profile.limit.long_gaps": "What came before or comes after the period is not seen, and long "
    "gaps less often than short ones.",
    "profile.limit.same_day": "{repeats:count} repeats are of the very same day and may be one "
    "incident recorded twice.",
    "profile.limit.short_window": "Spans as long as the period itself are not told.",
}
