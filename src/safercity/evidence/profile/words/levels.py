"""What levels and trends say, and the limits that all findings of the room share."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "profile.rising": "Between {first:month} and {last:month} records rose by about {change:share} "
    "a year; the true figure is likely between {low:share} and {high:share}.",
    "profile.falling": "Between {first:month} and {last:month} records fell by about "
    "{change:share} a year; the true figure is likely between {low:share} and {high:share}.",
    "profile.no_trend": "Between {first:month} and {last:month} there is no clear trend: anything "
    "from {low:share} to {high:share} a year would fit.",
    "profile.too_few": "{used:words} {used:plural month months} {used:plural was were} sent, and a "
    "trend needs {needed:count}: nothing is said about one.",
    "profile.no_records": "Nothing was recorded in the months that were sent.",
    "profile.break": "What is recorded changed in {month:month} ({title}): the trend is measured "
    "on either side of it, never across.",
    "profile.break_at_end": "What is recorded changed in {month:month} ({title}), too near an end "
    "of these months to be told from a trend: the few months beyond it do not sway the figure.",
    "profile.cut": "What is recorded changed in {month:month} ({title}): only months from then on "
    "are used.",
    "profile.ranks_no_trend": "A test that only asks whether months tend to be higher or lower "
    "than the same month before finds nothing clear: take the figure with care.",
    "profile.ranks_rising": "A test that only asks whether months tend to be higher than the same "
    "month before says that they do, though how fast is not clear.",
    "profile.ranks_falling": "A test that only asks whether months tend to be lower than the same "
    "month before says that they do, though how fast is not clear.",
    "profile.level": "{count:count} {count:plural record records} in {months:words} "
    "{months:plural month months} to {last:month}.",
    "profile.level_unknown": "None of the {months:words} {months:plural month months} to "
    "{last:month} was sent: how much there was is not known.",
    "profile.rate": "That is {rate:figure} for each {per:count} {denominator} a year (likely "
    "{low:figure} to {high:figure}).",
    "profile.more": "On the same {months:words} {months:plural month months} of the year before, "
    "{change:share} more (likely {low:share} to {high:share}).",
    "profile.fewer": "On the same {months:words} {months:plural month months} of the year before, "
    "{change:share} fewer (likely {low:share} to {high:share}).",
    "profile.same": "No clear change on the same {months:words} {months:plural month months} of "
    "the year before: anything from {low:share} to {high:share} would fit.",
    "profile.nothing_before": "There are no records of the same months a year before.",
    "profile.limit.recorded": "These are records, not events: what is reported and written down "
    "changes too.",
    "profile.limit.missing_months": "{months:words} {months:plural month months} of these were not "
    "sent: missing, not low.",
    "profile.limit.unplaced": "{share:share} of the records have no place.",
    "profile.limit.late": "About {share:share} of the newest month is still to come.",
    "profile.limit.break": "What is recorded changed in {month:month} ({title}): figures from "
    "before and after are not alike.",
    "profile.limit.denominator": "{denominator} are not all who are there: a town centre holds "
    "visitors.",
}
